/* Launching: a line of talk, the journal, the program. */
#include "cli/launching.h"

#include "app/verify.h"
#include "cli/journal.h"
#include "cli/say.h"
#include "cli/system.h"
#include "format/json_write.h"
#include "io/clock.h"
#include "io/console.h"
#include "io/handover.h"
#include "io/state.h"
#include "present/answers.h"

/* A launch, and the journal's entry about it. */
struct launch {
	wc_arena *arena;
	const struct wc_args *args;
	const struct wc_run *run;
	const struct wc_run_ready *ready;
	struct wc_journal *journal; /* or NULL */
	int64_t entry;              /* 0: none was written */
};

const char *
wc_launching_cidfile(wc_arena *arena, const struct wc_args *args)
{
	static const char *const names[] = {"XDG_RUNTIME_DIR", "TMPDIR", "TEMP"};
	const char *folder = NULL;
	if (!wc_opt_flag(args, "verify"))
		return NULL;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !folder; i++) {
		folder = wc_system_variable(arena, names[i]);
		folder = folder && *folder ? folder : NULL;
	}
	return wc_printf(arena, "%s/wincompat-%llx-%x.cid", folder ? folder : "/tmp", (unsigned long long)wc_clock_now_ms(),
	                 wc_clock_jitter(1u << 24));
}

/* The one line: the mode and why; or why not, with what to do instead. */
static void
say_decision(struct launch *l)
{
	const struct wc_answer *answer = &l->ready->answer;
	struct wc_present_options how = {
		.program = l->run->how.program, .edition = l->ready->edition, .request = l->ready->request, .colour = false};
	struct wc_verdict unread;
	const struct wc_verdict *v = wc_answer_verdict(answer, &how, &unread);
	if (!l->ready->is_allowed) {
		struct wc_text text = {.arena = l->arena};
		wc_present_one(&text, l->arena, answer, &how);
		wc_console_talk(wc_text_string(&text), text.length);
		return;
	}
	const char *warned = v->warning_count == 0 ? ""
	                     : v->warning_count == 1
	                         ? " (with a warning, which `wincompat check` shows)"
	                         : wc_printf(l->arena, " (with %u warnings, which `wincompat check` shows)", v->warning_count);
	wc_say_word(wc_printf(l->arena, "%s%s", wc_answer_summary(l->arena, answer, v), warned), NULL);
}

/* What else the journal keeps of the request. */
static const char *
more_of(struct launch *l)
{
	struct wc_text text = {.arena = l->arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "launcher", l->run->launcher->name);
	wc_json_text(&out, "launchedAs", l->ready->is_allowed ? l->ready->plan.reference : NULL);
	wc_json_end(&out);
	return wc_text_string(&text);
}

/* Writes the decision, durably. False where that failed and was required. */
static bool
record(struct launch *l)
{
	struct wc_err err;
	bool required = wc_opt_flag(l->args, "require-log");
	struct wc_present_options how = {.program = l->run->how.program, .edition = l->ready->edition, .request = l->ready->request};
	struct wc_journal_asked asked = {.command = "run", .options = &how, .as_of = l->run->as_of, .more = more_of(l)};
	if (wc_opt_flag(l->args, "no-journal"))
		return true;
	if (wc_journal_named(l->arena, l->args, required, &l->journal, &err) &&
	    wc_journal_answers(l->journal, &asked, &l->ready->answer, 1, &l->entry, &err))
		return true;
	return wc_journal_lost(l->args, &err);
}

static void
record_outcome(struct launch *l, enum wc_outcome word, int64_t code, const char *detail)
{
	struct wc_err err;
	struct wc_journal_outcome outcome = {.about = l->entry, .word = (uint8_t)word, .code = code, .detail = detail};
	if (l->entry && !wc_journal_write_outcome(l->journal, &outcome, &err)) {
		wc_while(&err, "WARNING: what came of it is NOT in the journal");
		wc_say_error(&err);
	}
}

static enum wc_exit
print(struct launch *l)
{
	struct wc_text text = {.arena = l->arena};
	for (size_t i = 0; i < l->ready->plan.argc; i++)
		wc_text_printf(&text, "%s\n", l->ready->plan.argv[i]);
	record_outcome(l, WC_OUTCOME_PRINTED, WC_NO_CODE, NULL);
	return wc_say_answer(&text, WC_EXIT_OK) == WC_EXIT_OK ? WC_EXIT_OK : WC_EXIT_NOT_LAUNCHED;
}

static enum wc_exit
not_started(struct launch *l, const struct wc_err *err)
{
	wc_say_error(err);
	record_outcome(l, WC_OUTCOME_FAILED, WC_NO_CODE, err->text);
	return WC_EXIT_NOT_LAUNCHED;
}

static bool
step(void *context)
{
	return wc_verify_step(context);
}

static void
say_verified(void *context, const struct wc_err *word)
{
	(void)context;
	wc_say_error(word);
}

/* Waits for its end, since there is something to do then. */
static enum wc_exit
launch_and_wait(struct launch *l)
{
	struct wc_err err;
	int code;
	const struct wc_plan *plan = &l->ready->plan;
	bool verifies = wc_opt_flag(l->args, "verify");
	struct wc_verify *verify = verifies ? wc_verify_new(l->arena, &l->run->how, plan, say_verified, NULL) : NULL;
	struct wc_handover handover = {.argv = plan->argv, .env = plan->env, .step = verify ? step : NULL, .context = verify};
	bool ran = wc_handover_run(l->arena, &handover, &code, &err);
	if (verify)
		wc_verify_end(verify, ran);
	if (verify && plan->cidfile == l->run->cidfile)
		wc_state_remove(plan->cidfile);
	if (!ran)
		return not_started(l, &err);
	record_outcome(l, code == WC_EXIT_NOT_LAUNCHED ? WC_OUTCOME_FAILED : WC_OUTCOME_ENDED, code, NULL);
	return (enum wc_exit)code;
}

static enum wc_exit
launch(struct launch *l)
{
	struct wc_err err;
	int code;
	struct wc_handover handover = {.argv = l->ready->plan.argv, .env = l->ready->plan.env};
	if (l->entry || wc_opt_flag(l->args, "verify"))
		return launch_and_wait(l);
	return wc_handover_become(l->arena, &handover, &code, &err) ? (enum wc_exit)code : not_started(l, &err);
}

enum wc_exit
wc_launching(wc_arena *arena, const struct wc_args *args, const struct wc_run *run, const struct wc_run_ready *ready)
{
	struct launch l = {.arena = arena, .args = args, .run = run, .ready = ready};
	enum wc_exit code = WC_EXIT_NOT_LAUNCHED;
	say_decision(&l);
	for (size_t i = 0; i < ready->remark_count; i++)
		wc_say_word(ready->remarks[i], NULL);
	bool recorded = record(&l);
	if (recorded && !ready->is_allowed)
		record_outcome(&l, WC_OUTCOME_REFUSED, WC_NO_CODE, NULL);
	else if (recorded)
		code = run->is_dry || ready->plan.is_printed ? print(&l) : launch(&l);
	wc_journal_done(l.journal);
	return code;
}
