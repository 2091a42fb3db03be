/* SQLite, opened at first use. The only header that knows it. */
#ifndef WC_STORE_SQLITE_H
#define WC_STORE_SQLITE_H

#include "base/err.h"

#include <sqlite3.h>
#include <stddef.h>

#define WC_SQLITE_FUNCTIONS(X) \
	X(sqlite3_config) X(sqlite3_open_v2) X(sqlite3_close_v2) X(sqlite3_busy_timeout) X(sqlite3_db_config) X(sqlite3_exec) X(sqlite3_prepare_v2) \
	X(sqlite3_bind_text) X(sqlite3_bind_blob) X(sqlite3_bind_int64) X(sqlite3_step) X(sqlite3_reset) \
	X(sqlite3_clear_bindings) X(sqlite3_finalize) X(sqlite3_column_blob) X(sqlite3_column_bytes) X(sqlite3_column_text) \
	X(sqlite3_column_int64) X(sqlite3_column_type) X(sqlite3_changes) X(sqlite3_errstr) X(sqlite3_errmsg) X(sqlite3_serialize) X(sqlite3_free)

/* The functions that we use, under their own names. */
struct wc_sqlite {
#define WC_SQLITE_POINTER(name) __typeof__(name) *name;
	WC_SQLITE_FUNCTIONS(WC_SQLITE_POINTER)
#undef WC_SQLITE_POINTER
};

/*
 * For a process that opens one small file and looks at a few pages of it: memory is taken when it is needed, not in stock
 * (a stock of pages and of small pieces is 130 KB, written to at each opening), and not counted. Once, before anything is opened.
 */
static inline void
wc_sqlite_configure(const struct wc_sqlite *lib)
{
	lib->sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)NULL, 0, 0);
	lib->sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
	lib->sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* The library, or NULL and `err` names the package to install. Lives as long as the process. */
const struct wc_sqlite *wc_sqlite(struct wc_err *err);

#endif
