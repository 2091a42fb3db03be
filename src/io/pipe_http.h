/* HTTP over a named pipe of Windows, which libcurl does not speak, or over a unix socket: one GET, as the Docker Engine takes it. */
#ifndef WC_IO_PIPE_HTTP_H
#define WC_IO_PIPE_HTTP_H

#include "base/err.h"
#include "io/pipe_answer.h"

#include <stdbool.h>

struct wc_pipe_get {
	const char *pipe;    /* "\\\\.\\pipe\\docker_engine", "/var/run/docker.sock" */
	const char *path;    /* "/info" */
	unsigned timeout_ms; /* from the first look at the pipe to the last byte of the answer */
	struct wc_pipe_body body;
	const char *wanted;  /* a header whose value is to be kept, or NULL */
	char *found;         /* where to: WC_PIPE_FOUND bytes, "" where the answer has no such header; or NULL */
};

/*
 * Asks, and gives the body piece by piece to `get->body`; the HTTP status in *ret_status, whatever it is. False and `err`
 * where nobody listens, the answer is no HTTP, too large or late (WC_FAULT_UNREACHABLE), or the sink refused (its `err`).
 * The one that the system does not have, pipe or socket: false. The server cannot act as us: it learns nothing but that
 * somebody asked.
 */
bool wc_pipe_get(const struct wc_pipe_get *get, int *ret_status, struct wc_err *err);

#endif
