/* libmicrohttpd, opened at first use: linked in at start it and GnuTLS would cost every command more than its own work. */
#ifndef WC_SERVE_LIBRARY_H
#define WC_SERVE_LIBRARY_H

#include "base/err.h"

#include <microhttpd.h>

#define WC_MICROHTTPD_FUNCTIONS(X) \
	X(MHD_start_daemon) X(MHD_run) X(MHD_get_timeout) X(MHD_get_daemon_info) X(MHD_stop_daemon) X(MHD_add_connection) X(MHD_is_feature_supported) X(MHD_get_connection_info) \
	X(MHD_lookup_connection_value) X(MHD_suspend_connection) X(MHD_resume_connection) X(MHD_create_response_from_buffer) \
	X(MHD_add_response_header) X(MHD_queue_response) X(MHD_destroy_response)

/* The functions that we use, under their own names. */
struct wc_microhttpd {
#define WC_MICROHTTPD_POINTER(name) __typeof__(name) *name;
	WC_MICROHTTPD_FUNCTIONS(WC_MICROHTTPD_POINTER)
#undef WC_MICROHTTPD_POINTER
};

/* The library, or NULL and `err` names the package to install. Lives as long as the process. */
const struct wc_microhttpd *wc_microhttpd(struct wc_err *err);

#endif
