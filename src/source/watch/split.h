/* Answers of an API server while they come: the objects of a list, or the lines of a watch, each handed over in one piece. */
#ifndef WC_SOURCE_WATCH_SPLIT_H
#define WC_SOURCE_WATCH_SPLIT_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>

/* Takes one piece. False and `err` end the splitting. */
typedef bool wc_split_piece(void *context, const char *bytes, size_t length, struct wc_err *err);

/* Start with .arena of both texts, .piece and .context. A piece of more than WC_LIMIT_EVENT_BYTES is refused. */
struct wc_split {
	wc_split_piece *piece;
	void *context;
	struct wc_text now;  /* the piece that comes */
	struct wc_text head; /* of a list: all that stands outside of its objects; valid JSON where the list is */
	size_t depth;
	bool in_string, is_escaped, in_items;
};

/* More of a list: each object of its "items" is a piece, the rest is collected in `head`. False and `err`. */
bool wc_split_list(struct wc_split *split, const char *bytes, size_t length, struct wc_err *err);

/* More of a watch: each line that is not empty is a piece. A last one without an end is none. False and `err`. */
bool wc_split_lines(struct wc_split *split, const char *bytes, size_t length, struct wc_err *err);

#endif
