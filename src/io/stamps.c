/* Lists of stamps. */
#include "io/stamps.h"

#include "io/stamp.h"

#include <string.h>

void
wc_stamps_end(struct wc_stamps *stamps)
{
	if (stamps->arena)
		wc_arena_free(stamps->arena);
	*stamps = (struct wc_stamps){0};
}

void
wc_stamps_begin(struct wc_stamps *stamps)
{
	wc_stamps_end(stamps);
	stamps->arena = wc_arena_new();
}

static void
grow(struct wc_stamps *stamps)
{
	stamps->room = stamps->room ? stamps->room * 2 : 8;
	struct wc_stamped *more = wc_array(stamps->arena, struct wc_stamped, stamps->room);
	if (stamps->count)
		memcpy(more, stamps->item, stamps->count * sizeof(*more));
	stamps->item = more;
}

void
wc_stamps_add(struct wc_stamps *stamps, const char *path)
{
	if (!stamps || !path)
		return;
	if (stamps->count == stamps->room)
		grow(stamps);
	stamps->item[stamps->count++] = (struct wc_stamped){wc_copyz(stamps->arena, path), wc_stamp(path)};
}

bool
wc_stamps_differ(const struct wc_stamps *stamps)
{
	for (size_t i = 0; i < stamps->count; i++)
		if (wc_stamp(stamps->item[i].path) != stamps->item[i].stamp)
			return true;
	return false;
}
