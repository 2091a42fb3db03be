/* hosts.toml, as containerd keeps one for each registry: certs.d/HOST/hosts.toml, or _default for all others. */
#include "base/limits.h"
#include "format/toml.h"
#include "io/file.h"
#include "source/image/registry_certs.h"
#include "source/image/registry_mirrors.h"

#include <string.h>

/* What was found for one registry. */
struct wc_host_file {
	struct wc_host_file *next;
	const char *domain, *path, *folder; /* path NULL: there is none */
	const struct wc_node *root;
};

static const char *
text_of(const struct wc_node *table, const char *key)
{
	const char *text = wc_get_text(table, key);
	return text && *text ? text : NULL;
}

/* containerd writes a colon in a folder's name as "_PORT_", too, where the system allows none. */
static const char *
path_find(struct wc_registry *registry, const char *domain, const char **ret_folder)
{
	wc_arena *arena = registry->arena;
	const char *colon = strrchr(domain, ':');
	const char *names[] = {domain, colon ? wc_printf(arena, "%.*s_%s_", (int)(colon - domain), domain, colon + 1) : domain, "_default"};
	for (const char *const *folder = wc_host_folders(registry, true); *folder; folder++) {
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			*ret_folder = wc_printf(arena, "%s/%s", *folder, names[i]);
			const char *path = wc_printf(arena, "%s/hosts.toml", *ret_folder);
			if (wc_path_kind(path) == WC_PATH_FILE)
				return path;
		}
	}
	return NULL;
}

static bool
file_find(struct wc_registry *registry, const char *domain, const struct wc_host_file **ret_file, struct wc_err *err)
{
	wc_arena *arena = registry->arena;
	char *bytes;
	size_t length;
	for (const struct wc_host_file *f = registry->host_files; f; f = f->next) {
		if (strcmp(f->domain, domain) == 0) {
			*ret_file = f;
			return true;
		}
	}
	struct wc_host_file *f = wc_alloc(arena, sizeof(*f));
	*f = (struct wc_host_file){.next = registry->host_files, .domain = wc_copyz(arena, domain)};
	f->path = path_find(registry, domain, &f->folder);
	if (f->path && (!wc_file_read(arena, f->path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err) ||
	                !wc_toml_read(arena, f->path, bytes, length, &f->root, err)))
		return wc_while(err, "looking for mirrors of %s", domain);
	registry->host_files = f;
	*ret_file = f;
	return true;
}

/* A path beside the file, unless it is a whole one. */
static const char *
beside(wc_arena *arena, const struct wc_host_file *f, const char *path)
{
	return !path || *path == '/' || (path[0] && path[1] == ':') ? path : wc_printf(arena, "%s/%s", f->folder, path);
}

/* The first of what may be one string or a list of them. */
static const char *
first_text(const struct wc_node *value)
{
	if (value && value->kind == WC_LIST)
		value = value->child;
	return value && value->kind == WC_STRING && value->length ? value->text : NULL;
}

/* ca = "x" or ["x", …]; client = "x", ["x", …] or [["cert", "key"], …]. */
static void
tls_take(wc_arena *arena, const struct wc_host_file *f, const struct wc_node *table, struct wc_mirror *place)
{
	const struct wc_node *client = wc_get(table, "client"), *first = client && client->kind == WC_LIST ? client->child : NULL;
	const struct wc_node *pair = first && first->kind == WC_LIST ? first : NULL;
	const struct wc_node *key = pair && pair->child ? pair->child->next : NULL;
	place->ca_file = beside(arena, f, first_text(wc_get(table, "ca")));
	place->cert_file = beside(arena, f, first_text(pair ? pair : client));
	place->key_file = key && key->kind == WC_STRING ? beside(arena, f, key->text) : place->cert_file;
	const struct wc_node *skip = wc_get(table, "skip_verify");
	place->is_insecure = skip && skip->kind == WC_BOOL && strcmp(skip->text, "true") == 0;
}

/* May images be looked up there? A host that says nothing of what it can may be asked. */
static bool
can_resolve(const struct wc_node *table)
{
	const struct wc_node *list = wc_get(table, "capabilities");
	if (!list || list->kind != WC_LIST)
		return true;
	for (const struct wc_node *word = list->child; word; word = word->next) {
		if (word->kind == WC_STRING && strcmp(word->text, "resolve") == 0)
			return true;
	}
	return false;
}

/* "https://HOST[/PATH]", or HOST alone. With override_path the path stands for "/v2". */
static void
url_take(wc_arena *arena, const char *url, const struct wc_node *table, struct wc_mirror *place)
{
	const char *rest = strstr(url, "://");
	if (rest)
		place->scheme = wc_copy(arena, url, (size_t)(rest - url));
	rest = rest ? rest + 3 : url;
	size_t host = strcspn(rest, "/"), length = strlen(rest);
	while (length > host && rest[length - 1] == '/')
		length--;
	const struct wc_node *override = wc_get(table, "override_path");
	bool is_whole = override && override->kind == WC_BOOL && strcmp(override->text, "true") == 0;
	const char *path = wc_copy(arena, rest + host, length - host);
	bool has_v2 = strcmp(path, "/v2") == 0;
	place->host = wc_copy(arena, rest, host);
	place->prefix = is_whole || has_v2 ? path : wc_printf(arena, "%s/v2", path);
}

static bool
place_read(wc_arena *arena, const struct wc_host_file *f, const char *url, const struct wc_node *table, const char *path,
           struct wc_mirror *ret_place, struct wc_err *err)
{
	struct wc_mirror place = {.repository = path};
	url_take(arena, url, table, &place);
	tls_take(arena, f, table, &place);
	place.says_namespace = strcmp(place.host, f->domain) != 0;
	bool is_known = !place.scheme || strcmp(place.scheme, "https") == 0 || strcmp(place.scheme, "http") == 0;
	if (!is_known || *place.host == '\0' || strpbrk(place.host, "@? ")) {
		wc_fail(err, WC_FAULT_INPUT, "%s: '%.100s' names no host", f->path, url);
		return wc_hint(err, "write [host.\"https://HOST:PORT\"]");
	}
	*ret_place = place;
	return true;
}

bool
wc_containerd_mirrors(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path,
                      struct wc_places *ret_places, struct wc_err *err)
{
	const struct wc_host_file *f = NULL;
	struct wc_places places = {0};
	*ret_places = places;
	if (!file_find(registry, domain, &f, err))
		return false;
	if (!f->path)
		return true;
	const struct wc_node *hosts = wc_get(f->root, "host");
	const char *server = text_of(f->root, "server");
	places.item = wc_array(arena, struct wc_mirror, (hosts ? hosts->count : 0) + 1);
	for (const struct wc_node *table = hosts && hosts->kind == WC_MAP ? hosts->child : NULL; table; table = table->next) {
		if (!place_read(arena, f, table->key, table, path, &places.item[places.count], err))
			return false;
		places.count += can_resolve(table);
	}
	/* The registry itself comes last, by the address that the file gives it. */
	struct wc_mirror itself = {.host = domain, .prefix = "/v2", .repository = path};
	if (server && !place_read(arena, f, server, f->root, path, &itself, err))
		return false;
	itself.says_namespace = false;
	places.item[places.count++] = itself;
	*ret_places = places;
	return true;
}
