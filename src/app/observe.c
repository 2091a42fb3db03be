/* observe: the engine's word, the host's processes, the proof. */
#include "app/observe.h"

#include "io/processes.h"
#include "launch/proof.h"
#include "source/container.h"

bool
wc_observe(wc_arena *arena, const struct wc_gather *how, const char *name, const char *snapshot, struct wc_proof *ret_proof,
           struct wc_err *err)
{
	struct wc_reading reading = wc_gather_reading(arena, how);
	struct wc_container *container = wc_alloc(arena, sizeof(*container));
	struct wc_processes host;
	if (!wc_container_read(&reading, name, container, err) ||
	    (snapshot && !wc_processes_read_file(&reading, snapshot, &host, err)))
		return false;
	bool looked = snapshot || wc_processes_list(arena, &host, NULL);
	*ret_proof = wc_proof_make(arena, container, looked ? &host : NULL);
	return true;
}
