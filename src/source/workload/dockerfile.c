/* Dockerfiles: the images that the stages stand on and take files from. */
#include "source/workload/dockerfile.h"

#include "base/limits.h"
#include "source/workload/docker_stages.h"

#include <ctype.h>
#include <string.h>

struct reading {
	const struct wc_workload_file *file;
	const struct wc_docker_build *build;
	struct wc_found *found;
	struct wc_docker_args args;
	struct wc_docker_stage stages[WC_LIMIT_STAGES];
	size_t stage_count;
};

static struct wc_stretch
place(const struct reading *r, const struct wc_docker_word *word, size_t skip)
{
	return (struct wc_stretch){r->file->name, word->line, word->column + skip, word->length ? word->length - skip : 0};
}

static const char *
stage_title(const struct reading *r, size_t i)
{
	const struct wc_docker_stage *stage = &r->stages[i];
	const char *owner = r->build->subject ? wc_printf(r->file->arena, "%s, ", r->build->subject) : "";
	return stage->name ? wc_printf(r->file->arena, "%sstage %s", owner, stage->name)
	                   : wc_printf(r->file->arena, "%sstage %zu", owner, i);
}

/* The value of the flag "--name=…", or NULL; the last one counts. */
static const struct wc_docker_word *
flag_of(const struct wc_docker_instruction *instruction, const char *name)
{
	size_t length = strlen(name);
	for (size_t i = instruction->flag_count; i-- > 0;)
		if (strncmp(instruction->flags[i].text, name, length) == 0)
			return &instruction->flags[i];
	return NULL;
}

static uint8_t
platform_os(struct reading *r, const struct wc_docker_instruction *from)
{
	const char *text, *why;
	const struct wc_docker_word *flag = flag_of(from, "--platform=");
	if (!flag)
		return wc_docker_platform_os(r->build->platform);
	return wc_docker_expand(&r->args, flag->text + strlen("--platform="), &text, &why) ? wc_docker_platform_os(text) : WC_OS_UNKNOWN;
}

static bool
take_from(struct reading *r, const struct wc_docker_instruction *from, struct wc_err *err)
{
	if (from->word_count == 0) {
		wc_diag_add(&r->found->faults, r->file->name, from->line, from->column, "FROM names no image")->hint = "write FROM IMAGE";
		return true;
	}
	if (r->stage_count == WC_LIMIT_STAGES) {
		wc_fail(err, WC_FAULT_INPUT, "%s:%zu: more than %d stages", r->file->name, from->line, WC_LIMIT_STAGES);
		return wc_hint(err, "split the Dockerfile");
	}
	struct wc_docker_stage *stage = &r->stages[r->stage_count];
	*stage = (struct wc_docker_stage){.base = &from->words[0], .parent = SIZE_MAX, .root = r->stage_count, .os = platform_os(r, from)};
	if (strstr(stage->base->text, "{{") || strstr(stage->base->text, "<%"))
		stage->why = "it is a template: scan what it renders to";
	else if (wc_docker_expand(&r->args, stage->base->text, &stage->reference, &stage->why) && !*stage->reference)
		stage->why = "nothing is left of it";
	if (stage->why)
		stage->reference = NULL;
	else
		stage->parent = wc_docker_stage_find(r->stages, r->stage_count, stage->reference, false);
	if (stage->parent != SIZE_MAX)
		stage->root = r->stages[stage->parent].root;
	if (from->word_count >= 3)
		stage->name = from->words[2].text;
	r->stage_count++;
	return true;
}

/* An image that only files are taken from, by `text` at `skip` bytes into `word`. */
static void
take_copied(struct reading *r, const struct wc_docker_instruction *instruction, const struct wc_docker_word *word, size_t skip,
            const char *text)
{
	struct wc_stretch at = place(r, word, skip);
	const char *subject = wc_printf(r->file->arena, "%s %s in %s", instruction->name, instruction->name[0] == 'R' ? "--mount" : "--from",
	                                r->stage_count ? stage_title(r, r->stage_count - 1) : "no stage");
	at.length = at.length ? strlen(text) : 0;
	/* Behind ONBUILD a plain name is a stage of the build that comes later. */
	if (!*text || wc_docker_stage_find(r->stages, r->stage_count, text, true) != SIZE_MAX ||
	    (instruction->is_onbuild && !strpbrk(text, "/:")))
		return;
	if (strchr(text, '$')) {
		wc_found_unresolved(r->found, at, text, "no variable is expanded here; name a stage: FROM … AS name");
		return;
	}
	wc_found_use(r->found, &(struct wc_use){.at = at, .written = text, .reference = text, .subject = subject, .role = WC_USE_BUILD,
	                                        .service = r->build->service, .isolation = r->build->build_isolation, .is_copied = true});
}

/* RUN --mount=type=bind,from=IMAGE,…: each of them. */
static void
take_mounts(struct reading *r, const struct wc_docker_instruction *run)
{
	for (size_t i = 0; i < run->flag_count; i++) {
		const char *text = run->flags[i].text, *from = strstr(text, "from=");
		if (strncmp(text, "--mount=", 8) != 0 || !from || (from[-1] != ',' && from[-1] != '='))
			continue;
		from += 5;
		take_copied(r, run, &run->flags[i], (size_t)(from - text), wc_copy(r->file->arena, from, strcspn(from, ",\"'")));
	}
}

static bool
take(struct reading *r, const struct wc_docker_instruction *instruction, struct wc_err *err)
{
	if (strcmp(instruction->name, "FROM") == 0 && !instruction->is_onbuild)
		return take_from(r, instruction, err);
	if (strcmp(instruction->name, "ARG") == 0 && r->stage_count == 0 && !instruction->is_onbuild)
		for (size_t i = 0; i < instruction->word_count; i++)
			wc_docker_arg(&r->args, instruction->words[i].text);
	const struct wc_docker_word *from = strcmp(instruction->name, "COPY") == 0 ? flag_of(instruction, "--from=") : NULL;
	if (from)
		take_copied(r, instruction, from, strlen("--from="), from->text + strlen("--from="));
	if (strcmp(instruction->name, "RUN") == 0) {
		take_mounts(r, instruction);
		if (r->stage_count && !instruction->is_onbuild)
			r->stages[r->stage_count - 1].runs = true;
	}
	return true;
}

/* Adds the use of the image that the chain of stage `i` begins with. */
static void
add_use(struct reading *r, size_t i, enum wc_use_role role, bool is_copied)
{
	const struct wc_docker_stage *stage = &r->stages[i], *root = &r->stages[stage->root];
	const char *subject = stage_title(r, i);
	if (role == WC_USE_RUN)
		subject = r->build->subject ? r->build->subject : "the image that is built";
	if (stage != root)
		subject = wc_printf(r->file->arena, "%s, by way of %s", subject, stage_title(r, stage->root));
	wc_found_use(r->found, &(struct wc_use){
		.at = place(r, root->base, 0), .written = root->base->text, .reference = root->reference, .subject = subject,
		.service = r->build->service, .role = (uint8_t)role, .os = root->os, .is_copied = is_copied,
		.isolation = role == WC_USE_RUN ? r->build->isolation : r->build->build_isolation});
}

/* The first stage up to `last` that stands on the image of `root` and runs something; SIZE_MAX: none does. */
static size_t
first_run(const struct reading *r, size_t root, size_t last)
{
	for (size_t i = root; i <= last; i++)
		if (r->stages[i].root == root && r->stages[i].runs)
			return i;
	return SIZE_MAX;
}

static const char *
why_unresolved(const struct reading *r, const struct wc_docker_stage *stage)
{
	bool is_variable = strstr(stage->why, "has no value") != NULL;
	return is_variable ? wc_printf(r->file->arena, "%s; give it with --build-arg", stage->why) : stage->why;
}

/* Every image up to the stage `last`, which is the one that is built. */
static void
add_stages(struct reading *r, size_t last)
{
	for (size_t i = 0; i <= last; i++) {
		const struct wc_docker_stage *stage = &r->stages[i];
		if (!stage->reference)
			wc_found_unresolved(r->found, place(r, stage->base, 0), stage->base->text, why_unresolved(r, stage));
		if (!stage->reference || stage->root != i)
			continue;
		bool is_final = r->stages[last].root == i && !r->build->is_base_only;
		size_t runs = first_run(r, i, last);
		if (is_final)
			add_use(r, last, WC_USE_RUN, false);
		if (runs != SIZE_MAX || !is_final)
			add_use(r, runs != SIZE_MAX ? runs : i, WC_USE_BUILD, runs == SIZE_MAX);
	}
}

/* The stage that is built: the last, or the target. */
static size_t
last_stage(struct reading *r)
{
	if (!r->build->target)
		return r->stage_count - 1;
	size_t target = wc_docker_stage_find(r->stages, r->stage_count, r->build->target, true);
	if (target != SIZE_MAX)
		return target;
	wc_diag_add(&r->found->faults, r->file->name, 1, 1, "no stage is called \"%.60s\", which is to be built", r->build->target);
	return r->stage_count - 1;
}

bool
wc_dockerfile_read(const struct wc_workload_file *file, const struct wc_docker_build *build, struct wc_found *found,
                   struct wc_err *err)
{
	if (file->length > WC_LIMIT_DOCKERFILE_BYTES) {
		wc_fail(err, WC_FAULT_INPUT, "%s holds more than %d bytes", file->name, WC_LIMIT_DOCKERFILE_BYTES);
		return wc_hint(err, "no Dockerfile is that long: check its name");
	}
	struct reading *r = wc_alloc(file->arena, sizeof(*r));
	struct wc_dockerfile parsed = wc_dockerfile_parse(file->arena, file->name, file->bytes, file->length, &found->faults);
	r->file = file;
	r->build = build;
	r->found = found;
	r->args = (struct wc_docker_args){.arena = file->arena, .escape = parsed.escape, .build = build, .options = file->options};
	for (const struct wc_docker_instruction *i = parsed.first; i; i = i->next)
		if (!take(r, i, err))
			return false;
	if (r->stage_count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s: no FROM stands in this Dockerfile", file->name);
		return wc_hint(err, "check that it is one; every Dockerfile begins with FROM, and only ARG may stand before it");
	}
	add_stages(r, last_stage(r));
	return true;
}

void
wc_dockerfile_read_near(const struct wc_workload_file *file, const char *path, struct wc_stretch at, const char *text,
                        const struct wc_docker_build *build, struct wc_found *found)
{
	struct wc_workload_file beside = *file;
	struct wc_err err;
	beside.documents = NULL;
	beside.lines = NULL;
	if (!file->near || !file->near(file->near_context, file->arena, file->name, path, &beside.name, &beside.bytes, &beside.length))
		wc_found_unresolved(found, at, text, wc_printf(file->arena, "no Dockerfile %.300s can be read there", path));
	else if (!wc_dockerfile_read(&beside, build, found, &err))
		wc_found_unresolved(found, at, text, wc_copyz(file->arena, err.text));
}

/* What comes behind the last slash. */
static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static bool
begins_any_case(const char *text, const char *lower)
{
	while (*lower && tolower((unsigned char)*text) == *lower) {
		text++;
		lower++;
	}
	return !*lower;
}

static enum wc_claim
claims(const char *path)
{
	/* Files of these kinds are never Dockerfiles, and there are many of them. */
	static const char *const others[] = {
		".c", ".cc", ".cpp", ".cs", ".css", ".csv", ".gif", ".go", ".gz", ".h", ".hpp", ".htm", ".html", ".ico", ".ini", ".java", ".jpg",
		".js", ".json", ".jsx", ".kt", ".lock", ".log", ".lua", ".map", ".md", ".mjs", ".pdf", ".php", ".pl", ".png", ".ps1", ".py", ".rb",
		".rs", ".rst", ".scala", ".sh", ".sql", ".sum", ".svg", ".swift", ".toml", ".ts", ".tsx", ".ttf", ".vue", ".woff", ".woff2", ".xml",
		".yaml", ".yml", ".zip", ".dll", ".exe", ".so", ".o", ".a", ".pdb", ".jar", ".class", ".pyc", ".po", ".tf", ".hcl"};
	const char *name = base_name(path), *dot = strrchr(name, '.');
	bool is_named = begins_any_case(name, "dockerfile") || begins_any_case(name, "containerfile");
	if (is_named && (strlen(name) == strlen("dockerfile") || strlen(name) == strlen("containerfile")))
		return WC_CLAIM_SURE;
	if (dot && (begins_any_case(dot, ".dockerfile") || begins_any_case(dot, ".containerfile")) && dot != name)
		return WC_CLAIM_SURE;
	for (size_t i = 0; dot && !is_named && i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(dot, others[i]) == 0)
			return WC_CLAIM_NONE;
	return WC_CLAIM_MAYBE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	return file->length <= WC_LIMIT_DOCKERFILE_BYTES && wc_dockerfile_recognise(file->bytes, file->length);
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	return wc_dockerfile_read(file, &(struct wc_docker_build){0}, found, err);
}

const struct wc_workload_reader wc_workload_dockerfile = {
	.name = "dockerfile",
	.title = "Dockerfiles and Containerfiles",
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
