/* Base64 (RFC 4648, the usual alphabet), as HTTP's basic login and Docker's config.json use it. */
#ifndef WC_FORMAT_BASE64_H
#define WC_FORMAT_BASE64_H

#include "base/arena.h"

#include <stddef.h>

/* The text of `length` bytes, with padding; owned by `arena`. */
char *wc_base64_write(wc_arena *arena, const char *bytes, size_t length);

/* The bytes of `text`, NUL-terminated in `arena`, with or without padding; NULL where it is no Base64. */
char *wc_base64_read(wc_arena *arena, const char *text, size_t *ret_length);

#endif
