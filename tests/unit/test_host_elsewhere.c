/* Naming this machine where it is none that runs Windows. */
#include "host_world.h"

#include <criterion/criterion.h>

Test(host_elsewhere, local_is_refused)
{
	struct wc_reading r = host_world_begin();
	refused(&r, "local", "this machine is not Windows", "name a host");
	host_world_end(&r);
}
