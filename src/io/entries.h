/* What stands in a folder, and what each is. */
#ifndef WC_IO_ENTRIES_H
#define WC_IO_ENTRIES_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum wc_entry_kind {
	WC_ENTRY_FILE,
	WC_ENTRY_FOLDER,
	WC_ENTRY_OTHER, /* a link, a mount point of Windows, a pipe, a device */
};

struct wc_entry {
	const char *name; /* UTF-8 on Windows, bytes elsewhere */
	enum wc_entry_kind kind;
};

/* The entries of the folder `path` but "." and "..", in the order of their bytes; owned by `arena`. False and `err` where it cannot be read. */
bool wc_entries_read(wc_arena *arena, const char *path, struct wc_entry **ret_entries, size_t *ret_count, struct wc_err *err);

/* Adds an entry to an array with room for a power of two; returns where the array is now. Owned by `arena`. */
struct wc_entry *wc_entries_add(wc_arena *arena, struct wc_entry *entries, size_t *count, struct wc_entry entry);

/* Sorts them by the bytes of their names. */
void wc_entries_sort(struct wc_entry *entries, size_t count);

/* Fails with the folder's name and what errno says; returns false. */
bool wc_entries_fail(const char *path, struct wc_err *err);

#endif
