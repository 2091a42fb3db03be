/* wc_json_out: writes one JSON text piece by piece into a wc_text. */
#ifndef WC_FORMAT_JSON_WRITE_H
#define WC_FORMAT_JSON_WRITE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Start with {.text = &t} (all on one line) or {.text = &t, .pretty = true} (two spaces a level). Every value takes the key
 * under which it stands in the open map; in a list and at the top the key is NULL. At most 63 levels may be open.
 */
struct wc_json_out {
	struct wc_text *text;
	bool pretty;
	bool filled;    /* something stands in the open map or list already */
	unsigned depth; /* open maps and lists */
	uint64_t lists; /* bit i: level i is a list */
};

/* Opens a map or a list; close each with wc_json_end. */
void wc_json_map(struct wc_json_out *out, const char *key);
void wc_json_list(struct wc_json_out *out, const char *key);
void wc_json_end(struct wc_json_out *out);

/* A string, escaped; malformed UTF-8 becomes U+FFFD. NULL is written as null. */
void wc_json_text(struct wc_json_out *out, const char *key, const char *value);

/* The same for `length` bytes that may hold any byte. */
void wc_json_bytes(struct wc_json_out *out, const char *key, const char *value, size_t length);

void wc_json_number(struct wc_json_out *out, const char *key, int64_t value);
void wc_json_bool(struct wc_json_out *out, const char *key, bool value);
void wc_json_null(struct wc_json_out *out, const char *key);

/* One JSON value that is text already, put on one line; what is no JSON is written as a string. NULL is written as null. */
void wc_json_raw(struct wc_json_out *out, const char *key, const char *json);

/* A list of `count` strings. */
void wc_json_texts(struct wc_json_out *out, const char *key, const char *const *values, size_t count);

#endif
