/* The decision journal as a use case writes it: answers in, entries out; and the rest of what a command does with a journal. */
#ifndef WC_APP_JOURNAL_H
#define WC_APP_JOURNAL_H

#include "present/presenters.h"
#include "store/journal.h"
#include "store/journal_group.h"

/*
 * In short, for a command that launches:
 *
 *	struct wc_journal *journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = required});
 *	if (!wc_journal_answers(journal, &asked, answer, 1, &sequence, &err))
 *		… where `required`, refuse to launch; else say `err` loudly and go on with sequence 0
 *	… launch …
 *	if (sequence && !wc_journal_write_outcome(journal, &(struct wc_journal_outcome){.about = sequence, …}, &err))
 *		… say it
 *	wc_journal_close(journal), and say wc_journal_word(journal)
 */

/* What was asked, the same for several answers. Borrowed. */
struct wc_journal_asked {
	const char *command;                      /* "run", "compose", "build", "serve", "check" */
	const struct wc_present_options *options; /* the program, the edition in force, the request */
	wc_date as_of;                            /* --as-of, or 0 */
	const char *more; /* a JSON object with what else it was asked with, or NULL: nothing of the request. No secrets. */
};

/* So many answers are written in one transaction. */
enum { WC_JOURNAL_TOGETHER = 500 };

/*
 * Writes `count` answers (also those whose image could not be read) as decisions, durably before it returns. *ret_first (may
 * be NULL) is the sequence number of the first; up to WC_JOURNAL_TOGETHER follow each other. False and `err` where they could not
 * all be written.
 */
bool wc_journal_answers(struct wc_journal *journal, const struct wc_journal_asked *asked, const struct wc_answer *answers,
                        size_t count, int64_t *ret_first, struct wc_err *err);

/* The same for one answer of a server, by way of its group (wc_journal_group_add). */
bool wc_journal_answer_in_group(struct wc_journal_group *group, const struct wc_journal_asked *asked, const struct wc_answer *answer,
                                bool wait, int64_t *ret_sequence, struct wc_err *err);

/* An answer as a decision of the journal; owned by `arena`, and borrows from both. */
struct wc_journal_decision wc_journal_decision_of(wc_arena *arena, const struct wc_journal_asked *asked, const struct wc_answer *answer);

/* What was asked, as the journal keeps it with each decision: its text WC_JOURNAL_TEXT_REQUEST. Owned by `arena`. */
const char *wc_journal_request_of(wc_arena *arena, const struct wc_journal_asked *asked);

#endif
