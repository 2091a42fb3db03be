/* libcurl: finding its functions. */
#include "io/libcurl.h"

#include "io/library.h"

#include <pthread.h>
#include <stddef.h>

static const char library[] = "libcurl.so.4", no_tls[] = "TLS that works";

static struct wc_libcurl functions;
static const char *missing; /* the first function that was not found, or the library itself */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct wc_library_function table[] = {
#define ROW(name) {#name, offsetof(struct wc_libcurl, name)},
	WC_LIBCURL_FUNCTIONS(ROW)
#undef ROW
};

static void
open_library(void)
{
	missing = wc_library_open(library, table, sizeof(table) / sizeof(*table), &functions);
	if (!missing && functions.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		missing = no_tls;
}

const struct wc_libcurl *
wc_libcurl(struct wc_err *err)
{
	pthread_once(&once, open_library);
	if (!missing)
		return &functions;
	if (missing == library)
		wc_fail(err, WC_FAULT_SYSTEM, "the network cannot be used: the library %s is not installed", library);
	else
		wc_fail(err, WC_FAULT_SYSTEM, "the network cannot be used: %s has no %s", library, missing);
	wc_hint(err, "install it (on Debian: apt install libcurl4), or read a copy: oci:DIR, docker-archive:FILE, json:FILE");
	return NULL;
}
