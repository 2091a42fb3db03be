/* Topics of the help: what a host, an image, a default and an exit code are. They stand in the man page, too. */
#ifndef WC_CLI_TOPICS_H
#define WC_CLI_TOPICS_H

#include "base/text.h"

#include <stddef.h>

/* A spelling and what it means. */
struct wc_topic_row {
	const char *term, *text;
};

struct wc_topic {
	const char *name;  /* "hosts" */
	const char *title; /* one line, lower case, no full stop */
	const char *about; /* a paragraph in front of the rows, or NULL */
	const struct wc_topic_row *rows;
	size_t row_count;
	void (*more)(struct wc_text *out); /* adds what comes from the data, or NULL; not in the man page */
};

extern const struct wc_topic wc_topics[];
extern const size_t wc_topic_count;

/* The topic called `name`, or NULL. */
const struct wc_topic *wc_topic_find(const char *name);

/* The topic as help prints it. */
void wc_usage_topic(struct wc_text *out, const struct wc_topic *topic);

#endif
