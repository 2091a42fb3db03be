/* The files that changed since a revision. */
#include "app/scan_since.h"

#include "base/limits.h"
#include "io/file.h"
#include "io/spawn.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 60 * 1000 };

struct list {
	wc_arena *arena;
	const char **item;
	size_t count, room;
};

static void
add(struct list *list, const char *name)
{
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 64;
		const char **more = wc_array(list->arena, const char *, list->room);
		if (list->count)
			memcpy(more, list->item, list->count * sizeof(*more));
		list->item = more;
	}
	list->item[list->count++] = name;
}

/* Adds the names that git prints, each ended by a NUL, as the walk of `folder` names them. */
static bool
ask(struct list *list, const char *folder, const char *const *argv, struct wc_err *err)
{
	struct wc_spawn spawn = {.argv = argv, .input = "", .most = WC_LIMIT_TEXT_BYTES, .timeout_ms = PATIENCE_MS};
	struct wc_spawned said;
	if (!wc_spawn_run(list->arena, &spawn, &said, err))
		return wc_while(err, "asking git which files changed");
	if (said.code != 0) {
		size_t length = strcspn(said.talk, "\r\n");
		wc_fail(err, WC_FAULT_INPUT, "git cannot say which files changed: %.*s", length < 300 ? (int)length : 300, said.talk);
		return wc_hint(err, "--since names a commit, branch or tag that git knows here; a shallow clone knows few (git fetch --unshallow)");
	}
	bool is_here = strcmp(folder, ".") == 0;
	for (const char *name = said.out, *end = said.out + said.out_length; name < end; name += strlen(name) + 1)
		add(list, is_here ? name : wc_printf(list->arena, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name));
	return true;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
wc_scan_since(wc_arena *arena, struct wc_names paths, const char *revision, struct wc_names *ret_files, struct wc_err *err)
{
	struct list list = {.arena = arena};
	if (*revision == '-' || !*revision) {
		wc_fail(err, WC_FAULT_INPUT, "--since: '%.60s' is no revision", revision);
		return wc_hint(err, "name a commit, branch or tag, such as --since origin/main");
	}
	for (size_t i = 0; i < paths.count; i++) {
		const char *folder = paths.item[i];
		if (strcmp(folder, "-") == 0 || wc_path_kind(folder) != WC_PATH_DIRECTORY)
			continue;
		const char *changed[] = {"git", "-C", folder, "diff", "--name-only", "-z", "--relative", "--diff-filter=d", "--merge-base", revision, "--", NULL};
		const char *new[] = {"git", "-C", folder, "ls-files", "-z", "--others", "--exclude-standard", NULL};
		if (!ask(&list, folder, changed, err) || !ask(&list, folder, new, err))
			return false;
	}
	if (list.count)
		qsort(list.item, list.count, sizeof(*list.item), by_text);
	else
		list.item = wc_array(arena, const char *, 1); /* nothing changed: that is another thing than no --since */
	*ret_files = (struct wc_names){list.item, list.count};
	return true;
}
