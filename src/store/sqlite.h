/* SQLite, opened at first use. The only header that knows it. */
#ifndef WC_STORE_SQLITE_H
#define WC_STORE_SQLITE_H

#include "base/err.h"

#include <sqlite3.h>

#define WC_SQLITE_FUNCTIONS(X) \
	X(sqlite3_open_v2) X(sqlite3_close_v2) X(sqlite3_busy_timeout) X(sqlite3_db_config) X(sqlite3_exec) X(sqlite3_prepare_v2) \
	X(sqlite3_bind_text) X(sqlite3_bind_blob) X(sqlite3_bind_int64) X(sqlite3_step) X(sqlite3_reset) \
	X(sqlite3_clear_bindings) X(sqlite3_finalize) X(sqlite3_column_blob) X(sqlite3_column_bytes) X(sqlite3_column_text) \
	X(sqlite3_column_int64) X(sqlite3_column_type) X(sqlite3_changes) X(sqlite3_errstr) X(sqlite3_errmsg)

/* The functions that we use, under their own names. */
struct wc_sqlite {
#define WC_SQLITE_POINTER(name) __typeof__(name) *name;
	WC_SQLITE_FUNCTIONS(WC_SQLITE_POINTER)
#undef WC_SQLITE_POINTER
};

/* The library, or NULL and `err` names the package to install. Lives as long as the process. */
const struct wc_sqlite *wc_sqlite(struct wc_err *err);

#endif
