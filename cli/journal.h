/* The decision journal that a command writes: where it lies, and what is said where it cannot be written. */
#ifndef WC_CLI_JOURNAL_H
#define WC_CLI_JOURNAL_H

#include "app/journal.h"
#include "cli/opt.h"

/* The row of --journal, and with it the row of --require-log for commands that write. */
#define WC_OPT_JOURNAL_FILE \
	{.name = "journal", .argument = "FILE", .file = true, .help = "the journal's file (default: wincompat/journal.db in the folder for state)"}
#define WC_OPT_JOURNAL \
	WC_OPT_JOURNAL_FILE, \
	{.name = "require-log", .help = "do nothing where the decision cannot be written into the journal"}
#define WC_OPT_NO_JOURNAL {.name = "no-journal", .help = "write nothing into the decision journal"}

/* Where the journal lies where no option says so, by the environment; NULL where no variable names a place. Pair: _posix.c, _windows.c. */
const char *wc_journal_default_file(wc_arena *arena);

/*
 * The journal of a command that has WC_OPT_JOURNAL_FILE; nothing is touched yet. False and `err` where there is no place. Close it
 * with wc_journal_done.
 */
bool wc_journal_named(wc_arena *arena, const struct wc_args *args, bool required, struct wc_journal **ret_journal, struct wc_err *err);

/* Do --no-journal and --require-log of a command that has both agree? False and `err`. */
bool wc_journal_agrees(const struct wc_args *args, struct wc_err *err);

/* Closes, and says what a person should know. NULL is allowed. */
void wc_journal_done(struct wc_journal *journal);

/*
 * Says that a decision could not be written, and what follows from it: with --require-log nothing is done, else it goes on.
 * Returns whether it goes on.
 */
bool wc_journal_lost(const struct wc_args *args, struct wc_err *err);

/* The answers of check into the journal, where --log or --require-log asks for that. False where that failed and was required. */
bool wc_journal_check(wc_arena *arena, const struct wc_args *args, const struct wc_journal_asked *asked,
                      const struct wc_answer *answers, size_t count);

#endif
