/* Reading small members out of tar archives, compressed or not (libarchive, opened at first use). */
#ifndef WC_IO_ARCHIVE_H
#define WC_IO_ARCHIVE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* A member kept from an archive. `bytes` is NUL-terminated, owned by the arena. */
struct wc_member {
	const char *name; /* as written in the archive, a leading "./" taken off */
	const char *bytes;
	size_t length;
};

/* Says whether the member `name` of `size` bytes is wanted; others are skipped without being stored. */
typedef bool wc_member_wanted(void *context, const char *name, size_t size);

/*
 * Reads every wanted regular member of the tar at `path` (plain, gzip, bzip2, xz or zstd). Refuses, each with one message:
 * a file that is no tar, a truncated one, a wanted member above WC_LIMIT_MANIFEST_BYTES or that stands twice, a name that
 * is absolute or holds "..", more than WC_LIMIT_ARCHIVE_MEMBERS members or WC_LIMIT_ARCHIVE_BYTES unpacked bytes. Links and
 * devices are never followed or created: nothing is written anywhere.
 */
bool wc_archive_read(wc_arena *arena, const char *path, wc_member_wanted *wanted, void *context,
                     struct wc_member **ret_members, size_t *ret_count, struct wc_err *err);

#endif
