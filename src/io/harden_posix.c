/* Giving up rights on Linux: prctl. */
#include "io/harden.h"

#include <sys/prctl.h>

bool
wc_harden(struct wc_err *err)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "--harden: this kernel does not take no_new_privs");
	return wc_hint(err, "leave --harden out, or run it on Linux 3.5 or later");
}
