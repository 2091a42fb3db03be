/* Descriptors on POSIX systems. */
#include "io/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_null_device(const struct stat *st)
{
	struct stat null;
	return stat("/dev/null", &null) == 0 && null.st_rdev == st->st_rdev;
}

/* Of a path (fd -1) or a descriptor. */
static struct wc_look
look(const struct stat *st, int fd)
{
	if (S_ISREG(st->st_mode))
		return (struct wc_look){WC_LOOK_FILE, st->st_size};
	if (S_ISDIR(st->st_mode))
		return (struct wc_look){WC_LOOK_DIRECTORY, 0};
	if (S_ISFIFO(st->st_mode))
		return (struct wc_look){WC_LOOK_PIPE, 0};
	if (S_ISSOCK(st->st_mode))
		return (struct wc_look){WC_LOOK_SOCKET, 0};
	if (!S_ISCHR(st->st_mode))
		return (struct wc_look){WC_LOOK_DEVICE, 0};
	if (is_null_device(st))
		return (struct wc_look){WC_LOOK_NULL, 0};
	return (struct wc_look){fd < 0 ? WC_LOOK_UNSURE : isatty(fd) ? WC_LOOK_TERMINAL : WC_LOOK_DEVICE, 0};
}

bool
wc_look_path(const char *path, struct wc_look *ret_look)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return false;
	*ret_look = look(&st, -1);
	return true;
}

bool
wc_look_open(int fd, struct wc_look *ret_look)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return false;
	*ret_look = look(&st, fd);
	return true;
}

int
wc_open_read(const char *path, bool at_once)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (at_once ? O_NONBLOCK : 0));
}

int
wc_open_new(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
}

int
wc_open_append(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
}

int64_t
wc_read(int fd, void *bytes, size_t length)
{
	ssize_t n;
	do
		n = read(fd, bytes, length);
	while (n < 0 && errno == EINTR);
	return n;
}

int64_t
wc_write(int fd, const void *bytes, size_t length)
{
	ssize_t n;
	do
		n = write(fd, bytes, length);
	while (n < 0 && errno == EINTR);
	return n;
}

bool
wc_skip(int fd, int64_t length)
{
	return lseek(fd, length, SEEK_CUR) >= 0;
}

bool
wc_rewind(int fd)
{
	return lseek(fd, 0, SEEK_SET) == 0;
}

bool
wc_sync(int fd)
{
	return fsync(fd) == 0;
}

void
wc_close(int fd)
{
	close(fd);
}

bool
wc_replace(const char *from, const char *to)
{
	struct stat old;
	if (stat(to, &old) == 0 && chmod(from, old.st_mode & 07777) != 0)
		return false;
	return rename(from, to) == 0;
}

void
wc_remove(const char *path)
{
	unlink(path);
}
