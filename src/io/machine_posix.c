/* This machine where it runs no Windows. */
#include "io/machine.h"

bool
wc_machine_read(wc_arena *arena, struct wc_machine *ret_machine, struct wc_err *err)
{
	(void)arena;
	(void)ret_machine;
	return wc_fail(err, WC_FAULT_INPUT, "this machine is not Windows");
}
