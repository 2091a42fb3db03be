/* SQLite, opened at first use: where there is no static library to link in. */
#include "store/sqlite.h"

#include "io/library.h"

#include <pthread.h>
#include <stddef.h>

static const char library[] = "libsqlite3.so.0";

static struct wc_sqlite functions;
static const char *missing; /* the first function that was not found, or the library itself */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct wc_library_function table[] = {
#define ROW(name) {#name, offsetof(struct wc_sqlite, name)},
	WC_SQLITE_FUNCTIONS(ROW)
#undef ROW
};

static void
open_library(void)
{
	missing = wc_library_open(library, table, sizeof(table) / sizeof(*table), &functions);
	if (!missing)
		wc_sqlite_configure(&functions);
}

const struct wc_sqlite *
wc_sqlite(struct wc_err *err)
{
	pthread_once(&once, open_library);
	if (!missing)
		return &functions;
	if (missing == library)
		wc_fail(err, WC_FAULT_SYSTEM, "the library %s is not installed", library);
	else
		wc_fail(err, WC_FAULT_SYSTEM, "%s has no %s", library, missing);
	wc_hint(err, "install it (on Debian: apt install libsqlite3-0)");
	return NULL;
}
