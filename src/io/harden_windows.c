/* Windows has no rights that a running process gives up in this way. */
#include "io/harden.h"

bool
wc_harden(struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "--harden is for Linux");
	return wc_hint(err, "leave it out, and run the service under an account of few rights");
}
