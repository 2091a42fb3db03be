/* Members of a JSON object as Go's encoding/json finds them for a field: by a name in any case. */
#ifndef WC_FORMAT_GO_JSON_H
#define WC_FORMAT_GO_JSON_H

#include "format/tree.h"

/*
 * Does Go take `key` for the field `field` (ASCII)? It compares by Unicode's simple folding, in which two characters beside ASCII
 * are letters of it: U+017F is an s, U+212A a k. Source: Go's encoding/json, checked by running it (1.19).
 */
bool wc_go_same(const char *key, const char *field);

/*
 * The member of `object` that Go puts into `field`; *ret_value is NULL where there is none, or null. False and `err` where several
 * are: Go merges objects, keeps the last of other values and lets a null clear some of them, and whoever looks at the same text
 * must not have to know which. `where` says whose field it is, for the message ("HostConfig."; "" at the top).
 */
bool wc_go_get(const struct wc_node *object, const char *where, const char *field, const struct wc_node **ret_value, struct wc_err *err);

/* The same for a field of one kind; another one is refused, as Go refuses it. */
bool wc_go_get_kind(const struct wc_node *object, const char *where, const char *field, enum wc_node_kind kind,
                    const struct wc_node **ret_value, struct wc_err *err);

#endif
