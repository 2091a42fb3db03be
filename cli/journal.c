/* The decision journal of a command. */
#include "cli/journal.h"

#include "cli/say.h"

bool
wc_journal_named(wc_arena *arena, const struct wc_args *args, bool required, struct wc_journal **ret_journal, struct wc_err *err)
{
	const char *given = wc_opt_text(args, "journal"), *path = given ? given : wc_journal_default_file(arena);
	if (!path) {
		wc_fail(err, WC_FAULT_INPUT, "there is no place for a journal: the environment names no home");
		return wc_hint(err, "name a file with --journal FILE, or set XDG_STATE_HOME (on Windows LOCALAPPDATA) to a folder");
	}
	*ret_journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = required});
	return true;
}

bool
wc_journal_agrees(const struct wc_args *args, struct wc_err *err)
{
	if (!wc_opt_flag(args, "no-journal") || !wc_opt_flag(args, "require-log"))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--no-journal and --require-log contradict each other");
	return wc_hint(err, "give one of them");
}

void
wc_journal_done(struct wc_journal *journal)
{
	wc_journal_close(journal);
	if (wc_journal_word(journal))
		wc_say_error(wc_journal_word(journal));
}

bool
wc_journal_lost(const struct wc_args *args, struct wc_err *err)
{
	bool goes_on = !wc_opt_flag(args, "require-log");
	wc_while(err, goes_on ? "WARNING: this decision is NOT in the journal" : "refused by --require-log");
	wc_say_error(err);
	return goes_on;
}

bool
wc_journal_check(wc_arena *arena, const struct wc_args *args, const struct wc_journal_asked *asked,
                 const struct wc_answer *answers, size_t count)
{
	struct wc_err err;
	struct wc_journal *journal = NULL;
	bool required = wc_opt_flag(args, "require-log");
	if (!required && !wc_opt_flag(args, "log"))
		return true;
	bool written = wc_journal_named(arena, args, required, &journal, &err) &&
	               wc_journal_answers(journal, asked, answers, count, NULL, &err);
	bool goes_on = written || wc_journal_lost(args, &err);
	wc_journal_done(journal);
	return goes_on;
}
