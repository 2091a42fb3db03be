/* libmicrohttpd on Windows: it is linked in. */
#include "serve/library.h"

const struct wc_microhttpd *
wc_microhttpd(struct wc_err *err)
{
	static const struct wc_microhttpd functions = {
#define ROW(name) .name = name,
		WC_MICROHTTPD_FUNCTIONS(ROW)
#undef ROW
	};
	(void)err;
	return &functions;
}
