/* wc_journal: the record of every decision, in one SQLite file, each entry chained to the one before it. docs/journal.md */
#ifndef WC_STORE_JOURNAL_H
#define WC_STORE_JOURNAL_H

#include "base/arena.h"
#include "base/err.h"
#include "model/journal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wc_journal;

struct wc_journal_options {
	const char *path;
	bool required; /* --require-log: a damaged or foreign file stays in its place, and that is a failure */
};

/*
 * A journal in the file `options->path`, of which nothing is touched before something is written or read. Owned by `arena`;
 * close it with wc_journal_close. One thread at a time may use it.
 */
struct wc_journal *wc_journal_new(wc_arena *arena, const struct wc_journal_options *options);

/* Is there a file? */
bool wc_journal_is_there(const struct wc_journal *journal);

/* Where it is. */
const char *wc_journal_path(const struct wc_journal *journal);

/* Lets go of the file. NULL is allowed. */
void wc_journal_close(struct wc_journal *journal);

/* What a person should know: that a damaged file was set aside. NULL where all is well. */
const struct wc_err *wc_journal_word(const struct wc_journal *journal);

/*
 * Writes `count` decisions as entries that follow each other, in one transaction that has reached the disk when it returns.
 * *ret_first (may be NULL) is the sequence number of the first. False and `err` where they are not durable: then none is kept.
 */
bool wc_journal_write(struct wc_journal *journal, const struct wc_journal_decision *decisions, size_t count, int64_t *ret_first,
                      struct wc_err *err);

/* Writes what came of a decision, durably, as an entry of its own. False and `err` where it cannot be. */
bool wc_journal_write_outcome(struct wc_journal *journal, const struct wc_journal_outcome *outcome, struct wc_err *err);

/* Which entries are read. Zeroed: all. Strings are borrowed. */
struct wc_journal_filter {
	int64_t first, last;  /* sequence numbers; 0: open */
	uint8_t kind;         /* enum wc_journal_kind, or 0 */
	int64_t since, until; /* milliseconds since 1970 UTC: not before, and before; 0: open */
	const char *host, *image; /* GLOBs, or NULL */
	const char *decision, *command, *rule;
	int64_t most; /* only so many, the newest; 0: all */
	bool texts;   /* with decision.text; else these are NULL */
};

/* Takes an entry; false ends the reading. */
typedef bool wc_journal_visit(void *context, const struct wc_journal_entry *entry);

/*
 * Reads entries, the oldest first, as they stand now whatever is written meanwhile. A journal that is not there holds none.
 * False and `err` where it cannot be read. Whether they are what was written says wc_journal_verify.
 */
bool wc_journal_read(struct wc_journal *journal, const struct wc_journal_filter *filter, wc_journal_visit *visit, void *context,
                     struct wc_err *err);

/* What verifying found. Owned by the arena it was made with. */
struct wc_journal_check {
	int64_t pruned;  /* entries up to this one were removed on purpose */
	int64_t last;    /* the last sequence number; 0: none was ever written */
	int64_t entries; /* that are there */
	const char *head; /* "LAST:sha256:…": keep it elsewhere, and a later check can tell that nothing before it was replaced */
	const char **faults; /* what is wrong, a line each; the first WC_JOURNAL_FAULTS of them */
	size_t fault_count;
};

enum { WC_JOURNAL_FAULTS = 100 };

/*
 * Looks at every byte that counts: the file's structure, every text and matter by its digest, the chain from end to end, and
 * where `head` is not NULL whether the chain still goes through it. False and `err` where the file cannot be read at all, or
 * `head` is no head.
 */
bool wc_journal_verify(struct wc_journal *journal, wc_arena *arena, const char *head, struct wc_journal_check *ret_check,
                       struct wc_err *err);

/* What to remove: entries before a moment (milliseconds), or all but the newest `keep`. One of them is set. */
struct wc_journal_retention {
	int64_t before, keep;
};

/*
 * Removes the oldest entries and what only they referred to, and writes an entry that says so; the chain stays one.
 * *ret_removed is how many. False and `err` where the journal does not verify (it is evidence then) or cannot be written.
 */
bool wc_journal_prune(struct wc_journal *journal, const struct wc_journal_retention *retention, int64_t *ret_removed,
                      struct wc_err *err);

#endif
