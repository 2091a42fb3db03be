/* Fields of a JSON or YAML object, read by name and checked by kind; every fault names the path. */
#ifndef WC_SOURCE_HOST_FIELD_H
#define WC_SOURCE_HOST_FIELD_H

#include "base/arena.h"
#include "base/err.h"
#include "format/tree.h"

#include <stdbool.h>

/* An object with its place: `path` is "" at the top, else "items[3].status". */
struct wc_object {
	wc_arena *arena;
	const char *file;
	const char *path;
	const struct wc_node *node;
};

/* The text under `key`; NULL where it is absent, null or empty. False and `err` where it is no text. */
bool wc_field_text(const struct wc_object *object, const char *key, const char **ret_text, struct wc_err *err);

/* The object under `key`; its node is NULL where it is absent or null. False and `err` where it is no object. */
bool wc_field_object(const struct wc_object *object, const char *key, struct wc_object *ret_object, struct wc_err *err);

/* The list under `key`; NULL where it is absent or null. False and `err` where it is no list. */
bool wc_field_list(const struct wc_object *object, const char *key, const struct wc_node **ret_list, struct wc_err *err);

/* Refuses the value of `key` ("" is the object itself): "FILE: PATH.KEY (line 3, column 7): WHY". */
__attribute__((format(printf, 4, 5))) bool wc_field_wrong(const struct wc_object *object, const char *key,
                                                          struct wc_err *err, const char *format, ...);

#endif
