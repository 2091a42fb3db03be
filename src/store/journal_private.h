/* The journal while it is used. Private to the journal's files. */
#ifndef WC_STORE_JOURNAL_PRIVATE_H
#define WC_STORE_JOURNAL_PRIVATE_H

#include "base/text.h"
#include "store/journal.h"
#include "store/journal_chain.h"
#include "store/journal_schema.h"
#include "store/memo.h"

/* The record of the chain's two ends. */
struct wc_journal_head {
	int64_t pruned, last;
	uint8_t pruned_hash[WC_SHA256_BYTES], last_hash[WC_SHA256_BYTES];
};

struct wc_journal {
	const char *path;
	bool required;
	bool is_reading; /* opened by a reader, who may not write */
	struct wc_database database;
	uint64_t identity; /* of the open file: one that was moved away is not written on */
	struct wc_err word;
	wc_arena *scratch;      /* owns `bytes` */
	struct wc_text bytes;   /* of the chain, while they are put together */
	struct wc_memo *memo;   /* texts and matters whose row is known */
	int64_t memo_pruned;    /* the head's `pruned` for which that holds: pruning removes rows */
};

/* Opens the file to write, and makes it where there is none. False and `err`. */
bool wc_journal_ready(struct wc_journal *journal, struct wc_err *err);

/* Opens the file to read. *ret_there is false where there is none. False and `err` where it cannot be read. */
bool wc_journal_ready_to_read(struct wc_journal *journal, bool *ret_there, struct wc_err *err);

/* Says why a statement failed. Returns false. */
bool wc_journal_failed(const struct wc_journal *journal, enum wc_database_step step, struct wc_err *err);

/* Reads and writes the head within a transaction. */
enum wc_database_step wc_journal_head_read(struct wc_journal *journal, struct wc_journal_head *ret_head);
enum wc_database_step wc_journal_head_write(struct wc_journal *journal, const struct wc_journal_head *head);

/* The row that is to be an entry: its link, and what the link's digests stand for. */
struct wc_journal_row {
	struct wc_journal_link link;
	int64_t matter, request; /* ids, 0: none */
	uint8_t matter_digest[WC_SHA256_BYTES], request_digest[WC_SHA256_BYTES];
};

/* Adds an entry behind the head, and moves the head. */
enum wc_database_step wc_journal_append(struct wc_journal *journal, struct wc_journal_head *head, struct wc_journal_row *row);

/* Rows of the transaction that is under way, by a hash of what is alike: their matters need not be looked up. */
enum { WC_JOURNAL_ALIKE = 16 };
struct wc_journal_alike {
	uint64_t number; /* 0: none */
	int64_t matter;
	uint8_t digest[WC_SHA256_BYTES];
};

/* The row of a decision: its matter and texts are looked up or added. `alike` is zeroed when a transaction begins. */
enum wc_database_step wc_journal_intern(struct wc_journal *journal, const struct wc_journal_decision *decision,
                                        struct wc_journal_alike alike[WC_JOURNAL_ALIKE], struct wc_journal_row *ret_row);

#endif
