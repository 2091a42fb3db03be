/* The lines of a Dockerfile: continuations joined, comments and heredocs gone over, places kept. */
#ifndef WC_FORMAT_DOCKERFILE_LINES_H
#define WC_FORMAT_DOCKERFILE_LINES_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* A part of a joined line that stands in one line of the file. */
struct wc_docker_part {
	size_t start;        /* in the joined line */
	size_t line, column; /* in the file, from 1 */
};

struct wc_docker_lines {
	const char *at, *end; /* what is left */
	size_t line;          /* the number of the line that comes next, from 1 */
	char escape;
	struct wc_text text;  /* the joined line */
	struct wc_docker_part *parts;
	size_t part_count, part_room;
};

/* A line of the file as it stands, without its end. */
struct wc_docker_raw {
	const char *text;
	size_t length;
};

/* Takes the next line of the file; false at its end. */
bool wc_docker_raw_line(struct wc_docker_lines *lines, struct wc_docker_raw *ret_line);

/* Joins the next line that is no comment and not empty with those that continue it into `text`; false at the end of the file. */
bool wc_docker_next(struct wc_docker_lines *lines);

/* Where the byte `offset` of the joined line stands. */
struct wc_docker_part wc_docker_place(const struct wc_docker_lines *lines, size_t offset);

/* Do all bytes from `start` to `end` of the joined line stand in one line of the file? */
bool wc_docker_is_whole(const struct wc_docker_lines *lines, size_t start, size_t end);

#endif
