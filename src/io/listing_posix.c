/* Listing a folder on POSIX systems. */
#include "io/listing.h"

#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool
wanted(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);
	return name[0] != '.' && n > m && strcmp(name + n - m, suffix) == 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The array `names`, of `count` items, with room for twice as many. */
static const char **
grown(wc_arena *arena, const char **names, size_t count)
{
	const char **more = wc_array(arena, const char *, count ? 2 * count : 16);
	if (count)
		memcpy(more, names, count * sizeof(*more));
	return more;
}

bool
wc_listing_read(wc_arena *arena, const char *path, const char *suffix, const char ***ret_names, size_t *ret_count,
                struct wc_err *err)
{
	const char **names = NULL;
	size_t count = 0;
	DIR *folder = opendir(path);
	if (!folder) {
		wc_fail(err, WC_FAULT_INPUT, "cannot read the folder %.400s: %s", path, strerror(errno));
		return wc_hint(err, "check its name and its permissions");
	}
	for (const struct dirent *entry; (entry = readdir(folder)) && count <= WC_LIMIT_ENTRIES;) {
		if (!wanted(entry->d_name, suffix))
			continue;
		if (count == 0 || (count >= 16 && (count & (count - 1)) == 0))
			names = grown(arena, names, count);
		names[count++] = wc_copyz(arena, entry->d_name);
	}
	closedir(folder);
	if (count > WC_LIMIT_ENTRIES)
		return wc_fail(err, WC_FAULT_INPUT, "the folder %.400s holds more than %d files", path, WC_LIMIT_ENTRIES);
	if (count)
		qsort(names, count, sizeof(*names), by_name);
	*ret_names = names;
	*ret_count = count;
	return true;
}
