/* wc_document: one JSON text of an image source, with access that checks types and names the place in messages. */
#ifndef WC_SOURCE_IMAGE_DOCUMENT_H
#define WC_SOURCE_IMAGE_DOCUMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "format/tree.h"

/* A parsed text and its bytes, borrowed from the arena it was read into. */
struct wc_document {
	const char *name; /* for messages: a path, or "ARCHIVE: MEMBER" */
	const char *bytes;
	size_t length;
	const struct wc_node *root;
};

/* Parses `length` bytes as one JSON text. False and `err` with name, line and column. */
bool wc_document_parse(wc_arena *arena, const char *name, const char *bytes, size_t length,
                       struct wc_document *ret_document, struct wc_err *err);

/*
 * The string `key` of `map`; NULL where it is absent, null or empty. False and `err`, with the JSON path of the value
 * ("manifests[3].platform.os"), where it is anything but a string. `map` may be NULL: then nothing is there.
 */
bool wc_document_text(const struct wc_document *document, const struct wc_node *map, const char *key,
                      const char **ret_text, struct wc_err *err);

/* The list or map `key` of `map`; NULL where it is absent or null. False and `err` where it is of another kind. */
bool wc_document_child(const struct wc_document *document, const struct wc_node *map, const char *key,
                       enum wc_node_kind kind, const struct wc_node **ret_child, struct wc_err *err);

/* Fails with "NAME:LINE:COLUMN: PATH <message>", where PATH is the JSON path of `node`, and a general hint. Returns false. */
__attribute__((format(printf, 4, 5))) bool wc_document_fail(const struct wc_document *document, const struct wc_node *node,
                                                            struct wc_err *err, const char *format, ...);

/* Fails where `node` is of another kind than `kind`. */
bool wc_document_expect(const struct wc_document *document, const struct wc_node *node, enum wc_node_kind kind,
                        struct wc_err *err);

#endif
