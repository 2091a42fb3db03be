/* SQLite, linked in: opening the shared library would cost more than a look into the cache. */
#include "store/sqlite.h"

static const struct wc_sqlite functions = {
#define ROW(name) .name = name,
	WC_SQLITE_FUNCTIONS(ROW)
#undef ROW
};

const struct wc_sqlite *
wc_sqlite(struct wc_err *err)
{
	(void)err;
	return &functions;
}
