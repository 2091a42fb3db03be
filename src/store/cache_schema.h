/* The cache as a database: its tables and statements. Private to the cache's files. */
#ifndef WC_STORE_CACHE_SCHEMA_H
#define WC_STORE_CACHE_SCHEMA_H

#include "store/database.h"

enum wc_cache_statement {
	WC_CACHE_FIND,
	WC_CACHE_FIND_NAME,
	WC_CACHE_KEEP,
	WC_CACHE_KEEP_NAME,
	WC_CACHE_TOUCH,
	WC_CACHE_FORGET,
	WC_CACHE_COUNT,
	WC_CACHE_PAGES,
	WC_CACHE_FREE,
	WC_CACHE_SHRINK,
	WC_CACHE_SHRINK_NAMES,
	WC_CACHE_STATEMENTS
};

extern const struct wc_database_kind wc_cache_kind;

#endif
