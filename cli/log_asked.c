/* The arguments of log. */
#include "cli/log_asked.h"

#include "cli/since.h"
#include "io/clock.h"

#include <string.h>

static const char *const jobs[] = {"list", "show", "verify", "export", "prune"};

const char *
wc_log_job_word(size_t i)
{
	return i < sizeof(jobs) / sizeof(jobs[0]) ? jobs[i] : NULL;
}

/* A whole number; `text` NULL leaves it alone. */
static bool
read_number(const char *text, const char *where, int64_t least, int64_t *ret_number, struct wc_err *err)
{
	int64_t number = 0;
	size_t digits = text ? strspn(text, "0123456789") : 0;
	if (!text)
		return true;
	for (size_t i = 0; i < digits && i < 18; i++)
		number = number * 10 + (text[i] - '0');
	if (digits == 0 || digits > 18 || text[digits] || number < least)
		return wc_fail(err, WC_FAULT_INPUT, "%s: '%.40s' is no whole number from %d on", where, text, (int)least);
	*ret_number = number;
	return true;
}

static bool
read_job(wc_arena *arena, const struct wc_args *args, struct wc_log_asked *asked, struct wc_err *err)
{
	const char *word = args->operand_count ? args->operand[0] : "list";
	size_t job = 0;
	while (wc_log_job_word(job) && strcmp(wc_log_job_word(job), word) != 0)
		job++;
	if (!wc_log_job_word(job)) {
		const char *near = wc_opt_nearest(arena, wc_log_job_word, word);
		wc_fail(err, WC_FAULT_INPUT, "log: '%.80s' is nothing it can do", word);
		return near ? wc_hint(err, "did you mean '%s'? It can list, show N, verify, export and prune", near)
		            : wc_hint(err, "it can list, show N, verify, export and prune");
	}
	asked->job = (enum wc_log_job)job;
	size_t wants = asked->job == WC_LOG_SHOW ? 2 : 1;
	if (asked->job == WC_LOG_SHOW && args->operand_count < wants) {
		wc_fail(err, WC_FAULT_INPUT, "log show needs the number of an entry");
		return wc_hint(err, "`wincompat log` lists them, the number first");
	}
	if (args->operand_count > wants)
		return wc_fail(err, WC_FAULT_INPUT, "log %s takes nothing more, but '%.80s' was given", word, args->operand[wants]);
	return true;
}

/* Options that mean nothing for the job are a mistake: "log prune --host X" would prune more than was meant. */
static bool
check_options(const struct wc_args *args, enum wc_log_job job, struct wc_err *err)
{
	static const struct {
		const char *name;
		unsigned jobs; /* a bit for each */
	} rows[] = {
#define FOR(job) (1u << WC_LOG_##job)
		{"since", FOR(LIST) | FOR(EXPORT)}, {"until", FOR(LIST) | FOR(EXPORT)}, {"host", FOR(LIST) | FOR(EXPORT)},
		{"image", FOR(LIST) | FOR(EXPORT)}, {"decision", FOR(LIST) | FOR(EXPORT)}, {"rule", FOR(LIST) | FOR(EXPORT)},
		{"command", FOR(LIST) | FOR(EXPORT)}, {"limit", FOR(LIST) | FOR(EXPORT)}, {"head", FOR(VERIFY)},
		{"before", FOR(PRUNE)}, {"keep", FOR(PRUNE)},
#undef FOR
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (wc_opt_text(args, rows[i].name) && !(rows[i].jobs >> job & 1))
			return wc_fail(err, WC_FAULT_INPUT, "log %s takes no --%s", jobs[job], rows[i].name);
	}
	return true;
}

static bool
read_filter(const struct wc_args *args, struct wc_log_asked *asked, struct wc_err *err)
{
	int64_t now = wc_clock_now_ms();
	struct wc_journal_filter *f = &asked->filter;
	*f = (struct wc_journal_filter){
		.host = wc_opt_text(args, "host"), .image = wc_opt_text(args, "image"), .decision = wc_opt_text(args, "decision"),
		.command = wc_opt_text(args, "command"), .rule = wc_opt_text(args, "rule"),
		.texts = asked->job == WC_LOG_SHOW || asked->job == WC_LOG_EXPORT,
		.kind = asked->job == WC_LOG_LIST ? WC_JOURNAL_DECISION : WC_JOURNAL_NOTHING,
	};
	return wc_since_read(wc_opt_text(args, "since"), "--since", now, &f->since, err) &&
	       wc_since_read(wc_opt_text(args, "until"), "--until", now, &f->until, err) &&
	       read_number(wc_opt_text(args, "limit"), "--limit", 1, &f->most, err);
}

static bool
read_retention(const struct wc_args *args, struct wc_journal_retention *retention, struct wc_err *err)
{
	const char *before = wc_opt_text(args, "before"), *keep = wc_opt_text(args, "keep");
	if (!before == !keep) {
		wc_fail(err, WC_FAULT_INPUT, "log prune needs %s", before ? "--before or --keep, not both" : "to know what may go");
		return wc_hint(err, "--before 90d removes what is older, --keep 100000 all but the newest so many");
	}
	int64_t now = wc_clock_now_ms();
	if (!wc_since_read(before, "--before", now, &retention->before, err) || !read_number(keep, "--keep", 0, &retention->keep, err))
		return false;
	if (retention->before <= now)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--before: %s is in the future, so that every entry would go", before);
	return wc_hint(err, "--keep 0 removes every entry");
}

bool
wc_log_asked_read(wc_arena *arena, const struct wc_args *args, struct wc_log_asked *ret_asked, struct wc_err *err)
{
	struct wc_log_asked asked = {.head = wc_opt_text(args, "head")};
	if (!read_job(arena, args, &asked, err) || !check_options(args, asked.job, err) || !read_filter(args, &asked, err))
		return false;
	if (asked.job == WC_LOG_PRUNE && !read_retention(args, &asked.retention, err))
		return false;
	if (asked.job == WC_LOG_SHOW) {
		if (!read_number(args->operand[1], "log show", 1, &asked.filter.first, err))
			return false;
		asked.filter.last = asked.filter.first;
	}
	*ret_asked = asked;
	return true;
}
