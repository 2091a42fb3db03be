/* Have the files changed that say how registries are asked? For a session that lasts. */
#include "io/stamp.h"
#include "source/image/registry_certs.h"
#include "source/image/registry_login.h"

enum { MOST_FILES = 8 };

/* registries.conf, as containers-registries.conf(5) looks for it. */
static void
add_mirror_files(struct wc_registry *registry, const char **paths, size_t *count)
{
	const char *only = wc_registry_variable(registry, "CONTAINERS_REGISTRIES_CONF"), *home = wc_registry_variable(registry, "HOME");
	if (only) {
		paths[(*count)++] = only;
		return;
	}
	if (home) {
		paths[(*count)++] = wc_printf(registry->arena, "%s/.config/containers/registries.conf", home);
		paths[(*count)++] = wc_printf(registry->arena, "%s/.config/containers/registries.conf.d", home);
	}
	paths[(*count)++] = "/etc/containers/registries.conf";
	paths[(*count)++] = "/etc/containers/registries.conf.d";
}

/* Files and folders, ended by NULL. */
static const char *const *
paths_of(struct wc_registry *registry)
{
	const char *const *logins = wc_login_files(registry), *const *folders = wc_host_folders(registry, false);
	size_t count = 0, most = MOST_FILES;
	for (size_t i = 0; logins[i]; i++)
		most++;
	for (size_t i = 0; folders[i]; i++)
		most++;
	const char **paths = wc_array(registry->arena, const char *, most);
	for (; *logins; logins++)
		paths[count++] = *logins;
	for (; *folders; folders++)
		paths[count++] = *folders;
	add_mirror_files(registry, paths, &count);
	paths[count] = NULL;
	return paths;
}

bool
wc_registry_is_outdated(struct wc_registry *registry)
{
	uint64_t stamp = 1;
	if (!registry->settings)
		registry->settings = paths_of(registry);
	for (const char *const *path = registry->settings; *path; path++)
		stamp = (stamp ^ wc_stamp(*path)) * 0x100000001b3u;
	stamp |= 1;
	uint64_t before = registry->settings_stamp;
	registry->settings_stamp = stamp;
	return before && before != stamp;
}
