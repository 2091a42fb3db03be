/* Windows has no filter of system calls that a process sets for itself. */
#include "io/confine.h"

bool
wc_confine(struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "--harden is for Linux");
	return wc_hint(err, "leave it out, and run the service under an account of few rights");
}
