/* The journal as a database: its tables and statements. Private to the journal's files. */
#ifndef WC_STORE_JOURNAL_SCHEMA_H
#define WC_STORE_JOURNAL_SCHEMA_H

#include "store/database.h"

enum wc_journal_statement {
	WC_JOURNAL_HEAD,
	WC_JOURNAL_SET_HEAD,
	WC_JOURNAL_FIND_TEXT,
	WC_JOURNAL_ADD_TEXT,
	WC_JOURNAL_FIND_MATTER,
	WC_JOURNAL_ADD_MATTER,
	WC_JOURNAL_ADD_ENTRY,
	WC_JOURNAL_START,
	WC_JOURNAL_LIST,
	WC_JOURNAL_CHAIN,
	WC_JOURNAL_TEXTS_ALL,
	WC_JOURNAL_MATTERS_ALL,
	WC_JOURNAL_LAST_PRUNE,
	WC_JOURNAL_INTEGRITY,
	WC_JOURNAL_FIRST_SINCE,
	WC_JOURNAL_HASH_OF,
	WC_JOURNAL_STATEMENTS
};

extern const struct wc_database_kind wc_journal_kind;

#endif
