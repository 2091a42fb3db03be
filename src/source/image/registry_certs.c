/* certs.d: a folder for each registry, as Docker and the containers tools keep them. */
#include "source/image/registry_certs.h"

#include "io/file.h"
#include "io/listing.h"

#include <string.h>

enum { MOST_FOLDERS = 6 };

const char *const *
wc_host_folders(struct wc_registry *registry, bool for_mirrors)
{
	const struct wc_registry_options *o = &registry->options;
	const char *home = wc_registry_variable(registry, "HOME");
	const char **list = wc_array(registry->arena, const char *, o->host_dir_count + MOST_FOLDERS);
	size_t n = 0;
	for (size_t i = 0; i < o->host_dir_count; i++)
		list[n++] = o->host_dirs[i];
	if (home && !for_mirrors)
		list[n++] = wc_printf(registry->arena, "%s/.config/containers/certs.d", home);
	if (home)
		list[n++] = wc_printf(registry->arena, "%s/.config/containerd/certs.d", home);
	if (!for_mirrors)
		list[n++] = "/etc/containers/certs.d";
	list[n++] = "/etc/containerd/certs.d";
	if (!for_mirrors)
		list[n++] = "/etc/docker/certs.d";
	return list;
}

/* "client.cert" belongs to "client.key". */
static bool
pair_find(wc_arena *arena, const char *folder, const char *cert, struct wc_http_tls *tls, struct wc_err *err)
{
	size_t stem = strlen(cert) - strlen(".cert");
	const char *key = wc_printf(arena, "%s/%.*s.key", folder, (int)stem, cert);
	if (wc_path_kind(key) != WC_PATH_FILE) {
		wc_fail(err, WC_FAULT_INPUT, "%s/%s: its key is missing", folder, cert);
		return wc_hint(err, "put it beside it: %s; a CA's certificate is called *.crt", key);
	}
	tls->cert_file = wc_printf(arena, "%s/%s", folder, cert);
	tls->key_file = key;
	return true;
}

static bool
folder_read(wc_arena *arena, const char *folder, struct wc_http_tls *tls, struct wc_err *err)
{
	const char **names;
	size_t count, ca = 0;
	if (!wc_listing_read(arena, folder, ".crt", &names, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		ca = strcmp(names[i], "ca.crt") == 0 ? i : ca;
	if (count && !tls->ca_file)
		tls->ca_file = wc_printf(arena, "%s/%s", folder, names[ca]);
	if (!wc_listing_read(arena, folder, ".cert", &names, &count, err))
		return false;
	return count == 0 || tls->cert_file || pair_find(arena, folder, names[0], tls, err);
}

static bool
look(struct wc_registry *registry, const char *host, struct wc_http_tls *tls, struct wc_err *err)
{
	for (const char *const *folder = wc_host_folders(registry, false); *folder; folder++) {
		const char *path = wc_printf(registry->arena, "%s/%s", *folder, host);
		if (wc_path_kind(path) == WC_PATH_DIRECTORY && !folder_read(registry->arena, path, tls, err))
			return wc_while(err, "looking for certificates of %s", host);
	}
	return true;
}

/* What was found for one host. */
struct wc_certs {
	struct wc_certs *next;
	const char *host;
	struct wc_http_tls tls;
};

/* Takes what is not said already, by a mirror's own configuration. */
static void
take(struct wc_http_tls *tls, const struct wc_http_tls *found)
{
	tls->ca_file = tls->ca_file ? tls->ca_file : found->ca_file;
	if (!tls->cert_file) {
		tls->cert_file = found->cert_file;
		tls->key_file = found->key_file;
	}
}

bool
wc_certs_find(struct wc_registry *registry, const char *host, struct wc_http_tls *tls, struct wc_err *err)
{
	struct wc_http_tls found = {0};
	struct wc_certs *c = registry->certs;
	while (c && strcmp(c->host, host) != 0)
		c = c->next;
	if (!c) {
		if (!look(registry, host, &found, err))
			return false;
		c = wc_alloc(registry->arena, sizeof(*c));
		*c = (struct wc_certs){registry->certs, wc_copyz(registry->arena, host), found};
		registry->certs = c;
	}
	take(tls, &c->tls);
	return true;
}
