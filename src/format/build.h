/* wc_builder: makes a tree of nodes from the events of a reader, and refuses what no tree may hold. */
#ifndef WC_FORMAT_BUILD_H
#define WC_FORMAT_BUILD_H

#include "base/limits.h"
#include "format/tree.h"

struct wc_place {
	size_t line, column; /* from 1, in characters */
};

/* Start with wc_build_start. */
struct wc_builder {
	wc_arena *arena;
	const char *name; /* of the text, for messages */
	struct wc_err *err;
	struct wc_node *root;
	struct wc_node *open[WC_LIMIT_NESTING + 1]; /* the lists and maps that are not closed yet */
	struct wc_node *last[WC_LIMIT_NESTING + 1]; /* the newest child of each, or NULL */
	struct wc_node *newest; /* the node that was added last */
	size_t depth, deepest, nodes, copies;
	bool merges; /* the key "<<" takes over what other maps say (YAML 1.1, type merge) */
	const char *key; /* waits for its value, or NULL */
	struct wc_place key_place;
};

/*
 * Starts a tree for `text`, and skips a byte order mark: `*text` and `*length` are what to parse. False where the text is
 * larger than WC_LIMIT_TEXT_BYTES, in UTF-16 or holds a NUL byte. With `many` the root is a list that stays open.
 */
bool wc_build_start(struct wc_builder *b, wc_arena *arena, const char *name, const char **text, size_t *length, bool many,
                    struct wc_err *err);

/* The same for a text that is read in pieces, whatever its length: no tree of all of it is made. */
bool wc_build_start_pieces(struct wc_builder *b, wc_arena *arena, const char *name, const char **text, size_t *length, bool many,
                    struct wc_err *err);

/* Adds a string, number, bool or null. False where there are more than WC_LIMIT_NODES, or the text holds a NUL. */
bool wc_build_scalar(struct wc_builder *b, enum wc_node_kind kind, struct wc_place place, const char *text, size_t length);

/* Keeps the key of the next value. */
bool wc_build_key(struct wc_builder *b, struct wc_place place, const char *text, size_t length);

/* Opens a list or map; false where that is deeper than WC_LIMIT_NESTING. */
bool wc_build_open(struct wc_builder *b, enum wc_node_kind kind, struct wc_place place);

/* Closes the newest list or map; false where a map holds a key twice. */
bool wc_build_close(struct wc_builder *b);

/*
 * Adds a copy of `target`, a closed node of this tree, with the places of the original. False where that makes more than
 * WC_LIMIT_ALIASED nodes of copies in all, or nests too deep.
 */
bool wc_build_alias(struct wc_builder *b, struct wc_place place, const struct wc_node *target);

/*
 * Puts what the maps under "<<" say in its place, but for keys that `map` has itself; earlier maps win. False where that are
 * more than WC_LIMIT_MERGED keys.
 */
bool wc_build_merge(struct wc_builder *b, struct wc_node *map);

/* Where the byte at `offset` of `text` stands: for a reader that knows no more. */
struct wc_place wc_build_place(const char *text, size_t offset);

/* Fails with "name:line:column: …"; returns false. */
__attribute__((format(printf, 3, 4))) bool wc_build_fail(const struct wc_builder *b, struct wc_place place,
                                                         const char *format, ...);

#endif
