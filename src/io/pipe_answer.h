/* An HTTP/1.1 answer, taken apart as its bytes arrive (RFC 9112). Pure: it asks no system. */
#ifndef WC_IO_PIPE_ANSWER_H
#define WC_IO_PIPE_ANSWER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes a piece of a body; false and `err` end the exchange. */
typedef bool wc_pipe_sink(void *context, const char *bytes, size_t length, struct wc_err *err);

/* Where a body goes, and how many bytes it may have. */
struct wc_pipe_body {
	wc_pipe_sink *sink;
	void *context;
	uint64_t most;
};

enum wc_pipe_stage {
	WC_PIPE_STATUS,  /* the status line comes next */
	WC_PIPE_HEADERS, /* a header or the empty line */
	WC_PIPE_LENGTH,  /* body bytes, `left` of them */
	WC_PIPE_CHUNK_SIZE,
	WC_PIPE_CHUNK,   /* `left` bytes of a chunk */
	WC_PIPE_CHUNK_END,
	WC_PIPE_TRAILER,
	WC_PIPE_TO_END,  /* body bytes until the server hangs up */
	WC_PIPE_DONE,
};

enum { WC_PIPE_LINE = 8192, WC_PIPE_LINES = 200, WC_PIPE_FOUND = 32 };

/* Start with {.body = …, .wanted = …}; `wanted` is a header whose value is kept in `found` (one that is longer is not), or NULL. */
struct wc_pipe_answer {
	struct wc_pipe_body body;
	const char *wanted;
	char found[WC_PIPE_FOUND];
	int status; /* 0 until it is known */
	enum wc_pipe_stage stage;
	bool is_chunked, has_length;
	uint64_t left, taken;
	size_t lines, line_length;
	char line[WC_PIPE_LINE];
};

/* Takes the next `length` bytes; what follows the end of the answer is passed over. False and `err` where they are no HTTP answer. */
bool wc_pipe_answer_feed(struct wc_pipe_answer *answer, const char *bytes, size_t length, struct wc_err *err);

/* The server hung up: false and `err` where the answer is not whole. */
bool wc_pipe_answer_end(struct wc_pipe_answer *answer, struct wc_err *err);

#endif
