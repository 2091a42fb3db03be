/* SQLite, linked in: opening the shared library would cost more than a look into the cache. */
#include "store/sqlite.h"

#include <pthread.h>

static const struct wc_sqlite functions = {
#define ROW(name) .name = name,
	WC_SQLITE_FUNCTIONS(ROW)
#undef ROW
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
configure(void)
{
	wc_sqlite_configure(&functions);
}

const struct wc_sqlite *
wc_sqlite(struct wc_err *err)
{
	(void)err;
	pthread_once(&once, configure);
	return &functions;
}
