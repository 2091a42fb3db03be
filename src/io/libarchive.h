/* libarchive, opened at first use: linked in at start it would cost every command more than its own work. */
#ifndef WC_IO_LIBARCHIVE_H
#define WC_IO_LIBARCHIVE_H

#include "base/err.h"

#include <archive.h>
#include <archive_entry.h>

#define WC_LIBARCHIVE_FUNCTIONS(X) \
	X(archive_read_new) X(archive_read_free) X(archive_read_append_filter) \
	X(archive_read_support_format_tar) X(archive_read_support_format_raw) X(archive_read_open2) \
	X(archive_read_next_header) X(archive_read_data) X(archive_read_data_block) X(archive_read_data_skip) \
	X(archive_error_string) X(archive_entry_pathname) X(archive_entry_pathname_utf8) \
	X(archive_entry_size) X(archive_entry_filetype) X(archive_entry_hardlink) X(archive_entry_sparse_count)

/* The functions that we use, under their own names. */
struct wc_libarchive {
#define WC_LIBARCHIVE_POINTER(name) __typeof__(name) *name;
	WC_LIBARCHIVE_FUNCTIONS(WC_LIBARCHIVE_POINTER)
#undef WC_LIBARCHIVE_POINTER
};

/* The library, or NULL and `err` names the package to install. Lives as long as the process. */
const struct wc_libarchive *wc_libarchive(struct wc_err *err);

#endif
