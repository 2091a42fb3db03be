/* log: what was decided, and whether that is still what was written. */
#include "cli/commands.h"

#include "cli/journal.h"
#include "cli/log_asked.h"
#include "cli/options.h"
#include "cli/say.h"
#include "io/console.h"
#include "present/journal.h"

#include <inttypes.h>
#include <string.h>

/* Bytes after which what is ready is written: a journal may be larger than memory. */
enum { PIECE = 256 * 1024 };

static const char *
form_word(size_t i)
{
	return i < wc_journal_form_count ? wc_journal_forms[i].name : NULL;
}

static const char *
decision_word(size_t i)
{
	static const char *const list[] = {"allow", "refuse", "unknown"};
	return i < 3 ? list[i] : NULL;
}

static const struct wc_opt options[] = {
	{.name = "since", .argument = "WHEN", .typed = true, .help = "entries from then on: a day (2026-11-25, UTC) or how long ago (90m, 12h, 7d)"},
	{.name = "until", .argument = "WHEN", .typed = true, .help = "entries before then"},
	{.name = "host", .argument = "GLOB", .typed = true, .help = "decisions about hosts whose name fits, such as 'node-*'"},
	{.name = "image", .argument = "GLOB", .typed = true, .help = "decisions about images whose reference fits, such as '*/servercore:*'"},
	{.name = "decision", .argument = "DECISION", .word = decision_word, .typed = true, .help = "only these decisions"},
	{.name = "rule", .argument = "ID", .typed = true, .help = "decisions in which this rule spoke"},
	{.name = "command", .argument = "NAME", .typed = true, .help = "decisions of this command: run, compose, build, serve, check"},
	{.name = "limit", .argument = "N", .typed = true, .help = "only the newest N"},
	{.name = "head", .argument = "HEAD", .typed = true,
	 .help = "verify: the chain must go through this head, which an earlier verify printed and somebody kept elsewhere"},
	{.name = "before", .argument = "WHEN", .typed = true, .help = "prune: remove entries from before then"},
	{.name = "keep", .argument = "N", .typed = true, .help = "prune: remove all but the newest N entries"},
	WC_OPT_JOURNAL_FILE,
	WC_OPT_OUTPUT(form_word),
	WC_OPT_HELP,
};

/* Entries on their way out. */
struct stream {
	struct wc_text text;
	const struct wc_journal_form *form; /* NULL: whole entries as JSON */
	size_t count;
	bool gone, failed;
	struct wc_err err;
};

/* False where nobody reads any more. */
static bool
flush(struct stream *s)
{
	if (s->gone || s->failed)
		return false;
	if (s->text.length && !wc_console_write(wc_text_string(&s->text), s->text.length, &s->gone, &s->err))
		s->failed = !s->gone;
	s->text.length = 0;
	return !s->gone && !s->failed;
}

static bool
add(void *context, const struct wc_journal_entry *entry)
{
	struct stream *s = context;
	if (s->form)
		s->form->entry(&s->text, entry, s->count == 0);
	else
		wc_present_entry_json(&s->text, entry, true);
	s->count++;
	return s->text.length < PIECE || flush(s);
}

static enum wc_exit
list(wc_arena *arena, struct wc_journal *journal, const struct wc_log_asked *asked, const struct wc_journal_form *form)
{
	struct wc_err err;
	struct stream s = {.text.arena = arena, .form = form};
	if (form && form->begin)
		form->begin(&s.text);
	if (!wc_journal_read(journal, &asked->filter, add, &s, &err)) {
		flush(&s);
		return wc_say_failed(&err);
	}
	if (form && form->end)
		form->end(&s.text);
	flush(&s);
	return s.failed ? wc_say_failed(&s.err) : WC_EXIT_OK;
}

/* The one entry of show. */
struct shown {
	struct wc_text text;
	bool as_json, found;
};

static bool
take(void *context, const struct wc_journal_entry *entry)
{
	struct shown *shown = context;
	shown->found = true;
	if (shown->as_json)
		wc_present_entry_json(&shown->text, entry, true);
	else
		wc_present_entry_text(&shown->text, entry);
	return false;
}

static enum wc_exit
show(wc_arena *arena, struct wc_journal *journal, const struct wc_log_asked *asked, const char *format)
{
	struct wc_err err;
	struct shown shown = {.text.arena = arena, .as_json = strcmp(format, "text") != 0};
	if (!wc_journal_read(journal, &asked->filter, take, &shown, &err))
		return wc_say_failed(&err);
	if (shown.found)
		return wc_say_answer(&shown.text, WC_EXIT_OK);
	wc_fail(&err, WC_FAULT_INPUT, "there is no entry %" PRId64 " in %.400s", asked->filter.first, wc_journal_path(journal));
	wc_hint(&err, "`wincompat log` lists the decisions; older entries may have been pruned");
	return wc_say_failed(&err);
}

static enum wc_exit
verify(wc_arena *arena, struct wc_journal *journal, const struct wc_log_asked *asked, const char *format)
{
	struct wc_err err;
	struct wc_journal_check check;
	struct wc_text text = {.arena = arena};
	if (!wc_journal_verify(journal, arena, asked->head, &check, &err))
		return wc_say_failed(&err);
	struct wc_journal_found found = {
		.path = wc_journal_path(journal), .head = check.head, .entries = check.entries, .pruned = check.pruned, .last = check.last,
		.faults = check.faults, .fault_count = check.fault_count,
		.shown = check.fault_count < WC_JOURNAL_FAULTS ? check.fault_count : WC_JOURNAL_FAULTS,
	};
	if (strcmp(format, "text") == 0)
		wc_present_found_text(&text, &found);
	else
		wc_present_found_json(&text, &found);
	return wc_say_answer(&text, check.fault_count ? WC_EXIT_REFUSED : WC_EXIT_OK);
}

static enum wc_exit
prune(wc_arena *arena, struct wc_journal *journal, const struct wc_log_asked *asked)
{
	struct wc_err err;
	int64_t removed;
	struct wc_text text = {.arena = arena};
	if (!wc_journal_prune(journal, &asked->retention, &removed, &err))
		return wc_say_failed(&err);
	wc_text_printf(&text, "%" PRId64 " %s removed\n", removed, removed == 1 ? "entry" : "entries");
	return wc_say_answer(&text, WC_EXIT_OK);
}

static enum wc_exit
nothing_there(const struct wc_journal *journal)
{
	struct wc_err err;
	wc_fail(&err, WC_FAULT_INPUT, "there is no journal at %.400s", wc_journal_path(journal));
	wc_hint(&err, "`check --log` writes one; --journal FILE names another file");
	return wc_say_failed(&err);
}

static enum wc_exit
work(wc_arena *arena, const struct wc_args *args, struct wc_journal *journal, const struct wc_log_asked *asked)
{
	const char *format = wc_opt_text(args, "output");
	if (!wc_journal_is_there(journal))
		return nothing_there(journal);
	switch (asked->job) {
	case WC_LOG_SHOW:
		return show(arena, journal, asked, format);
	case WC_LOG_VERIFY:
		return verify(arena, journal, asked, format);
	case WC_LOG_PRUNE:
		return prune(arena, journal, asked);
	case WC_LOG_EXPORT:
		return list(arena, journal, asked, NULL);
	case WC_LOG_LIST:
		break;
	}
	return list(arena, journal, asked, wc_journal_form_find(format));
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_log_asked asked;
	struct wc_journal *journal;
	if (!wc_log_asked_read(cli->arena, args, &asked, &err) || !wc_journal_named(cli->arena, args, true, &journal, &err))
		return wc_say_failed(&err);
	enum wc_exit code = work(cli->arena, args, journal, &asked);
	wc_journal_done(journal);
	return code;
}

const struct wc_command wc_cmd_log = {
	.name = "log",
	.operands = "[list|show N|verify|export|prune]",
	.title = "show, verify, export or prune the journal of decisions",
	.about = "`log` lists decisions, the newest last. `log show N` has everything of one. `log verify` looks at every byte and at the chain of "
	         "hashes: exit code 0 where it is sound, 1 where anything was changed, removed or put in. `log export` prints every entry with "
	         "the facts from which it can be decided again, a JSON object a line. `log prune` removes the oldest entries; the chain stays "
	         "one. The file is $XDG_STATE_HOME/wincompat/journal.db (~/.local/state where the variable is not set; on Windows "
	         "%LOCALAPPDATA%\\wincompat).",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = wc_log_job_word,
	.run = run,
};
