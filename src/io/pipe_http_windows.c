/* HTTP over a named pipe: every wait ends at the same deadline. */
#include "io/pipe_http.h"

#include "io/wide.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

enum { PIECE = 16 * 1024, REQUEST = 1024 };

/* An exchange under way; `event` is signalled when the pending read or write is over. */
struct exchange {
	const struct wc_pipe_get *get;
	ULONGLONG deadline; /* by GetTickCount64 */
	HANDLE pipe, event;
};

static DWORD
left(const struct exchange *x)
{
	ULONGLONG now = GetTickCount64();
	return now < x->deadline ? (DWORD)(x->deadline - now) : 0;
}

static bool
late(const struct exchange *x, struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_UNREACHABLE, "%s does not answer within %u milliseconds", x->get->pipe, x->get->timeout_ms);
}

static bool
broken(const struct exchange *x, const char *what, DWORD why, struct wc_err *err)
{
	char text[WC_WINDOWS_ERROR_TEXT];
	return wc_fail(err, WC_FAULT_UNREACHABLE, "%s cannot be %s: %s", x->get->pipe, what, wc_windows_error(why, text));
}

/* Waits while all its instances are busy. The server may find out nothing of us but that we asked: SECURITY_ANONYMOUS. */
static bool
connect_pipe(struct exchange *x, struct wc_err *err)
{
	for (;;) {
		x->pipe = CreateFileA(x->get->pipe, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
		                      FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_ANONYMOUS, NULL);
		if (x->pipe != INVALID_HANDLE_VALUE)
			return true;
		DWORD why = GetLastError();
		if (why == ERROR_FILE_NOT_FOUND)
			return wc_fail(err, WC_FAULT_UNREACHABLE, "nobody listens on %s", x->get->pipe);
		if (why != ERROR_PIPE_BUSY)
			return broken(x, "opened", why, err);
		DWORD time = left(x);
		/* 0 would mean the pipe's own default time. */
		if (time == 0 || (!WaitNamedPipeA(x->get->pipe, time) && GetLastError() == ERROR_SEM_TIMEOUT))
			return late(x, err);
	}
}

/*
 * Waits for the read or write that was begun (`begun`: it is over already). Whatever happens, it is over when this returns,
 * so that its buffer may go. A pipe that the other side closed gives 0 bytes.
 */
static bool
finish(struct exchange *x, BOOL begun, OVERLAPPED *io, const char *what, DWORD *ret_done, struct wc_err *err)
{
	DWORD why = begun ? ERROR_SUCCESS : GetLastError();
	bool in_time = true;
	*ret_done = 0;
	if (why == ERROR_IO_PENDING) {
		in_time = WaitForSingleObject(x->event, left(x)) == WAIT_OBJECT_0;
		if (!in_time)
			CancelIo(x->pipe);
	} else if (why == ERROR_BROKEN_PIPE || why == ERROR_PIPE_NOT_CONNECTED) {
		return true;
	} else if (why != ERROR_SUCCESS && why != ERROR_MORE_DATA) {
		return broken(x, what, why, err);
	}
	if (GetOverlappedResult(x->pipe, io, ret_done, TRUE) || GetLastError() == ERROR_MORE_DATA)
		return true;
	if (!in_time)
		return late(x, err);
	why = GetLastError();
	*ret_done = 0;
	return why == ERROR_BROKEN_PIPE || why == ERROR_PIPE_NOT_CONNECTED || broken(x, what, why, err);
}

static bool
send_request(struct exchange *x, struct wc_err *err)
{
	char request[REQUEST];
	int length = snprintf(request, sizeof(request),
	                      "GET %s HTTP/1.1\r\nHost: docker\r\nUser-Agent: wincompat\r\nAccept: */*\r\nConnection: close\r\n\r\n",
	                      x->get->path);
	if (length < 0 || (size_t)length >= sizeof(request))
		return wc_fail(err, WC_FAULT_INPUT, "the path %.40s… is too long to ask for", x->get->path);
	for (DWORD sent = 0, done; sent < (DWORD)length; sent += done) {
		OVERLAPPED io = {.hEvent = x->event};
		BOOL begun = WriteFile(x->pipe, request + sent, (DWORD)length - sent, NULL, &io);
		if (!finish(x, begun, &io, "written to", &done, err))
			return false;
		if (done == 0)
			return wc_fail(err, WC_FAULT_UNREACHABLE, "%s hung up on the question", x->get->pipe);
	}
	return true;
}

/* A server that dribbles a byte at a time meets the deadline here, too. */
static bool
read_answer(struct exchange *x, struct wc_pipe_answer *answer, struct wc_err *err)
{
	char piece[PIECE];
	while (answer->stage != WC_PIPE_DONE) {
		DWORD done;
		OVERLAPPED io = {.hEvent = x->event};
		if (left(x) == 0)
			return late(x, err);
		BOOL begun = ReadFile(x->pipe, piece, sizeof(piece), NULL, &io);
		if (!finish(x, begun, &io, "read", &done, err))
			return false;
		if (!(done ? wc_pipe_answer_feed(answer, piece, done, err) : wc_pipe_answer_end(answer, err)))
			return wc_while(err, "%s", x->get->pipe);
	}
	return true;
}

bool
wc_pipe_get(const struct wc_pipe_get *get, int *ret_status, struct wc_err *err)
{
	struct exchange x = {.get = get, .deadline = GetTickCount64() + get->timeout_ms, .pipe = INVALID_HANDLE_VALUE};
	struct wc_pipe_answer answer = {.body = get->body, .wanted = get->wanted};
	x.event = CreateEventW(NULL, TRUE, FALSE, NULL);
	if (!x.event)
		return broken(&x, "waited for", GetLastError(), err);
	bool done = connect_pipe(&x, err) && send_request(&x, err) && read_answer(&x, &answer, err);
	if (x.pipe != INVALID_HANDLE_VALUE)
		CloseHandle(x.pipe);
	CloseHandle(x.event);
	if (!done)
		return false;
	*ret_status = answer.status;
	if (get->found)
		memcpy(get->found, answer.found, sizeof(answer.found));
	return true;
}
