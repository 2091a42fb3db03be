/* build: the Dockerfile that a command names, its images, verdicts, and the command. */
#include "app/build.h"

#include "app/engine_host.h"
#include "app/scan_near.h"
#include "base/limits.h"
#include "io/file.h"
#include "launch/launchers.h"
#include "source/workload/dockerfile.h"

#include <ctype.h>
#include <string.h>

/* A build under way. */
struct building {
	wc_arena *arena;
	const struct wc_build_asked *asked;
	struct wc_build_ready *ready;
	struct wc_request request;
	struct wc_found found;
};

/* Who builds: the environment's word where the command leaves it open; on Windows docker takes the classic builder. Source: docker/cli cmd/docker/builder.go. */
static bool
is_buildkit(const struct building *b)
{
	wc_environment *environment = b->asked->how.environment;
	const char *said = environment ? environment(b->arena, "DOCKER_BUILDKIT") : NULL;
	return b->ready->line.is_buildx || (said && (strcmp(said, "1") == 0 || strcmp(said, "true") == 0));
}

/* The isolation of the command; BuildKit heeds none and has one. Source: docker/buildx commands/build.go, "ignored flags". */
static bool
take_isolation(struct building *b, struct wc_err *err)
{
	const char *given = wc_build_line_value(&b->ready->line, "isolation");
	unsigned isolation = WC_ISOLATION_DEFAULT;
	b->request = b->asked->request;
	char *word = given ? wc_copyz(b->arena, given) : NULL;
	for (char *p = word; p && *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (word && *word && (!wc_word_find(&wc_isolation_words, word, &isolation) || isolation == WC_ISOLATION_AUTO)) {
		wc_fail(err, WC_FAULT_INPUT, "--isolation: '%.40s' is no isolation", given);
		return wc_hint(err, "it takes default, process or hyperv, as docker does; leave it out, and the first that is supported is taken");
	}
	if (given)
		b->request.isolation = (uint8_t)isolation;
	if (b->ready->is_buildkit && b->request.isolation == WC_ISOLATION_HYPERV)
		b->ready->remark = "BuildKit has process isolation only, whatever --isolation says";
	if (b->ready->is_buildkit)
		b->request.isolation = WC_ISOLATION_PROCESS;
	return true;
}

static bool
unreadable(const char *what, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%.200s cannot be looked at before it is built: only a Dockerfile of this machine can", what);
	return wc_hint(err, "save it, and build from a folder; or run docker itself");
}

/* Where the Dockerfile is: -f is of this folder, else of the context. Source: docker/cli cli/command/image/build/context.go. */
static bool
find_dockerfile(struct building *b, const char **ret_path, struct wc_err *err)
{
	const char *file = wc_build_line_value(&b->ready->line, "file"), *context = b->ready->line.context;
	if (!context) {
		wc_fail(err, WC_FAULT_INPUT, "the build has no context");
		return wc_hint(err, "name the folder behind its flags, such as .");
	}
	if (strcmp(context, "-") == 0 || (file && strcmp(file, "-") == 0))
		return unreadable("standard input", err);
	if (strstr(context, "://") || strncmp(context, "git@", 4) == 0 || strncmp(context, "github.com/", 11) == 0)
		return unreadable(context, err);
	*ret_path = file && *file ? file : wc_printf(b->arena, "%s/Dockerfile", context);
	const char *lower = wc_printf(b->arena, "%s/dockerfile", context);
	if (!(file && *file) && wc_path_kind(*ret_path) == WC_PATH_NONE && wc_path_kind(lower) == WC_PATH_FILE)
		*ret_path = lower;
	return true;
}

/* --build-arg NAME=VALUE, or NAME alone: the environment's. */
static void
take_args(struct building *b, struct wc_workload_options *options)
{
	const struct wc_build_line *line = &b->ready->line;
	struct wc_setting *args = wc_array(b->arena, struct wc_setting, line->flag_count + 1);
	for (size_t i = 0; i < line->flag_count; i++) {
		const char *value = line->flags[i].value, *equals = value ? strchr(value, '=') : NULL;
		if (strcmp(line->flags[i].name, "build-arg") != 0 || !value || !*value)
			continue;
		const char *name = equals ? wc_copy(b->arena, value, (size_t)(equals - value)) : value;
		args[options->build_arg_count++] = (struct wc_setting){name, equals ? equals + 1 : wc_workload_variable(b->arena, options, name)};
	}
	options->build_args = args;
}

/* What --build-context calls `reference`, or NULL: such a name is no image of a registry. */
static const char *
context_of(const struct wc_build_line *line, const char *reference)
{
	for (size_t i = line->flag_count; i-- > 0;) {
		const char *value = line->flags[i].value, *equals = value ? strchr(value, '=') : NULL;
		size_t length = equals ? (size_t)(equals - value) : 0;
		if (!equals || strcmp(line->flags[i].name, "build-context") != 0 || strncmp(reference, value, length) != 0)
			continue;
		if (reference[length] == '\0' || strcmp(reference + length, ":latest") == 0)
			return equals + 1;
	}
	return NULL;
}

/* Puts what --build-context says in the place of images; folders are none. */
static void
replace_contexts(struct building *b)
{
	static const char scheme[] = "docker-image://";
	size_t kept = 0;
	for (size_t i = 0; i < b->found.use_count; i++) {
		struct wc_use *use = &b->found.uses[i];
		const char *context = context_of(&b->ready->line, use->reference);
		if (context && strncmp(context, scheme, sizeof(scheme) - 1) != 0)
			continue;
		use->reference = context ? context + sizeof(scheme) - 1 : use->reference;
		b->found.uses[kept++] = *use;
	}
	b->found.use_count = kept;
}

static bool
read_dockerfile(struct building *b, struct wc_err *err)
{
	struct wc_workload_options options = {.environment = b->asked->how.environment};
	const struct wc_build_line *line = &b->ready->line;
	const char *platform = wc_build_line_value(line, "platform");
	struct wc_docker_build build = {.target = wc_build_line_value(line, "target"), .is_base_only = true,
	                                .platform = platform ? wc_copy(b->arena, platform, strcspn(platform, ",")) : NULL};
	struct wc_workload_file file = {.arena = b->arena, .options = &options};
	char *bytes;
	if (!find_dockerfile(b, &file.name, err))
		return false;
	if (!wc_file_read(b->arena, file.name, WC_LIMIT_DOCKERFILE_BYTES, &bytes, &file.length, err))
		return wc_while(err, "the Dockerfile");
	file.bytes = bytes;
	take_args(b, &options);
	if (!wc_scan_text(file.name, &file.bytes, &file.length, err) || !wc_dockerfile_read(&file, &build, &b->found, err))
		return false;
	replace_contexts(b);
	return true;
}

/* The host of the engine that builds, and whether it can build for Windows at all. */
static bool
find_host(struct building *b, struct wc_err *err)
{
	bool is_docker = strcmp(b->ready->line.program, "docker") == 0;
	struct wc_engine_asked asked = {&b->asked->how, b->asked->hosts, b->ready->line.program, is_docker};
	const struct wc_host *engine;
	struct wc_host *host;
	if (!wc_engine_host_find(b->arena, &asked, &host, &engine, err))
		return false;
	if (!wc_launcher_find("docker")->ready(&(struct wc_order){.arena = b->arena, .engine = engine}, err))
		return false;
	wc_engine_host_settle(host, b->ready->is_buildkit ? WC_BUILDKIT : WC_MOBY);
	b->ready->host = host;
	return true;
}

static void
judge(struct building *b, const struct wc_view *view)
{
	const struct wc_use **uses = wc_array(b->arena, const struct wc_use *, b->found.use_count + 1);
	struct wc_references references = wc_references_read(b->arena, &b->asked->how, b->found.uses, b->found.use_count);
	struct wc_judge judge = wc_judge_new((struct wc_answering){b->arena, view, false}, b->request, 3 * b->found.use_count + 1);
	struct wc_together together = {uses, 0, &references, b->ready->host};
	for (size_t i = 0; i < b->found.use_count; i++)
		if (b->found.uses[i].os == WC_OS_UNKNOWN || b->found.uses[i].os == WC_OS_WINDOWS)
			uses[together.count++] = &b->found.uses[i];
	if (together.count)
		b->ready->joint = wc_together_judge(&judge, &together);
	b->ready->images = references.images;
	b->ready->image_count = references.names.count;
	b->ready->is_allowed = b->found.unresolved_count == 0 && b->found.faults.count == 0 && (!together.count || b->ready->joint.is_allowed);
}

/* The command as it was given, with the isolation where it needs one and names none. */
static void
plan(struct building *b)
{
	struct wc_build_ready *ready = b->ready;
	const char **argv = wc_array(b->arena, const char *, b->asked->word_count + 2);
	bool is_added = ready->joint.needs_flag && !ready->is_buildkit && !wc_build_line_value(&ready->line, "isolation");
	for (size_t i = 0; i < b->asked->word_count; i++) {
		if (is_added && i == ready->line.flags_at)
			argv[ready->argc++] = wc_printf(b->arena, "--isolation=%s", wc_word(&wc_mode_words, ready->joint.isolation));
		argv[ready->argc++] = b->asked->words[i];
	}
	ready->argv = argv;
}

bool
wc_build_prepare(wc_arena *arena, const struct wc_build_asked *asked, struct wc_build_ready *ret_ready, struct wc_err *err)
{
	struct wc_build_ready ready = {0};
	struct building b = {.arena = arena, .asked = asked, .ready = &ready, .found = {.arena = arena, .faults = {.arena = arena}}};
	const struct wc_view *view;
	if (!wc_build_line_parse(arena, asked->words, asked->word_count, &ready.line, err) ||
	    !wc_view_make(arena, asked->how.program, asked->edition, asked->as_of, &view, err))
		return false;
	ready.is_buildkit = is_buildkit(&b);
	if (!take_isolation(&b, err) || !read_dockerfile(&b, err) || !find_host(&b, err))
		return false;
	judge(&b, view);
	plan(&b);
	ready.edition = wc_view_edition(view);
	ready.unresolved = b.found.unresolved;
	ready.unresolved_count = b.found.unresolved_count;
	ready.faults = b.found.faults.first;
	*ret_ready = ready;
	return true;
}
