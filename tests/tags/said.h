/* said: what the inference says of a reference, in the words of data/tags.yaml's examples. */
#ifndef TESTS_TAGS_SAID_H
#define TESTS_TAGS_SAID_H

#include "base/arena.h"
#include "base/err.h"
#include "model/facts.h"
#include "model/program.h"

/* Infers the facts of `reference`, offline and from the reference alone; false and `err` where it is none. */
bool said_of(wc_arena *arena, const struct wc_program *program, const char *reference, struct wc_image *ret_image, struct wc_err *err);

/* "windows 10.0.17763 servercore amd64": what is known of os, version, family and architecture; "nothing" where nothing is. */
const char *said_words(wc_arena *arena, const struct wc_image *image);

/* `reference` with braces around the span, "golang:1.22-windowsservercore-{1809}"; as it is where there is no span. */
const char *said_span(wc_arena *arena, const char *reference, const struct wc_image *image);

/* `text` without braces. */
const char *said_plain(wc_arena *arena, const char *text);

#endif
