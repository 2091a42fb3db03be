/* wc_node: a parsed YAML or JSON text as a tree, every node with its place. Owned by the arena that was passed. */
#ifndef WC_FORMAT_TREE_H
#define WC_FORMAT_TREE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wc_node_kind { WC_NULL, WC_BOOL, WC_NUMBER, WC_STRING, WC_LIST, WC_MAP };

/*
 * A YAML scalar is always WC_STRING (its text as written: "no" stays "no"); JSON has all kinds, a number keeps its text.
 * Strings hold no NUL byte: the readers refuse one. A map keeps its order and holds no key twice: the readers refuse that.
 */
struct wc_node {
	enum wc_node_kind kind;
	uint32_t key_hash;   /* wc_build_key_hash of the key; keys with different ones are different */
	size_t line, column; /* from 1 */
	const char *key;     /* the key under which it stands in a map, or NULL */
	size_t key_line, key_column;
	const char *tag;     /* of YAML of a foreign format, where it is the format's own ("!reference"); else NULL */
	const char *text;    /* of a string, number or bool ("true", "false"); NULL otherwise */
	size_t length;       /* of text */
	struct wc_node *child, *next; /* of a list or map: first child; next sibling */
	size_t count;                 /* children */
};

/* The child of the map `map` under `key`, or NULL; NULL too where `map` is NULL or no map. */
const struct wc_node *wc_get(const struct wc_node *map, const char *key);

/* The text of the string `key` of `map`, or NULL where it is absent, null or not a string. */
const char *wc_get_text(const struct wc_node *map, const char *key);

/* "a string", "a list" …, for messages. */
const char *wc_node_kind_name(const struct wc_node *node);

/* Reads one JSON text (RFC 8259: UTF-8, a byte order mark is skipped); false and `err` with line and column. `name` is for messages. */
bool wc_json_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_root,
                  struct wc_err *err);

/* Is nobody interested in a list or map under this key? */
typedef bool wc_json_unwanted(const char *key);

/*
 * The same, and exactly as strict, but lists and maps that are `unwanted` come empty: most of a Kubernetes object is of no concern to us,
 * and a tree of it costs more than going over it. Their `count` is 0.
 */
bool wc_json_read_part(wc_arena *arena, const char *name, const char *text, size_t length, wc_json_unwanted *unwanted,
                       const struct wc_node **ret_root, struct wc_err *err);

/* Reads several JSON documents one after the other (JSON lines or concatenated) into a WC_LIST node. */
bool wc_json_read_many(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_list,
                       struct wc_err *err);

/* The same for JSON that people write: with comments of C and C++, and a comma behind a last value (devcontainer.json, .jsonc). */
bool wc_json_read_commented(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_list,
                            struct wc_err *err);

/*
 * One object of a list, as wc_json_each comes by it: owned by `arena`, which is gone afterwards unless *ret_keep is set (then it is
 * the owner's). `list_kind` is what the list calls itself ("NodeList"), or NULL where it has not said so yet. False and `err` end it.
 */
typedef bool wc_json_item(void *context, wc_arena *arena, const struct wc_node *item, const char *list_kind, bool *ret_keep, struct wc_err *err);

/*
 * Hands over the objects of a text one after the other, so that a text of any size needs the memory of one: the members of the list
 * "items" of each document that has one, else the document itself. False and `err` with line and column, or of `item`.
 */
bool wc_json_each(wc_arena *owner, const char *name, const char *text, size_t length, wc_json_item *item, void *context, struct wc_err *err);

/*
 * Reads a YAML text of one or more documents into a WC_LIST node of documents. Anchors and aliases are refused (a short
 * file could unfold to gigabytes). On failure false and `err` with line and column.
 */
bool wc_yaml_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_documents,
                  struct wc_err *err);

/*
 * The same for a file of somebody else's format (compose, CI, Kubernetes): aliases are copies of what they name, with the
 * original's places, at most WC_LIMIT_ALIASED values in all; merge keys ("<<") are merged; tags are kept, not judged.
 */
bool wc_yaml_read_foreign(wc_arena *arena, const char *name, const char *text, size_t length,
                          const struct wc_node **ret_documents, struct wc_err *err);

#endif
