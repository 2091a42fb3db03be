/* The objects of a text as kubectl prints it, one at a time. Private to the room. */
#ifndef WC_SOURCE_CLUSTER_EACH_H
#define WC_SOURCE_CLUSTER_EACH_H

#include "format/tree.h"

/*
 * Hands over the objects of JSON (of which only one is in memory at a time) or of YAML, in UTF-8 or as PowerShell's ">" writes it: the
 * members of each List, else the document itself. The objects are gone afterwards. False and `err` where the text is neither.
 */
bool wc_kube_objects_each(wc_arena *owner, const char *name, const char *bytes, size_t length, wc_json_item *item, void *context, struct wc_err *err);

#endif
