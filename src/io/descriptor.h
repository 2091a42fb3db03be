/* Files as descriptors: what stands at a path, opening it, putting a new one in its place. Paths are UTF-8 on every system. */
#ifndef WC_IO_DESCRIPTOR_H
#define WC_IO_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wc_look_kind {
	WC_LOOK_FILE,
	WC_LOOK_DIRECTORY,
	WC_LOOK_PIPE,
	WC_LOOK_SOCKET,
	WC_LOOK_TERMINAL,
	WC_LOOK_NULL,   /* the null device */
	WC_LOOK_UNSURE, /* a path only: a terminal or another device, which opening it tells */
	WC_LOOK_DEVICE,
};

/* What something is, and how many bytes a file holds (0 for the others, and for files of /proc). */
struct wc_look {
	enum wc_look_kind kind;
	int64_t size;
};

/* Looks without opening, for opening alone makes some devices act. False and errno. */
bool wc_look_path(const char *path, struct wc_look *ret_look);

/* Looks at an open descriptor. False and errno. */
bool wc_look_open(int fd, struct wc_look *ret_look);

/* Opens for reading, never for a child, never as controlling terminal, without waiting for a pipe's writer if `at_once`. -1 and errno. */
int wc_open_read(const char *path, bool at_once);

/* Makes a new file and opens it for writing; what stands there, a link too, is never touched. -1 and errno. */
int wc_open_new(const char *path);

/* Opens for writing at the end, making the file where there is none. -1 and errno. */
int wc_open_append(const char *path);

/* Bytes read (0 at the end), -1 and errno; interruptions are gone over. A terminal gives UTF-8. */
int64_t wc_read(int fd, void *bytes, size_t length);

/* Bytes written, -1 and errno; interruptions are gone over. */
int64_t wc_write(int fd, const void *bytes, size_t length);

/* Goes `length` bytes on from where the descriptor stands, or back to the start of the file. False and errno. */
bool wc_skip(int fd, int64_t length);
bool wc_rewind(int fd);

/* Waits until the disk has what was written. */
bool wc_sync(int fd);

void wc_close(int fd);

/* Gives the file `from` the name `to` and the permissions of what has it; then nobody sees half of one. False and errno. */
bool wc_replace(const char *from, const char *to);

void wc_remove(const char *path);

#endif
