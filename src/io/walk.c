/* Walking through a tree of folders. */
#include "io/walk.h"

#include "base/limits.h"
#include "io/entries.h"

#include <stdlib.h>
#include <string.h>

/* Folders that hold no file of the repository's own: copies of it, and packages of others. */
static const char *const passed_over[] = {".git", ".hg", ".svn", ".jj", "node_modules", ".venv", "__pycache__", ".tox", ".terraform", ".cache"};

/*
 * Is `text` (up to `end`) fitted by `glob`? The last star is tried longer and longer; a "**" before it need not be tried
 * again once a later star was reached.
 */
static bool
fits(const char *glob, const char *text, const char *end)
{
	const char *star = NULL, *deep = NULL, *star_at = NULL, *deep_at = NULL;
	bool whole = false; /* a "**" with a slash behind it stands for whole folders */
	for (;;) {
		if (glob[0] == '*' && glob[1] == '*') {
			whole = glob[2] == '/';
			deep = glob + 2 + whole;
			deep_at = text;
			star = NULL;
			glob = deep;
		} else if (*glob == '*') {
			star = ++glob;
			star_at = text;
		} else if (text == end && !*glob) {
			return true;
		} else if (text < end && (*glob == *text || (*glob == '?' && *text != '/'))) {
			glob++;
			text++;
		} else if (star && star_at < end && *star_at != '/') {
			glob = star;
			text = ++star_at;
		} else if (deep && deep_at < end) {
			if (whole && !(deep_at = memchr(deep_at, '/', (size_t)(end - deep_at))))
				return false;
			glob = deep;
			text = ++deep_at;
			star = NULL;
		} else {
			return false;
		}
	}
}

bool
wc_glob_fits(const char *glob, const char *path)
{
	bool anywhere = !strchr(glob, '/') && !strstr(glob, "**");
	glob += strncmp(glob, "./", 2) == 0 ? 2 : *glob == '/';
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	const char *start = path;
	for (const char *end = path;; end++) {
		if (*end && *end != '/')
			continue;
		if (end > start && fits(glob, start, end))
			return true;
		if (!*end)
			return false;
		if (anywhere)
			start = end + 1;
	}
}

static bool
is_excluded(const struct wc_walk *walk, const char *path)
{
	for (size_t i = 0; i < walk->exclude_count; i++)
		if (wc_glob_fits(walk->excludes[i], path))
			return true;
	return false;
}

static bool
is_passed_over(const char *name)
{
	for (size_t i = 0; i < sizeof(passed_over) / sizeof(passed_over[0]); i++)
		if (strcmp(name, passed_over[i]) == 0)
			return true;
	return false;
}

/* Folders that are still to be read, the next one last. */
struct folders {
	const char **path;
	size_t count, room;
};

static void
push(struct folders *folders, wc_arena *arena, const char *path)
{
	if (folders->count == folders->room) {
		size_t room = folders->room ? folders->room * 2 : 64;
		const char **more = wc_array(arena, const char *, room);
		if (folders->count)
			memcpy(more, folders->path, folders->count * sizeof(*more));
		folders->path = more;
		folders->room = room;
	}
	folders->path[folders->count++] = path;
}

static bool
add_file(wc_arena *arena, const struct wc_walk *walk, struct wc_walked *walked, const char *path, struct wc_err *err)
{
	walked->seen++;
	if (!walk->wanted(path))
		return true;
	if (walked->count == WC_LIMIT_FILES) {
		wc_fail(err, WC_FAULT_INPUT, "there are more than %d files to be read", WC_LIMIT_FILES);
		return wc_hint(err, "name fewer folders, or leave some out with --exclude GLOB");
	}
	if (walked->count == 0 || (walked->count >= 64 && (walked->count & (walked->count - 1)) == 0)) {
		const char **more = wc_array(arena, const char *, walked->count ? 2 * walked->count : 64);
		if (walked->count)
			memcpy(more, walked->path, walked->count * sizeof(*more));
		walked->path = more;
	}
	walked->path[walked->count++] = wc_copyz(arena, path);
	return true;
}

/* "." below nothing is not shown: "./a" is "a". */
static const char *
below(wc_arena *arena, const char *folder, const char *name)
{
	if (strcmp(folder, ".") == 0)
		return name;
	return wc_printf(arena, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
}

static bool
walk_one(wc_arena *arena, const struct wc_walk *walk, const char *folder, struct folders *left, wc_arena *left_arena,
         struct wc_walked *walked, struct wc_err *err)
{
	struct wc_entry *entries;
	size_t count;
	wc_arena *scratch = wc_arena_new();
	bool done = wc_entries_read(scratch, folder, &entries, &count, err);
	for (size_t i = 0; done && i < count; i++) {
		const char *path = below(scratch, folder, entries[i].name);
		if (entries[i].kind == WC_ENTRY_FILE && !is_excluded(walk, path))
			done = add_file(arena, walk, walked, path, err);
	}
	for (size_t i = done ? count : 0; i-- > 0;) {
		const char *path = below(scratch, folder, entries[i].name);
		if (entries[i].kind == WC_ENTRY_FOLDER && !is_passed_over(entries[i].name) && !is_excluded(walk, path))
			push(left, left_arena, wc_copyz(left_arena, path));
	}
	wc_arena_free(scratch);
	return done;
}

bool
wc_walk_folder(wc_arena *arena, const struct wc_walk *walk, const char *root, struct wc_walked *walked,
               struct wc_diags *faults, struct wc_err *err)
{
	wc_arena *left_arena = wc_arena_new();
	struct folders left = {0};
	bool done = true;
	push(&left, left_arena, root);
	while (done && left.count) {
		const char *folder = left.path[--left.count];
		done = walk_one(arena, walk, folder, &left, left_arena, walked, err);
		bool is_fault = !done && folder != root && walked->count < WC_LIMIT_FILES;
		if (is_fault)
			wc_diag_add(faults, wc_copyz(faults->arena, folder), 0, 0, "%s", err->text)->hint = wc_copyz(faults->arena, err->hint);
		done = done || is_fault;
	}
	wc_arena_free(left_arena);
	return done;
}
