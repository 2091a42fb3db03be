/* wc_listing_read: which names are wanted, and their order. */
#include "io/listing.h"

#include "base/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What was found so far. */
struct listing {
	wc_arena *arena;
	const char *suffix;
	const char **names;
	size_t count, room;
};

/* Suffixes are compared as they are written, on every system. */
static bool
is_wanted(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);
	return name[0] != '.' && n > m && strcmp(name + n - m, suffix) == 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
grow(struct listing *l)
{
	l->room = l->room ? 2 * l->room : 16;
	const char **more = wc_array(l->arena, const char *, l->room);
	if (l->count)
		memcpy(more, l->names, l->count * sizeof(*more));
	l->names = more;
}

/* One name more than allowed is enough to know that there are too many. */
static bool
take(void *context, const char *name)
{
	struct listing *l = context;
	if (!is_wanted(name, l->suffix))
		return true;
	if (l->count == l->room)
		grow(l);
	l->names[l->count++] = wc_copyz(l->arena, name);
	return l->count <= WC_LIMIT_ENTRIES;
}

bool
wc_listing_read(wc_arena *arena, const char *path, const char *suffix, const char ***ret_names, size_t *ret_count,
                struct wc_err *err)
{
	struct listing l = {.arena = arena, .suffix = suffix};
	if (!wc_listing_walk(path, take, &l)) {
		wc_fail(err, WC_FAULT_INPUT, "cannot read the folder %.400s: %s", path, strerror(errno));
		return wc_hint(err, "check its name and its permissions");
	}
	if (l.count > WC_LIMIT_ENTRIES)
		return wc_fail(err, WC_FAULT_INPUT, "the folder %.400s holds more than %d files", path, WC_LIMIT_ENTRIES);
	if (l.count)
		qsort(l.names, l.count, sizeof(*l.names), by_name);
	*ret_names = l.names;
	*ret_count = l.count;
	return true;
}
