/* The log of a server: a JSON object a line, on standard error. */
#ifndef WC_SERVE_LOG_H
#define WC_SERVE_LOG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "format/json_write.h"

/*
 * From here on lines are gathered for some milliseconds and written by a thread; before and afterwards they are written at once. False and
 * `err` where no thread can be started. wc_log_stop writes what there is; nobody logs meanwhile. What standard error does not take in time
 * is lost, and a line says how much that was: it holds up no request.
 */
bool wc_log_start(struct wc_err *err);
void wc_log_stop(void);

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
