/* wc_json_scan: the tokens of a JSON text, strictly by RFC 8259, each with its place. */
#ifndef WC_FORMAT_JSON_SCAN_H
#define WC_FORMAT_JSON_SCAN_H

#include "base/text.h"
#include "format/build.h"

/*
 * Where the reader is. Our own scanner and not libyajl, because that takes overlong UTF-8 and encoded surrogates, turns a
 * lone \ud800 into "?" without a word, and tells only where a token ends.
 */
struct wc_json_scan {
	struct wc_builder *build; /* for messages */
	const char *at, *end;
	const char *line_start;
	size_t line;
	bool commented;         /* comments, and a comma behind a last value, are passed over */
	size_t continuation;    /* UTF-8 continuation bytes before `at` on this line: they are no columns */
	struct wc_text decoded; /* the last string that had escapes */
	wc_json_unwanted *unwanted; /* or NULL: all is wanted */
	bool in_doubt;          /* something that was unwanted was not plainly well-formed: nothing is passed over any more */
};

/* The place of the next byte. Inlined, as each value has one and hardly any is ever asked for. */
static inline struct wc_place
wc_json_place(const struct wc_json_scan *scan)
{
	return (struct wc_place){scan->line, (size_t)(scan->at - scan->line_start) - scan->continuation + 1};
}

/* Goes to the next byte that is no white space (nor comment, where they are allowed); false at the end of the text. */
bool wc_json_skip_space(struct wc_json_scan *scan);

/* Inlined for the text of which most has no white space. */
static inline bool
wc_json_more(struct wc_json_scan *scan)
{
	return (scan->at < scan->end && *scan->at > ' ' && *scan->at != '/') || wc_json_skip_space(scan);
}

/*
 * Goes past the value that begins here where it is plainly well-formed: ASCII on one line, maps of different keys. False where it is
 * anything else, which may be good or bad: then it is to be read, and nothing has changed.
 */
bool wc_json_pass(struct wc_json_scan *scan);

/* Reads the string that begins here; the text is valid until the next one. */
bool wc_json_scan_string(struct wc_json_scan *scan, const char **ret_text, size_t *ret_length);

/* Reads the number that begins here, as written. */
bool wc_json_scan_number(struct wc_json_scan *scan, const char **ret_text, size_t *ret_length);

/* Reads the value that begins here, with all that is in it, into the tree of `build`: format/json.c. */
bool wc_json_scan_value(struct wc_json_scan *scan);

/* Says what stands here instead of `wanted` ("a colon"); returns false: format/json.c. */
bool wc_json_refuse(struct wc_json_scan *scan, const char *wanted);

/* Goes past `word` where it stands here as a whole word; false without a message where it does not. */
bool wc_json_scan_word(struct wc_json_scan *scan, const char *word);

#endif
