/* Inside the HCL reader: where it is, and how far an expression goes. */
#ifndef WC_FORMAT_HCL_SCAN_H
#define WC_FORMAT_HCL_SCAN_H

#include "format/build.h"

struct wc_hcl {
	struct wc_builder build;
	const char *text, *at, *end;
	const char *placed_at;  /* where the last place was counted, */
	struct wc_place placed; /* and what it is: counting from the start each time would take too long */
};

/* The place of `at`, which is no earlier than that of the last call. */
struct wc_place wc_hcl_place(struct wc_hcl *h, const char *at);

/* Fails at the place of `h->at`; returns false. */
bool wc_hcl_fail(struct wc_hcl *h, const char *what, const char *hint);

/* Goes past white space, line ends and comments; false at the end of the text. */
bool wc_hcl_skip(struct wc_hcl *h);

/* The length of the identifier at `h->at`, or 0. */
size_t wc_hcl_word(const struct wc_hcl *h);

/* Behind the quoted string that begins at `at`, with the templates and strings in it; NULL where it does not end. */
const char *wc_hcl_string_end(const char *at, const char *end);

/*
 * Behind the expression that begins at `at`: in front of the line end, comma, comment or bracket that ends it, and of the blanks
 * before that. NULL where a string or bracket in it does not end.
 */
const char *wc_hcl_expression_end(const char *at, const char *end);

#endif
