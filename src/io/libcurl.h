/* libcurl, opened at first use: linked in at start it would cost every command more than its own work. */
#ifndef WC_IO_LIBCURL_H
#define WC_IO_LIBCURL_H

#include "base/err.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#define WC_LIBCURL_FUNCTIONS(X) \
	X(curl_global_init) X(curl_easy_init) X(curl_easy_reset) X(curl_easy_cleanup) X(curl_easy_setopt) X(curl_easy_getinfo) \
	X(curl_easy_strerror) X(curl_slist_append) X(curl_slist_free_all) X(curl_multi_init) X(curl_multi_cleanup) \
	X(curl_multi_setopt) X(curl_multi_add_handle) X(curl_multi_remove_handle) X(curl_multi_perform) X(curl_multi_poll) \
	X(curl_multi_info_read) X(curl_multi_wakeup)

/* The functions that we use, under their own names. */
struct wc_libcurl {
#define WC_LIBCURL_POINTER(name) __typeof__(name) *name;
	WC_LIBCURL_FUNCTIONS(WC_LIBCURL_POINTER)
#undef WC_LIBCURL_POINTER
};

/* The library, or NULL and `err` names the package to install. Lives as long as the process. */
const struct wc_libcurl *wc_libcurl(struct wc_err *err);

#endif
