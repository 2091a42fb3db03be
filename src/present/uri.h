/* File names and sources as URIs. */
#ifndef WC_PRESENT_URI_H
#define WC_PRESENT_URI_H

#include "base/text.h"

/*
 * The path of a file as a URI reference (RFC 3986): a leading "./" is dropped, every byte that is not unreserved or "/" is
 * percent-encoded, an absolute path becomes a file: URI. Owned by `arena`.
 */
const char *wc_path_uri(wc_arena *arena, const char *path);

/* The path as reports that take no URI name it: a leading "./" is dropped. */
const char *wc_path_plain(const char *path);

/*
 * Where a source of data/ can be read: the URL it begins with, or the page on GitHub that "OWNER/REPOSITORY PATH @COMMIT"
 * or "OWNER/REPOSITORY @COMMIT" names; NULL where it is neither. Owned by `arena`.
 */
const char *wc_source_link(wc_arena *arena, const char *source);

#endif
