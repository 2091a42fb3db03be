/* Entries of a folder: what both systems share. */
#include "io/entries.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct wc_entry *
wc_entries_add(wc_arena *arena, struct wc_entry *entries, size_t *count, struct wc_entry entry)
{
	size_t n = *count;
	if (n == 0 || (n >= 16 && (n & (n - 1)) == 0)) {
		struct wc_entry *more = wc_array(arena, struct wc_entry, n ? 2 * n : 16);
		if (n)
			memcpy(more, entries, n * sizeof(*more));
		entries = more;
	}
	entries[(*count)++] = entry;
	return entries;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct wc_entry *)a)->name, ((const struct wc_entry *)b)->name);
}

void
wc_entries_sort(struct wc_entry *entries, size_t count)
{
	if (count)
		qsort(entries, count, sizeof(*entries), by_name);
}

bool
wc_entries_fail(const char *path, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "cannot read the folder %.400s: %s", path, strerror(errno));
	return wc_hint(err, "check its name and its permissions, or leave it out with --exclude");
}
