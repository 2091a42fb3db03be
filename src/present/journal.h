/* Entries of the decision journal as bytes: for `wincompat log`. */
#ifndef WC_PRESENT_JOURNAL_H
#define WC_PRESENT_JOURNAL_H

#include "base/text.h"
#include "model/journal.h"

#include <stdbool.h>
#include <stddef.h>

/* One way to write entries, which come one by one. `begin` and `end` may be NULL. */
struct wc_journal_form {
	const char *name;
	void (*begin)(struct wc_text *out);
	void (*entry)(struct wc_text *out, const struct wc_journal_entry *entry, bool is_first);
	void (*end)(struct wc_text *out);
};

/* THE table of forms, `wc_journal_form_count` of them: a line for each entry, without its facts. */
extern const struct wc_journal_form wc_journal_forms[];
extern const size_t wc_journal_form_count;

/* The form called `name`, or NULL. */
const struct wc_journal_form *wc_journal_form_find(const char *name);

/* Everything of one entry, for people: what was decided on what, and what came of it. */
void wc_present_entry_text(struct wc_text *out, const struct wc_journal_entry *entry);

/* One JournalEntry object on a line of its own; `whole`: with the facts from which it can be decided again. */
void wc_present_entry_json(struct wc_text *out, const struct wc_journal_entry *entry, bool whole);

/* What verifying found. Borrowed. */
struct wc_journal_found {
	const char *path, *head;
	int64_t entries, pruned, last;
	const char *const *faults; /* the first `shown` */
	size_t fault_count, shown;
};

void wc_present_found_text(struct wc_text *out, const struct wc_journal_found *found);
void wc_present_found_json(struct wc_text *out, const struct wc_journal_found *found);

#endif
