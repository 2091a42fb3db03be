/* wc_folder_open: walking down a folder with file descriptors, so that no link can lead out of it. */
#include "io/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What errno says of a part of the name: ELOOP and ENOTDIR are how open() says that a link stands there. */
static enum wc_folder_opened
why_not(void)
{
	return errno == ENOENT ? WC_FOLDER_ABSENT : errno == ELOOP || errno == ENOTDIR ? WC_FOLDER_LINK : WC_FOLDER_FAILED;
}

/*
 * Opens the folder in which the last part of `name` stands and points *ret_last to that part. -1 with errno set where
 * a part cannot be opened as a folder. `at` is closed.
 */
static int
walk(int at, const char *name, const char **ret_last)
{
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

/* O_NONBLOCK: a pipe without a writer would stop us for ever. */
enum wc_folder_opened
wc_folder_open(wc_arena *arena, const char *folder, const char *name, int *ret_fd)
{
	const char *last;
	(void)arena;
	int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return WC_FOLDER_CLOSED;
	int parent = walk(root, name, &last);
	if (parent < 0)
		return why_not();
	int fd = openat(parent, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int why = errno;
	close(parent);
	errno = why;
	if (fd < 0)
		return why_not();
	*ret_fd = fd;
	return WC_FOLDER_OPENED;
}
