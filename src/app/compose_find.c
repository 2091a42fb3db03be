/* The compose files that nobody named: where docker compose looks for them. */
#include "app/compose.h"

#include "io/file.h"

#include <string.h>

enum { MOST_LISTED = 100, HIGHEST = 32 /* folders above this one; docker compose goes up to the root */ };

/* In the order in which docker compose prefers them. */
static const char *const names[] = {"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"};
static const char *const overrides[] = {"compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* The first of the names that is there in `folder` ("" or "../../"), or NULL. */
static const char *
first_there(wc_arena *arena, const char *folder, const char *const *list)
{
	for (size_t i = 0; i < NAMES; i++) {
		const char *path = wc_printf(arena, "%s%s", folder, list[i]);
		if (wc_path_kind(path) == WC_PATH_FILE)
			return path;
	}
	return NULL;
}

static bool
find_upwards(wc_arena *arena, struct wc_names *ret_files, struct wc_err *err)
{
	const char *folder = "", **found = wc_array(arena, const char *, 2);
	for (unsigned depth = 0; depth < HIGHEST; depth++, folder = wc_printf(arena, "../%s", folder)) {
		if (!(found[0] = first_there(arena, folder, names)))
			continue;
		found[1] = first_there(arena, folder, overrides);
		*ret_files = (struct wc_names){found, found[1] ? 2 : 1};
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "there is no compose file here or in a folder above");
	return wc_hint(err, "name it: wincompat compose FILE; docker compose would look for compose.yaml, too");
}

/* The drive of a path of Windows is no entry of its own. */
static bool
is_drive(const char *entry, const char *colon)
{
	bool letter = (*entry >= 'a' && *entry <= 'z') || (*entry >= 'A' && *entry <= 'Z');
	return letter && colon == entry + 1 && (colon[1] == '\\' || colon[1] == '/');
}

/* The end of an entry of COMPOSE_FILE: `own` where the user named a separator, else ';' where the list has one, else ':'. */
static const char *
entry_end(const char *list, const char *own, char separator)
{
	const char *end;
	if (own)
		return (end = strstr(list, own)) ? end : list + strlen(list);
	for (end = list; *end && (*end != separator || (separator == ':' && is_drive(list, end))); end++)
		continue;
	return end;
}

static bool
take_listed(wc_arena *arena, const char *list, const char *own, struct wc_names *ret_files, struct wc_err *err)
{
	const char **item = wc_array(arena, const char *, MOST_LISTED);
	char separator = strchr(list, ';') ? ';' : ':';
	size_t count = 0;
	for (const char *at = list; *at;) {
		const char *end = entry_end(at, own, separator);
		if (count == MOST_LISTED)
			return wc_fail(err, WC_FAULT_INPUT, "COMPOSE_FILE names more than %d files", MOST_LISTED);
		if (end > at)
			item[count++] = wc_copy(arena, at, (size_t)(end - at));
		at = *end ? end + (own ? strlen(own) : 1) : end;
	}
	*ret_files = (struct wc_names){item, count};
	return true;
}

bool
wc_compose_find(wc_arena *arena, wc_environment *environment, struct wc_names *ret_files, struct wc_err *err)
{
	const char *list = environment ? environment(arena, "COMPOSE_FILE") : NULL;
	const char *own = environment ? environment(arena, "COMPOSE_PATH_SEPARATOR") : NULL;
	*ret_files = (struct wc_names){0};
	if (list && !take_listed(arena, list, own && *own ? own : NULL, ret_files, err))
		return false;
	return ret_files->count || find_upwards(arena, ret_files, err);
}
