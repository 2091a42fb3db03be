/* run: line, host, image, verdict, plan. */
#include "app/run.h"

#include "app/check.h"
#include "app/program.h"
#include "io/clock.h"
#include "launch/pin.h"
#include "policy/decide.h"
#include "source/host/daemon.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

/* A run under way. */
struct job {
	wc_arena *arena;
	const struct wc_run *run;
	struct wc_run_ready *ready;
	const struct wc_view *view;
	struct wc_host *host;         /* whose rules hold */
	const struct wc_host *engine; /* what the engine says of itself, or NULL: it was not asked or does not answer */
	const char *named;            /* the image as the engine would be told it, without a prefix of ours */
	struct wc_gathered *image;
};

static void
remark(struct job *job, const char *sentence)
{
	struct wc_run_ready *ready = job->ready;
	const char **more = wc_array(job->arena, const char *, ready->remark_count + 1);
	if (ready->remark_count)
		memcpy(more, ready->remarks, ready->remark_count * sizeof(*more));
	more[ready->remark_count++] = sentence;
	ready->remarks = more;
}

/* What is odd about the line, though docker may take it. */
static void
remark_line(struct job *job)
{
	const struct wc_docker_line *line = &job->ready->line;
	for (size_t i = 0; i < line->flag_count; i++) {
		const struct wc_line_flag *flag = &line->flags[i];
		if (!flag->known)
			remark(job, wc_printf(job->arena, "%.80s is no flag that we know: it is passed on, %s", flag->written,
			                      flag->value ? "with its value" : "as one without a value (one that has a value is written with =)"));
	}
	if (line->strayed)
		remark(job, wc_printf(job->arena, "%.80s stands behind the image, where it is part of the container's command and sets "
		                      "no isolation: write it before the image", line->strayed));
}

/* Docker takes the word in any case, and "" for its default. */
static bool
take_isolation(struct job *job, struct wc_err *err)
{
	const char *given = job->ready->line.isolation;
	unsigned isolation = WC_ISOLATION_DEFAULT;
	job->ready->request = job->run->request;
	if (!given)
		return true;
	char *word = wc_copyz(job->arena, given);
	for (char *p = word; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (*word && !wc_word_find(&wc_isolation_words, word, &isolation)) {
		wc_fail(err, WC_FAULT_INPUT, "--isolation: '%.40s' is no isolation", given);
		return wc_hint(err, "it takes default, process or hyperv, as docker does, or auto");
	}
	job->ready->request.isolation = (uint8_t)isolation;
	return true;
}

/* A flag of docker's that says which system the container is for. */
static bool
check_platform(const struct wc_docker_line *line, struct wc_err *err)
{
	const char *platform = wc_docker_line_value(line, "platform");
	size_t system = platform ? strcspn(platform, "/(") : 0;
	if (!platform || !*platform || strcmp(platform, "amd64") == 0 || strcmp(platform, "arm64") == 0 ||
	    (system == strlen("windows") && strncmp(platform, "windows", system) == 0))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--platform %.40s: this launches Windows containers only", platform);
	return wc_hint(err, "leave it out, or use docker itself");
}

static bool
take_line(struct job *job, struct wc_err *err)
{
	const struct wc_run *run = job->run;
	struct wc_docker_line *line = &job->ready->line;
	if (!wc_docker_line_parse(job->arena, wc_program_builtin(), run->words, run->word_count, NULL, NULL, line, err))
		return false;
	if (!line->image) {
		wc_fail(err, WC_FAULT_INPUT, "run needs an image");
		return wc_hint(err, "write wincompat run [OPTIONS] IMAGE [COMMAND [ARG...]], the options as docker run takes them");
	}
	remark_line(job);
	return take_isolation(job, err) && check_platform(line, err);
}

static bool
gather_host(struct job *job, const char *spec, struct wc_host **ret_host, struct wc_err *err)
{
	size_t count;
	struct wc_err ignored;
	return wc_gather_hosts(job->arena, &job->run->how, (struct wc_names){&spec, 1}, ret_host, &count, err ? err : &ignored);
}

/* Does the engine that launches run on this Windows? Docker's may be elsewhere, but not behind a named pipe. */
static bool
is_engine_local(const struct job *job)
{
	struct wc_reading reading = wc_gather_reading(job->arena, &job->run->how);
	struct wc_daemon_address address;
	return !job->run->launcher->is_docker || (wc_daemon_find(&reading, &address, NULL) && address.pipe);
}

/* The host that nobody named: this machine, which tells more than its engine does, or the engine's. */
static bool
find_host(struct job *job, struct wc_err *err)
{
	if (is_engine_local(job) && gather_host(job, "local", &job->host, NULL))
		return true;
	if (job->run->launcher->is_docker) {
		bool found = gather_host(job, "docker", &job->host, err);
		job->engine = found ? job->host : NULL;
		return found || wc_hint(err, "is an engine running, and reachable as `docker info` reaches it? Else name the host: --host SPEC");
	}
	wc_fail(err, WC_FAULT_INPUT, "%s runs on this machine, and this is no Windows", job->run->launcher->name);
	return wc_hint(err, "name the host: --host SPEC");
}

static bool
take_host(struct job *job, struct wc_err *err)
{
	const struct wc_names *specs = &job->run->hosts;
	size_t count;
	if (specs->count == 0)
		return find_host(job, err);
	if (!wc_gather_hosts(job->arena, &job->run->how, *specs, &job->host, &count, err))
		return false;
	if (count == 1) {
		size_t head = strcspn(specs->item[0], ",");
		job->engine = head == strlen("docker") && strncmp(specs->item[0], "docker", head) == 0 ? job->host : NULL;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "%zu hosts are named, and a container is launched on one", count);
	return wc_hint(err, "name one with --host, or leave it out: the engine says where it runs");
}

/* Rules about engines are those of the one that launches, whatever else the host has. */
static void
settle_engine(struct job *job)
{
	unsigned kind = job->run->launcher->kind;
	struct wc_host *host = job->host;
	if (host->engine.kind == kind)
		return;
	memset(&host->engine, 0, sizeof(host->engine));
	host->engine.kind = (uint8_t)kind;
	memset(&host->from.of[WC_HOST_ENGINE], WC_FROM_NOWHERE, WC_HOST_DEFAULT_ISOLATION - WC_HOST_ENGINE + 1);
	host->from.of[WC_HOST_ENGINE] = WC_FROM_GIVEN;
}

/* Asks the engine that will launch, where that was not done for its host, and whether it can launch at all. */
static bool
check_engine(struct job *job, struct wc_err *err)
{
	const struct wc_launcher *launcher = job->run->launcher;
	struct wc_host *engine;
	if (launcher->is_docker && !job->engine && !job->run->is_dry && gather_host(job, "docker", &engine, NULL))
		job->engine = engine;
	return launcher->ready(&(struct wc_order){.arena = job->arena, .engine = job->engine}, err);
}

static struct wc_gathered *
gather_image(struct job *job, const char *name, bool offline)
{
	struct wc_gather how = job->run->how;
	how.offline |= offline;
	return wc_gather_images(job->arena, &how, (struct wc_names){&name, 1});
}

/* Docker takes what the engine has before it asks a registry, unless --pull=always says otherwise. */
static bool
read_of_engine(struct job *job, const char *pull, bool is_only, struct wc_err *err)
{
	bool never = pull && strcmp(pull, "never") == 0;
	if ((!job->engine && !is_only) || (pull && strcmp(pull, "always") == 0 && !is_only))
		return false;
	struct wc_gathered *read = gather_image(job, wc_printf(job->arena, "docker-daemon:%s", job->named), true);
	if (!read->error) {
		job->image = read;
		return true;
	}
	if (never || is_only)
		*err = *read->error;
	return false;
}

static bool
take_image(struct job *job, struct wc_err *err)
{
	const char *image = job->ready->line.image, *prefix = wc_image_prefix(image);
	const char *pull = wc_docker_line_value(&job->ready->line, "pull");
	bool of_engine = prefix && strcmp(prefix, "docker-daemon:") == 0, of_registry = prefix && strcmp(prefix, "docker://") == 0;
	if (prefix && !of_engine && !of_registry) {
		wc_fail(err, WC_FAULT_INPUT, "'%.200s' cannot be launched: no engine knows what %s names", image, prefix);
		return wc_hint(err, "load it into the engine (docker load), and name it as the engine does");
	}
	job->named = image + (prefix ? strlen(prefix) : 0);
	err->fault = WC_FAULT_NONE;
	if (job->run->launcher->is_docker && !of_registry && read_of_engine(job, pull, of_engine, err))
		return true;
	if (err->fault != WC_FAULT_NONE)
		return false;
	job->image = gather_image(job, job->named, false);
	return true;
}

static void
judge(struct job *job)
{
	wc_check_pair(job->arena, job->view, &job->ready->request, false, job->host, job->image, &job->ready->answer);
}

static bool
is_allowed(const struct wc_answer *answer)
{
	return answer->verdict && answer->verdict->decision == WC_ALLOW;
}

/* Where the engine takes an entry that may not run, or none, another one may: that is named by its own digest. */
static void
judge_better(struct job *job)
{
	const struct wc_answer *first = &job->ready->answer;
	const struct wc_image *image = &job->image->image;
	uint32_t better = first->verdict ? first->verdict->choice.better : 0;
	if (is_allowed(first) || better == 0 || better > image->entry_count || !image->entries[better - 1].digest || !image->repository)
		return;
	struct wc_answer kept = *first;
	struct wc_gathered *before = job->image;
	job->image = gather_image(job, wc_printf(job->arena, "%s@%s", image->repository, image->entries[better - 1].digest), false);
	judge(job);
	if (is_allowed(&job->ready->answer))
		return;
	job->ready->answer = kept;
	job->image = before;
}

/* The name that the engine is told. containerd's own command takes no short ones. */
static const char *
reference_of(struct job *job)
{
	const struct wc_answer *answer = &job->ready->answer;
	const struct wc_image *image = answer->image;
	const char *named = job->named;
	bool is_pinned;
	if (job->run->launcher->kind == WC_CONTAINERD && image->repository && image->tag)
		named = wc_printf(job->arena, "%s:%s", image->repository, image->tag);
	if (job->run->by_tag)
		return named;
	const char *reference = wc_pin(job->arena, image, answer->picked, &answer->verdict->choice, named, &is_pinned);
	if (!is_pinned)
		remark(job, wc_printf(job->arena, "%.200s is launched by its name, for no digest of it is known: what runs may be another image "
		                      "than the one that was judged", named));
	return reference;
}

/* An engine that is told another architecture than the one that was judged would take something else, or nothing. */
static bool
check_architecture(const struct job *job, struct wc_err *err)
{
	const char *platform = wc_docker_line_value(&job->ready->line, "platform");
	const char *slash = platform ? strchr(platform, '/') : NULL, *judged = job->ready->answer.verdict->image->architecture;
	if (!slash || !judged || strncmp(slash + 1, judged, strcspn(slash + 1, "/")) == 0)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--platform %.40s: the image that fits this host is for %.40s", platform, judged);
	return wc_hint(err, "leave --platform out, or name a host of that architecture");
}

static bool
make_plan(struct job *job, struct wc_err *err)
{
	const char *cidfile = wc_docker_line_value(&job->ready->line, "cidfile");
	struct wc_order order = {
		.arena = job->arena,
		.line = &job->ready->line,
		.engine = job->engine,
		.reference = reference_of(job),
		.id = wc_printf(job->arena, "wincompat-%" PRIx64 "%04x", (uint64_t)wc_clock_now_ms(), wc_clock_jitter(0x10000)),
		.cidfile = cidfile ? cidfile : job->run->cidfile,
		.mode = job->ready->answer.verdict->isolation,
	};
	if (!check_architecture(job, err) || !job->run->launcher->plan(&order, &job->ready->plan, err))
		return false;
	job->ready->is_allowed = true;
	if (job->ready->plan.note)
		remark(job, job->ready->plan.note);
	return true;
}

bool
wc_run_prepare(wc_arena *arena, const struct wc_run *run, struct wc_run_ready *ret_ready, struct wc_err *err)
{
	struct wc_run_ready ready = {0};
	struct job job = {.arena = arena, .run = run, .ready = &ready};
	if (!run->launcher->ready(&(struct wc_order){.arena = arena}, err) || !take_line(&job, err) ||
	    !wc_view_make(arena, run->how.program, run->edition, run->as_of, &job.view, err) || !take_host(&job, err) ||
	    !check_engine(&job, err))
		return false;
	settle_engine(&job);
	if (!take_image(&job, err))
		return false;
	ready.edition = wc_view_edition(job.view);
	judge(&job);
	judge_better(&job);
	if (job.image->inferred)
		remark(&job, wc_printf(arena, "%s: what is cached or the tag says was taken instead", job.image->inferred->text));
	if (is_allowed(&ready.answer) && !make_plan(&job, err))
		return false;
	*ret_ready = ready;
	return true;
}

/* What the taker does not take is docker's. */
struct parting {
	wc_line_taker *taker;
	void *context;
	const char *const *words;
	bool *is_ours;
};

static size_t
part(void *context, const char *const *word, size_t left)
{
	struct parting *parting = context;
	size_t taken = parting->taker(parting->context, word, left);
	for (size_t i = 0; i < taken; i++)
		parting->is_ours[word - parting->words + (ptrdiff_t)i] = true;
	return taken;
}

const char **
wc_run_part(wc_arena *arena, const char *const *words, size_t count, wc_line_taker *taker, void *context, size_t *ret_count)
{
	struct parting parting = {.taker = taker, .context = context, .words = words, .is_ours = wc_array(arena, bool, count + 1)};
	struct wc_docker_line line;
	const char **theirs = wc_array(arena, const char *, count + 1);
	size_t n = 0;
	/* A line that cannot be taken apart says so when it is read again. */
	wc_docker_line_parse(arena, wc_program_builtin(), words, count, part, &parting, &line, NULL);
	for (size_t i = 0; i < count; i++) {
		if (!parting.is_ours[i])
			theirs[n++] = words[i];
	}
	*ret_count = n;
	return theirs;
}

const char *
wc_launcher_name(size_t i)
{
	return i < wc_launcher_count ? wc_launchers[i]->name : NULL;
}
