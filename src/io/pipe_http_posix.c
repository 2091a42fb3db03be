/* HTTP over a named pipe where there are none. */
#include "io/pipe_http.h"

bool
wc_pipe_get(const struct wc_pipe_get *get, int *ret_status, struct wc_err *err)
{
	(void)ret_status;
	return wc_fail(err, WC_FAULT_UNREACHABLE, "%s is a named pipe, and only Windows has those", get->pipe);
}
