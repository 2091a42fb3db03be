/* wc_folder_read: walking down a folder with file descriptors, so that no link can lead out of it. */
#include "io/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fail(struct wc_err *err, const char *folder, const char *name, const char *why)
{
	wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: %s", folder, name, why);
	return wc_hint(err, "the copy is damaged or was altered; copy it again");
}

/* Why open() did not follow `name`: ELOOP and ENOTDIR are how it says that a link stands there. */
static bool
open_fail(struct wc_err *err, const char *folder, const char *name)
{
	if (errno == ELOOP || errno == ENOTDIR) {
		fail(err, folder, name, "is reached through a link or is no folder, and links are not followed here");
		return wc_hint(err, "copy the layout so that it holds the files themselves (cp -rL, skopeo copy)");
	}
	wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: %s", folder, name, strerror(errno));
	return wc_hint(err, "check the permissions of the file and of the folders above it");
}

/*
 * Opens the folder in which the last part of `name` stands and points *ret_last to that part. -1 with errno set where
 * a part cannot be opened as a folder.
 */
static int
walk(int root, const char *name, const char **ret_last)
{
	int at = dup(root);
	const char *slash;
	for (; at >= 0 && (slash = strchr(name, '/')); name = slash + 1) {
		char part[256];
		size_t length = (size_t)(slash - name);
		if (length == 0 || length >= sizeof(part)) {
			close(at);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(part, name, length);
		part[length] = '\0';
		int below = openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int why = errno;
		close(at);
		at = below;
		errno = why;
	}
	*ret_last = name;
	return at;
}

/* Opens the file; -1 with errno. O_NONBLOCK: a pipe without a writer would stop us for ever. */
static int
open_file(int root, const char *name)
{
	const char *last;
	int parent = walk(root, name, &last);
	if (parent < 0)
		return -1;
	int file = openat(parent, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int why = errno;
	close(parent);
	errno = why;
	return file;
}

static bool
read_all(int file, char *bytes, size_t length)
{
	size_t have = 0;
	while (have < length) {
		ssize_t n = read(file, bytes + have, length - have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		have += (size_t)n;
	}
	return true;
}

static bool
read_file(wc_arena *arena, int file, const char *folder, const char *name, size_t most, char **ret_bytes,
          size_t *ret_length, struct wc_err *err)
{
	struct stat about;
	if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
		return fail(err, folder, name, "is no regular file");
	if ((uintmax_t)about.st_size > most) {
		wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: holds %jd bytes; at most %zu are read here", folder, name,
		        (intmax_t)about.st_size, most);
		return wc_hint(err, "no file of its kind is that large; copy it again");
	}
	size_t length = (size_t)about.st_size;
	char *bytes = wc_alloc(arena, length + 1);
	if (!read_all(file, bytes, length))
		return fail(err, folder, name, "could not be read to its end");
	*ret_bytes = bytes;
	*ret_length = length;
	return true;
}

/* Opens the file below an open folder and reads it; a file that is not there is no failure. */
static bool
read_below(wc_arena *arena, int root, const char *folder, const char *name, size_t most, char **ret_bytes,
           size_t *ret_length, struct wc_err *err)
{
	int file = open_file(root, name);
	if (file < 0 && errno == ENOENT) {
		*ret_bytes = NULL;
		*ret_length = 0;
		return true;
	}
	if (file < 0)
		return open_fail(err, folder, name);
	bool is_read = read_file(arena, file, folder, name, most, ret_bytes, ret_length, err);
	close(file);
	return is_read;
}

bool
wc_folder_read(wc_arena *arena, const char *folder, const char *name, size_t most, char **ret_bytes, size_t *ret_length,
               struct wc_err *err)
{
	int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0) {
		wc_fail(err, WC_FAULT_INPUT, "%.300s: %s", folder, strerror(errno));
		return wc_hint(err, "check the path and its permissions");
	}
	bool is_read = read_below(arena, root, folder, name, most, ret_bytes, ret_length, err);
	close(root);
	return is_read;
}
