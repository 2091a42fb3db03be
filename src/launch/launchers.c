/* THE table of launchers: a new engine is a file here and one line below. */
#include "launch/launchers.h"

#include <string.h>

#define WC_LAUNCHERS(X) X(docker) X(nerdctl) X(ctr) X(podman) X(print)

#define WC_LAUNCHER_ITEM(name) extern const struct wc_launcher wc_launcher_##name;
WC_LAUNCHERS(WC_LAUNCHER_ITEM)
#undef WC_LAUNCHER_ITEM

#define WC_LAUNCHER_ITEM(name) &wc_launcher_##name,
const struct wc_launcher *const wc_launchers[] = {WC_LAUNCHERS(WC_LAUNCHER_ITEM)};
#undef WC_LAUNCHER_ITEM
const size_t wc_launcher_count = sizeof(wc_launchers) / sizeof(wc_launchers[0]);

const struct wc_launcher *
wc_launcher_find(const char *name)
{
	for (size_t i = 0; i < wc_launcher_count; i++) {
		if (strcmp(wc_launchers[i]->name, name) == 0)
			return wc_launchers[i];
	}
	return NULL;
}
