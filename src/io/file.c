/* Files: read whole under a cap or piece by piece, written so that nobody sees half of one. */
#include "io/file.h"

#include "io/descriptor.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_SIZE = 64 * 1024 };

static bool
is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

static const char *
shown_name(const char *path)
{
	return is_stdin(path) ? "standard input" : path;
}

static bool
refuse_size(const char *path, size_t most, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s holds more than %zu bytes", shown_name(path), most);
	return wc_hint(err, "no such file is that large: check the name, or split it");
}

static bool
refuse_open(const char *path, struct wc_err *err)
{
	int why = errno;
	wc_fail(err, WC_FAULT_INPUT, "cannot read %s: %s", shown_name(path), strerror(why));
	if (why == ENOENT)
		return wc_hint(err, "no such file: check the spelling and the folder; \"-\" is standard input");
	if (why == EACCES || why == EPERM)
		return wc_hint(err, "you may not read it: check its permissions, and those of its folder");
	return false;
}

/* Is this something with an end? A terminal has one, /dev/zero has not; a socket is fine where a parent made it our input. */
static bool
readable_kind(const char *path, const struct wc_look *look, struct wc_err *err)
{
	static const char *const name[] = {
		[WC_LOOK_DIRECTORY] = "a directory", [WC_LOOK_SOCKET] = "a socket", [WC_LOOK_DEVICE] = "a device"};
	if (look->kind != WC_LOOK_DIRECTORY && look->kind != WC_LOOK_SOCKET && look->kind != WC_LOOK_DEVICE)
		return true;
	if (look->kind == WC_LOOK_SOCKET && is_stdin(path))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%s is %s, not a file", shown_name(path), name[look->kind]);
	return wc_hint(err, look->kind == WC_LOOK_DIRECTORY ? "name a file in it" : "name a file, or use \"-\" for standard input");
}

/* Reads to the end into *bytes, which grows from *size; at most `most` bytes. */
static bool
read_all(const char *path, int fd, size_t most, char **bytes, size_t *size, size_t *ret_length, struct wc_err *err)
{
	size_t length = 0;
	for (;;) {
		if (length == *size) {
			size_t larger = *size * 2 < most + 1 ? *size * 2 : most + 1;
			char *moved = realloc(*bytes, larger);
			if (!moved)
				return wc_fail(err, WC_FAULT_SYSTEM, "cannot read %s: out of memory", shown_name(path));
			*bytes = moved;
			*size = larger;
		}
		int64_t n = wc_read(fd, *bytes + length, *size - length);
		if (n < 0)
			return refuse_open(path, err);
		if (n == 0)
			break;
		length += (size_t)n;
		if (length > most)
			return refuse_size(path, most, err);
	}
	*ret_length = length;
	return true;
}

/* Opens what is readable; standard input stands open. False and `err`. */
static bool
open_readable(const char *path, int *ret_fd, struct wc_look *ret_look, struct wc_err *err)
{
	if (*path == '\0') {
		wc_fail(err, WC_FAULT_INPUT, "the file name is empty");
		return wc_hint(err, "name a file, or \"-\" for standard input");
	}
	if (!is_stdin(path)) {
		if (!wc_look_path(path, ret_look))
			return refuse_open(path, err);
		if (!readable_kind(path, ret_look, err))
			return false;
	}
	int fd = is_stdin(path) ? STDIN_FILENO : wc_open_read(path, false);
	if (fd < 0)
		return refuse_open(path, err);
	if (wc_look_open(fd, ret_look) ? readable_kind(path, ret_look, err) : refuse_open(path, err)) {
		*ret_fd = fd;
		return true;
	}
	if (!is_stdin(path))
		wc_close(fd);
	return false;
}

static bool
read_fd(wc_arena *arena, const char *path, int fd, const struct wc_look *look, size_t most, char **ret_bytes, size_t *ret_length,
        struct wc_err *err)
{
	if ((uint64_t)look->size > most)
		return refuse_size(path, most, err);
	/* One byte more than expected, so that the end is seen without growing; /proc files say 0 and hold something. */
	size_t size = look->size > 0 ? (size_t)look->size + 1 : FIRST_SIZE, length = 0;
	char *bytes = malloc(size);
	if (!bytes)
		return wc_fail(err, WC_FAULT_SYSTEM, "cannot read %s: out of memory", shown_name(path));
	bool read = read_all(path, fd, most, &bytes, &size, &length, err);
	if (read) {
		*ret_bytes = wc_copy(arena, bytes, length);
		*ret_length = length;
	}
	free(bytes);
	return read;
}

bool
wc_file_read(wc_arena *arena, const char *path, size_t most, char **ret_bytes, size_t *ret_length, struct wc_err *err)
{
	struct wc_look look;
	struct wc_file_pieces file = {path, -1};
	if (!open_readable(path, &file.fd, &look, err))
		return false;
	bool read = read_fd(arena, path, file.fd, &look, most, ret_bytes, ret_length, err);
	wc_pieces_close(&file);
	return read;
}

bool
wc_pieces_open(const char *path, struct wc_file_pieces *ret_pieces, struct wc_err *err)
{
	struct wc_look look;
	ret_pieces->path = path;
	return open_readable(path, &ret_pieces->fd, &look, err);
}

bool
wc_pieces_read(struct wc_file_pieces *pieces, char *bytes, size_t size, size_t *ret_length, struct wc_err *err)
{
	size_t length = 0;
	while (length < size) {
		int64_t n = wc_read(pieces->fd, bytes + length, size - length);
		if (n < 0)
			return refuse_open(pieces->path, err);
		if (n == 0)
			break;
		length += (size_t)n;
	}
	*ret_length = length;
	return true;
}

void
wc_pieces_close(struct wc_file_pieces *pieces)
{
	if (!is_stdin(pieces->path))
		wc_close(pieces->fd);
}

enum wc_path_kind
wc_path_kind(const char *path)
{
	struct wc_look look;
	if (!wc_look_path(path, &look))
		return WC_PATH_NONE;
	return look.kind == WC_LOOK_FILE ? WC_PATH_FILE : look.kind == WC_LOOK_DIRECTORY ? WC_PATH_DIRECTORY : WC_PATH_OTHER;
}

static bool
refuse_write(const char *path, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_SYSTEM, "cannot write %s: %s", path, strerror(errno));
	return wc_hint(err, "check that its folder exists, that you may write there, and that the disk is not full");
}

static bool
write_bytes(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		int64_t n = wc_write(fd, bytes, length);
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

/* Fills the temporary file and puts it in the place of `path`; what is left of it on failure is removed. */
static bool
replace(const char *path, const char *temporary, const char *bytes, size_t length)
{
	int fd = wc_open_new(temporary);
	if (fd < 0)
		return false;
	bool done = write_bytes(fd, bytes, length) && wc_sync(fd);
	wc_close(fd);
	if (done && wc_replace(temporary, path))
		return true;
	int why = errno;
	wc_remove(temporary);
	errno = why;
	return false;
}

bool
wc_file_write(const char *path, const char *bytes, size_t length, struct wc_err *err)
{
	size_t room = strlen(path) + 32;
	char *temporary = malloc(room);
	if (!temporary)
		return wc_fail(err, WC_FAULT_SYSTEM, "cannot write %s: out of memory", path);
	snprintf(temporary, room, "%s.%ld.tmp", path, (long)getpid());
	bool done = replace(path, temporary, bytes, length) || refuse_write(path, err);
	free(temporary);
	return done;
}

bool
wc_file_append(const char *path, const char *bytes, size_t length, struct wc_err *err)
{
	int fd = wc_open_append(path);
	if (fd < 0)
		return refuse_write(path, err);
	/* It is an addition to somebody else's log, so there is no wait for the disk. */
	bool done = write_bytes(fd, bytes, length) || refuse_write(path, err);
	wc_close(fd);
	return done;
}
