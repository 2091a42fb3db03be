/* wc_members: what an image archive holds of manifests and configs, and where to look again for large ones. */
#include "source/image/members.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum {
	SMALL_BYTES = 1024 * 1024, /* what a manifest or config rarely exceeds: kept on the first way through an archive */
	MOST_PASSES = 8,           /* further ways through an archive: each may mean unpacking gigabytes */
};

struct wc_members {
	wc_arena *arena;
	const char *path;
	struct wc_member *kept; /* by name */
	size_t kept_count, kept_bytes;
	const char **skipped; /* the names of the others */
	size_t skipped_count, skipped_room;
	struct wc_member large[MOST_PASSES]; /* read on a further pass each */
	int large_count;
	const char *only; /* the one member that a further pass is for, or NULL */
};

/* Remembers a member that was passed over, so that only members that exist cost another pass. */
static void
skip(struct wc_members *members, const char *name)
{
	if (members->skipped_count == members->skipped_room) {
		size_t room = members->skipped_room ? members->skipped_room * 2 : 64;
		const char **larger = wc_array(members->arena, const char *, room);
		if (members->skipped_count)
			memcpy(larger, members->skipped, members->skipped_count * sizeof(*larger));
		members->skipped = larger;
		members->skipped_room = room;
	}
	members->skipped[members->skipped_count++] = wc_copyz(members->arena, name);
}

static bool
ends_with_json(const char *name)
{
	size_t length = strlen(name);
	return length > 5 && strcmp(name + length - 5, ".json") == 0;
}

/* May this member be a manifest or a config? Layers are elsewhere, or large. */
static bool
is_candidate(const char *name)
{
	if (strncmp(name, "blobs/", 6) == 0)
		return true;
	return !strchr(name, '/') && (ends_with_json(name) || strncmp(name, "sha256:", 7) == 0);
}

static bool
is_landmark(const char *name)
{
	static const char *const landmarks[] = {"oci-layout", "index.json", "manifest.json", "repositories"};
	for (size_t i = 0; i < sizeof(landmarks) / sizeof(landmarks[0]); i++) {
		if (strcmp(name, landmarks[i]) == 0)
			return true;
	}
	return false;
}

static bool
wanted(void *context, const char *name, size_t size)
{
	struct wc_members *members = context;
	if (members->only)
		return strcmp(name, members->only) == 0;
	if (is_landmark(name))
		return true;
	if (is_candidate(name) && size <= SMALL_BYTES && members->kept_bytes + size <= WC_LIMIT_IMAGE_BYTES) {
		members->kept_bytes += size;
		return true;
	}
	skip(members, name);
	return false;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct wc_member *)a)->name, ((const struct wc_member *)b)->name);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
wc_members_open(wc_arena *arena, const char *path, struct wc_members **ret_members, struct wc_err *err)
{
	struct wc_members *members = wc_alloc(arena, sizeof(*members));
	members->arena = arena;
	members->path = path;
	if (!wc_archive_read(arena, path, wanted, members, &members->kept, &members->kept_count, err))
		return false;
	if (members->kept_count)
		qsort(members->kept, members->kept_count, sizeof(*members->kept), by_name);
	if (members->skipped_count)
		qsort(members->skipped, members->skipped_count, sizeof(*members->skipped), by_text);
	*ret_members = members;
	return true;
}

/* Goes through the archive again for one member that is there. */
static bool
read_again(struct wc_members *members, const char *name, struct wc_member *ret_member, struct wc_err *err)
{
	struct wc_member *found;
	size_t count;
	for (int i = 0; i < members->large_count; i++) {
		if (strcmp(members->large[i].name, name) == 0) {
			*ret_member = members->large[i];
			return true;
		}
	}
	if (members->large_count == MOST_PASSES) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s: names too many manifests of more than %d bytes", members->path, SMALL_BYTES);
		return wc_hint(err, "unpack the archive and read its folder: oci:DIR");
	}
	members->only = name;
	bool is_read = wc_archive_read(members->arena, members->path, wanted, members, &found, &count, err);
	members->only = NULL;
	if (is_read && count)
		*ret_member = members->large[members->large_count++] = found[0];
	return is_read;
}

bool
wc_members_find(struct wc_members *members, const char *name, struct wc_member *ret_member, struct wc_err *err)
{
	struct wc_member key = {.name = name};
	const struct wc_member *kept = NULL;
	if (members->kept_count)
		kept = bsearch(&key, members->kept, members->kept_count, sizeof(key), by_name);
	*ret_member = (struct wc_member){0};
	if (kept)
		*ret_member = *kept;
	else if (members->skipped_count && bsearch(&name, members->skipped, members->skipped_count, sizeof(name), by_text))
		return read_again(members, name, ret_member, err);
	return true;
}
