/* Inside the TOML reader: where it is, and the nodes it makes. */
#ifndef WC_FORMAT_TOML_READ_H
#define WC_FORMAT_TOML_READ_H

#include "base/limits.h"
#include "format/build.h"

struct wc_toml {
	struct wc_builder build; /* for messages, and the checks of the whole text */
	const char *text, *at, *end;
	size_t values, depth;
	const char *placed_at;  /* where the last place was counted, */
	struct wc_place placed; /* and what it is: counting from the start each time would take too long */
};

/* A node under construction; `node` stands first, so that a pointer to it is one to the whole. */
struct wc_toml_node {
	struct wc_node node;
	struct wc_node *last;  /* child */
	bool is_closed;        /* an inline table or an array: nothing may be added to it later */
	bool is_named;         /* a table that had its own header, or was made by a dotted key */
};

/* Fails at the place of `at`; returns false. */
__attribute__((format(printf, 3, 4))) bool wc_toml_fail(struct wc_toml *t, const char *at, const char *format, ...);

/* Goes past blanks and tabs; with `lines` also past line ends and comments. */
void wc_toml_skip(struct wc_toml *t, bool lines);

/* A new child of `parent` under `key` (NULL: in an array). NULL where there are too many values. */
struct wc_toml_node *wc_toml_add(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at, enum wc_node_kind kind);

/* The child `key`, or NULL. */
struct wc_toml_node *wc_toml_child(const struct wc_toml_node *parent, const char *key);

/* Reads one part of a key, bare or quoted. */
bool wc_toml_key(struct wc_toml *t, const char **ret_key);

/* Reads a value into a new child of `parent`. */
bool wc_toml_value(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at);

/* Reads "key = value", the key dotted or not, into `table`. */
bool wc_toml_pair(struct wc_toml *t, struct wc_toml_node *table);

#endif
