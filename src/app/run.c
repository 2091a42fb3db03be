/* run: verdict and plan. */
#include "app/run_job.h"

#include "app/answer.h"
#include "app/check.h"
#include "app/engine_host.h"
#include "app/program.h"
#include "io/clock.h"
#include "launch/pin.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

static void
judge(struct wc_run_job *job)
{
	wc_answer_make(&(struct wc_answering){job->arena, job->view, false}, job->host, job->image, &job->ready->request, &job->ready->answer);
}

static bool
is_allowed(const struct wc_answer *answer)
{
	return answer->verdict && answer->verdict->decision == WC_ALLOW;
}

/* Where the engine takes an entry that may not run, or none, another one may: that is named by its own digest. */
static void
judge_better(struct wc_run_job *job)
{
	const struct wc_answer *first = &job->ready->answer;
	const struct wc_image *image = &job->image->image;
	uint32_t better = first->verdict ? first->verdict->choice.better : 0;
	if (is_allowed(first) || better == 0 || better > image->entry_count || !image->entries[better - 1].digest || !image->repository)
		return;
	struct wc_answer kept = *first;
	struct wc_gathered *before = job->image;
	job->image = wc_run_gather_image(job, wc_printf(job->arena, "%s@%s", image->repository, image->entries[better - 1].digest), false);
	judge(job);
	if (is_allowed(&job->ready->answer))
		return;
	job->ready->answer = kept;
	job->image = before;
}

/* The name that the engine is told. containerd's own command takes no short ones. */
static const char *
reference_of(struct wc_run_job *job)
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
		wc_run_remark(job, wc_printf(job->arena, "%.200s is launched by its name, for no digest of it is known: what runs may be another image "
		                      "than the one that was judged", named));
	return reference;
}

/* An engine that is told another architecture than the one that was judged would take something else, or nothing. */
static bool
check_architecture(const struct wc_run_job *job, struct wc_err *err)
{
	const char *platform = wc_docker_line_value(&job->ready->line, "platform");
	const char *slash = platform ? strchr(platform, '/') : NULL, *judged = job->ready->answer.verdict->image->architecture;
	if (!slash || !judged || strncmp(slash + 1, judged, strcspn(slash + 1, "/")) == 0)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--platform %.40s: the image that fits this host is for %.40s", platform, judged);
	return wc_hint(err, "leave --platform out, or name a host of that architecture");
}

static bool
make_plan(struct wc_run_job *job, struct wc_err *err)
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
		wc_run_remark(job, job->ready->plan.note);
	return true;
}

bool
wc_run_prepare(wc_arena *arena, const struct wc_run *run, struct wc_run_ready *ret_ready, struct wc_err *err)
{
	struct wc_run_ready ready = {0};
	struct wc_run_job job = {.arena = arena, .run = run, .ready = &ready};
	if (!run->launcher->ready(&(struct wc_order){.arena = arena}, err) || !wc_run_take_line(&job, err) ||
	    !wc_view_make(arena, run->how.program, run->edition, run->as_of, &job.view, err) || !wc_run_take_host(&job, err) ||
	    !wc_run_check_engine(&job, err))
		return false;
	wc_engine_host_settle(job.host, run->launcher->kind);
	if (!wc_run_take_image(&job, err))
		return false;
	ready.edition = wc_view_edition(job.view);
	judge(&job);
	judge_better(&job);
	if (job.image->inferred)
		wc_run_remark(&job, wc_printf(arena, "%s: %s", job.image->inferred->text, wc_inferred_words(arena, job.image)));
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
