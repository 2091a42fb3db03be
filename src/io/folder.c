/* wc_folder_read: what became of opening a file in words, and reading it. */
#include "io/folder.h"

#include "io/descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static bool
fail(struct wc_err *err, const char *folder, const char *name, const char *why)
{
	wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: %s", folder, name, why);
	return wc_hint(err, "the copy is damaged or was altered; copy it again");
}

/* Why there is no descriptor. */
static bool
open_fail(enum wc_folder_opened why, const char *folder, const char *name, struct wc_err *err)
{
	switch (why) {
	case WC_FOLDER_LINK:
		fail(err, folder, name, "is reached through a link or is no folder, and links are not followed here");
		return wc_hint(err, "copy the layout so that it holds the files themselves (cp -rL, skopeo copy)");
	case WC_FOLDER_IRREGULAR:
		return fail(err, folder, name, "is no regular file");
	case WC_FOLDER_BAD_NAME:
		return fail(err, folder, name, "is no name of an image layout");
	case WC_FOLDER_CLOSED:
		wc_fail(err, WC_FAULT_INPUT, "%.300s: %s", folder, strerror(errno));
		return wc_hint(err, "check the path and its permissions");
	default:
		wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: %s", folder, name, strerror(errno));
		return wc_hint(err, "check the permissions of the file and of the folders above it");
	}
}

static bool
read_all(int fd, char *bytes, size_t length)
{
	for (int64_t n; length > 0; bytes += n, length -= (size_t)n) {
		n = wc_read(fd, bytes, length);
		if (n <= 0)
			return false;
	}
	return true;
}

static bool
read_file(wc_arena *arena, int fd, const char *folder, const char *name, size_t most, char **ret_bytes, size_t *ret_length,
          struct wc_err *err)
{
	struct wc_look look;
	if (!wc_look_open(fd, &look) || look.kind != WC_LOOK_FILE)
		return open_fail(WC_FOLDER_IRREGULAR, folder, name, err);
	if ((uint64_t)look.size > most) {
		wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: holds %" PRId64 " bytes; at most %zu are read here", folder, name,
		        look.size, most);
		return wc_hint(err, "no file of its kind is that large; copy it again");
	}
	size_t length = (size_t)look.size;
	char *bytes = wc_alloc(arena, length + 1);
	if (!read_all(fd, bytes, length))
		return fail(err, folder, name, "could not be read to its end");
	*ret_bytes = bytes;
	*ret_length = length;
	return true;
}

bool
wc_folder_read(wc_arena *arena, const char *folder, const char *name, size_t most, char **ret_bytes, size_t *ret_length,
               struct wc_err *err)
{
	int fd;
	enum wc_folder_opened opened = wc_folder_open(arena, folder, name, &fd);
	if (opened == WC_FOLDER_ABSENT) {
		*ret_bytes = NULL;
		*ret_length = 0;
		return true;
	}
	if (opened != WC_FOLDER_OPENED)
		return open_fail(opened, folder, name, err);
	bool is_read = read_file(arena, fd, folder, name, most, ret_bytes, ret_length, err);
	wc_close(fd);
	return is_read;
}
