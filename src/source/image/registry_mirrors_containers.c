/* registries.conf of the containers tools (version 2): prefixes, locations, mirrors, what is blocked. */
#include "base/limits.h"
#include "format/toml.h"
#include "io/file.h"
#include "io/listing.h"
#include "source/image/registry_mirrors.h"

#include <string.h>

/* One [[registry]] table of one file. */
struct entry {
	struct entry *next;
	const char *path;
	const struct wc_node *table;
	const char *prefix;
};

struct wc_mirrors {
	struct entry *first, *last;
};

static bool
is_true(const struct wc_node *table, const char *key)
{
	const struct wc_node *value = wc_get(table, key);
	return value && value->kind == WC_BOOL && strcmp(value->text, "true") == 0;
}

static const char *
text_of(const struct wc_node *table, const char *key)
{
	const char *text = wc_get_text(table, key);
	return text && *text ? text : NULL;
}

/* A later file replaces what an earlier one says of the same prefix. */
static void
entry_add(wc_arena *arena, struct wc_mirrors *m, const char *path, const struct wc_node *table)
{
	const char *prefix = text_of(table, "prefix");
	prefix = prefix ? prefix : text_of(table, "location");
	if (!prefix)
		return;
	for (struct entry *e = m->first; e; e = e->next) {
		if (strcmp(e->prefix, prefix) == 0) {
			e->path = path;
			e->table = table;
			return;
		}
	}
	struct entry *e = wc_alloc(arena, sizeof(*e));
	*e = (struct entry){NULL, path, table, prefix};
	*(m->last ? &m->last->next : &m->first) = e;
	m->last = e;
}

static bool
file_read(wc_arena *arena, struct wc_mirrors *m, const char *path, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const struct wc_node *root;
	if (wc_path_kind(path) != WC_PATH_FILE)
		return true;
	if (!wc_file_read(arena, path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err) ||
	    !wc_toml_read(arena, path, bytes, length, &root, err))
		return wc_while(err, "looking for mirrors");
	const struct wc_node *list = wc_get(root, "registry");
	for (const struct wc_node *table = list && list->kind == WC_LIST ? list->child : NULL; table; table = table->next)
		entry_add(arena, m, path, table);
	return true;
}

/* The files NAME.conf of a folder, in the order of their names. */
static bool
folder_read(wc_arena *arena, struct wc_mirrors *m, const char *folder, struct wc_err *err)
{
	const char **names;
	size_t count;
	if (wc_path_kind(folder) != WC_PATH_DIRECTORY)
		return true;
	if (!wc_listing_read(arena, folder, ".conf", &names, &count, err))
		return wc_while(err, "looking for mirrors");
	for (size_t i = 0; i < count; i++) {
		if (!file_read(arena, m, wc_printf(arena, "%s/%s", folder, names[i]), err))
			return false;
	}
	return true;
}

/* A variable names the only file; else a person's own file stands for the system's, and the folders are added to either. */
static bool
all_read(struct wc_registry *registry, struct wc_mirrors *m, struct wc_err *err)
{
	wc_arena *arena = registry->arena;
	const char *only = wc_registry_variable(registry, "CONTAINERS_REGISTRIES_CONF"), *home = wc_registry_variable(registry, "HOME");
	const char *own = home ? wc_printf(arena, "%s/.config/containers/registries.conf", home) : NULL;
	bool has_own = own && wc_path_kind(own) == WC_PATH_FILE;
	if (only)
		return file_read(arena, m, only, err);
	return file_read(arena, m, has_own ? own : "/etc/containers/registries.conf", err) &&
	       folder_read(arena, m, "/etc/containers/registries.conf.d", err) &&
	       (!own || folder_read(arena, m, wc_printf(arena, "%s.d", own), err));
}

/* How much of `name` ("host/path") the prefix covers; 0: none. "*.example.com" stands for every host below that. */
static size_t
covers(const char *prefix, const char *name)
{
	size_t length = strlen(prefix);
	if (strncmp(prefix, "*.", 2) == 0) {
		size_t host = strcspn(name, "/:"), end = length - 1;
		return host > end && strncmp(name + host - end, prefix + 1, end) == 0 ? host : 0;
	}
	bool ends_well = name[length] == '\0' || name[length] == '/' || name[length] == ':';
	return strncmp(prefix, name, length) == 0 && ends_well ? length : 0;
}

static const struct entry *
entry_for(const struct wc_mirrors *m, const char *name, size_t *ret_covered)
{
	const struct entry *best = NULL;
	*ret_covered = 0;
	for (const struct entry *e = m->first; e; e = e->next) {
		size_t covered = covers(e->prefix, name);
		if (covered > *ret_covered) {
			*ret_covered = covered;
			best = e;
		}
	}
	return best;
}

/* The part of `name` that the prefix covers is replaced by `location`; what comes out is split into host and repository. */
static bool
place_make(wc_arena *arena, const char *location, const char *rest, bool insecure, struct wc_mirror *ret_place)
{
	const char *whole = wc_printf(arena, "%s%s", location, rest), *slash = strchr(whole, '/');
	if (!slash || slash == whole || slash[1] == '\0')
		return false;
	*ret_place = (struct wc_mirror){.host = wc_copy(arena, whole, (size_t)(slash - whole)), .prefix = "/v2",
	                                .repository = slash + 1, .is_insecure = insecure};
	return true;
}

/* Is this mirror for what is asked? "pull-from-mirror" and the older "mirror-by-digest-only" say so. */
static bool
mirror_is_for(const struct entry *e, const struct wc_node *mirror, bool by_digest)
{
	const char *which = text_of(mirror, "pull-from-mirror");
	if (is_true(e->table, "mirror-by-digest-only") || (which && strcmp(which, "digest-only") == 0))
		return by_digest;
	return !(which && strcmp(which, "tag-only") == 0 && by_digest);
}

static bool
places_fill(wc_arena *arena, const struct entry *e, const char *name, size_t covered, bool by_digest, struct wc_places *places,
            struct wc_err *err)
{
	const struct wc_node *list = wc_get(e->table, "mirror");
	const char *location = text_of(e->table, "location"), *rest = name + covered;
	places->item = wc_array(arena, struct wc_mirror, (list && list->kind == WC_LIST ? list->count : 0) + 1);
	for (const struct wc_node *mirror = list && list->kind == WC_LIST ? list->child : NULL; mirror; mirror = mirror->next) {
		const char *where = text_of(mirror, "location");
		if (!where || !place_make(arena, where, rest, is_true(mirror, "insecure"), &places->item[places->count])) {
			wc_fail(err, WC_FAULT_INPUT, "%s:%zu:%zu: a mirror without a location", e->path, mirror->line, mirror->column);
			return wc_hint(err, "write location = \"HOST/PATH\"");
		}
		places->count += mirror_is_for(e, mirror, by_digest);
	}
	location = location && strncmp(e->prefix, "*.", 2) != 0 ? location : wc_copy(arena, name, covered);
	if (place_make(arena, location, rest, is_true(e->table, "insecure"), &places->item[places->count])) {
		places->count++;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "%s:%zu:%zu: location '%.100s' leaves no repository", e->path, e->table->line, e->table->column, location);
	return wc_hint(err, "write location = \"HOST/PATH\"");
}

bool
wc_containers_mirrors(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path, bool by_digest,
                      struct wc_places *ret_places, struct wc_err *err)
{
	size_t covered;
	if (!registry->mirrors) {
		struct wc_mirrors *m = wc_alloc(registry->arena, sizeof(*m));
		if (!all_read(registry, m, err))
			return false;
		registry->mirrors = m;
	}
	const char *name = wc_printf(arena, "%s/%s", domain, path);
	const struct entry *e = entry_for(registry->mirrors, name, &covered);
	*ret_places = (struct wc_places){0};
	if (!e)
		return true;
	if (is_true(e->table, "blocked")) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%.300s: %s:%zu:%zu blocks this registry", name, e->path, e->table->line, e->table->column);
		return wc_hint(err, "take the image from another registry, or ask whoever keeps that file");
	}
	return places_fill(arena, e, name, covered, by_digest, ret_places, err);
}
