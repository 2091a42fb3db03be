/* wc_journal_group: decisions of a server, written together by a thread of its own through a bounded queue. */
#ifndef WC_STORE_JOURNAL_GROUP_H
#define WC_STORE_JOURNAL_GROUP_H

#include "store/journal.h"

struct wc_journal_group;

/*
 * Starts the thread, to which `journal` belongs until wc_journal_group_end. What was added is on the disk a second later, or at
 * once where the queue is half full or somebody waits. False and `err` where there is no thread to be had.
 */
bool wc_journal_group_begin(struct wc_journal *journal, struct wc_journal_group **ret_group, struct wc_err *err);

/*
 * Adds a decision; any thread may. Without `wait` it returns at once, or where the queue is full as soon as there is room, some
 * milliseconds at most; false means that there is none, and it is counted as lost: then nobody waits until there is again. With `wait` it returns when it is on the disk, and *ret_sequence (may be NULL) is its number; false and `err` where it is
 * not. Strings are copied.
 */
bool wc_journal_group_add(struct wc_journal_group *group, const struct wc_journal_decision *decision, bool wait,
                          int64_t *ret_sequence, struct wc_err *err);

/* How it went so far. */
struct wc_journal_group_counts {
	int64_t written, lost; /* decisions; lost are those that found no place and those of a commit that failed */
	struct wc_err word;    /* why the last commit failed; its fault is WC_FAULT_NONE where none did */
};
void wc_journal_group_count(struct wc_journal_group *group, struct wc_journal_group_counts *ret_counts);

/*
 * Writes what waits, ends the thread and gives the journal back; *ret_counts (may be NULL) is how it all went. Nobody may add
 * meanwhile. A group that is NULL is allowed.
 */
void wc_journal_group_end(struct wc_journal_group *group, struct wc_journal_group_counts *ret_counts);

#endif
