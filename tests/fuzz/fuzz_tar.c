/* Fuzz target: tar archives, plain or packed. What is kept is within the caps, and no name leads out. */
#include "fuzz.h"

#include "base/limits.h"
#include "io/archive.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static bool
want_most(void *context, const char *name, size_t size)
{
	(void)context;
	return size < WC_LIMIT_MANIFEST_BYTES && name[0] != 'l';
}

static void
check_members(const struct wc_member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		PROMISE(members[i].name[0] != '/' && strncmp(members[i].name, "../", 3) != 0);
		PROMISE(members[i].length < WC_LIMIT_MANIFEST_BYTES && members[i].bytes[members[i].length] == '\0');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int fd = memfd_create("input", MFD_CLOEXEC);
	PROMISE(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	struct wc_member *members;
	size_t count;
	if (wc_archive_read(arena, path, want_most, NULL, &members, &count, &err))
		check_members(members, count);
	else
		PROMISE(err.text[0] && err.hint[0]);
	wc_arena_free(arena);
	close(fd);
	return 0;
}
