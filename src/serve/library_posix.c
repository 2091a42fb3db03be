/* libmicrohttpd: finding its functions. */
#include "serve/library.h"

#include "io/library.h"

#include <pthread.h>
#include <stddef.h>

static const char library[] = "libmicrohttpd.so.12";

static struct wc_microhttpd functions;
static const char *missing; /* the first function that was not found, or the library itself */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct wc_library_function table[] = {
#define ROW(name) {#name, offsetof(struct wc_microhttpd, name)},
	WC_MICROHTTPD_FUNCTIONS(ROW)
#undef ROW
};

static void
open_library(void)
{
	missing = wc_library_open(library, table, sizeof(table) / sizeof(*table), &functions);
}

const struct wc_microhttpd *
wc_microhttpd(struct wc_err *err)
{
	pthread_once(&once, open_library);
	if (!missing)
		return &functions;
	if (missing == library)
		wc_fail(err, WC_FAULT_SYSTEM, "nothing can be served: the library %s is not installed", library);
	else
		wc_fail(err, WC_FAULT_SYSTEM, "nothing can be served: %s has no %s", library, missing);
	wc_hint(err, "install it (on Debian: apt install libmicrohttpd12)");
	return NULL;
}
