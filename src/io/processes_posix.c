/* The processes of a machine that runs no Windows containers: none of them matters. */
#include "io/processes.h"

bool
wc_processes_list(wc_arena *arena, struct wc_processes *ret_processes, struct wc_err *err)
{
	(void)arena;
	(void)ret_processes;
	return wc_fail(err, WC_FAULT_SYSTEM, "this machine is no Windows, and no Windows container's process can be seen on it");
}
