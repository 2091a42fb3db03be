/* The log of a server: a JSON object a line, on standard error. */
#ifndef WC_SERVE_LOG_H
#define WC_SERVE_LOG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "format/json_write.h"

/* Begins a line: the moment, "level" (info, warning, error) and "message" are in it; add members, then end it with wc_log_end. */
struct wc_log_line {
	wc_arena *arena;
	struct wc_text text;
	struct wc_json_out out;
};
void wc_log_begin(struct wc_log_line *line, wc_arena *arena, const char *level, const char *message);
void wc_log_end(struct wc_log_line *line);

/* A line that says no more than `message`; and one of a failure, with what to do. */
void wc_log(const char *level, const char *message);
void wc_log_failure(const char *what, const struct wc_err *err);

#endif
