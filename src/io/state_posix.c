/* The program's own files on POSIX systems. */
#include "io/state.h"

#include "io/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOCK_PAUSE = 5 };

static bool
refuse(const char *path, const char *why, struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_SYSTEM, "cannot use %.400s: %s", path, why);
}

/* Makes the folders of `path` one after the other; `path` is changed on the way and whole again afterwards. */
static bool
make_folders(char *path)
{
	for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		bool made = mkdir(path, 0700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES;
		*slash = '/';
		if (!made)
			return false;
	}
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

bool
wc_state_folder(const char *path, struct wc_err *err)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		char *copy = strdup(path);
		bool made = copy && make_folders(copy);
		int why = errno;
		free(copy);
		if (!made)
			return refuse(path, strerror(why), err);
	} else if (!S_ISDIR(st.st_mode)) {
		return refuse(path, "it is no folder", err);
	}
	return access(path, W_OK | X_OK) == 0 || refuse(path, strerror(errno), err);
}

bool
wc_state_parent(const char *path, struct wc_err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
	bool made = folder ? wc_state_folder(folder, err) : refuse(path, strerror(ENOMEM), err);
	free(folder);
	return made;
}

bool
wc_state_file(const char *path, struct wc_err *err)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600);
	if (fd < 0)
		return refuse(path, errno == ELOOP ? "it is a link" : strerror(errno), err);
	bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	close(fd);
	return regular || refuse(path, "it is no regular file", err);
}

int
wc_state_open(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
}

int64_t
wc_state_size(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

bool
wc_state_is_free(const char *path)
{
	struct stat st;
	return lstat(path, &st) != 0 && errno == ENOENT;
}

uint64_t
wc_state_identity(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (uint64_t)st.st_ino ^ (uint64_t)st.st_dev << 32 : 0;
}

int
wc_state_lock(const char *path, int64_t milliseconds)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
	int64_t end = wc_clock_ms() + milliseconds;
	while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EINTR && (errno != EWOULDBLOCK || wc_clock_ms() >= end)) {
			close(fd);
			return -1;
		}
		poll(NULL, 0, LOCK_PAUSE);
	}
	return fd;
}

void
wc_state_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

bool
wc_state_rename(const char *from, const char *to)
{
	return rename(from, to) == 0;
}

void
wc_state_remove(const char *path)
{
	unlink(path);
}
