/* HTTP answers over a pipe: every way to tell the end of a body, in pieces of every size, and answers that are none. */
#include "base/text.h"
#include "io/pipe_answer.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 64 };

static bool
collect(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	(void)err;
	wc_text_add(context, bytes, length);
	return true;
}

/* Feeds `answer` in pieces of `piece` bytes and hangs up; the body, or NULL and `err`. */
static const char *
body_of(wc_arena *arena, const char *answer, size_t piece, int *ret_status, struct wc_err *err)
{
	struct wc_text body = {.arena = arena};
	struct wc_pipe_answer a = {.body = {collect, &body, MOST}};
	for (size_t at = 0, length = strlen(answer); at < length; at += piece) {
		if (!wc_pipe_answer_feed(&a, answer + at, piece < length - at ? piece : length - at, err))
			return NULL;
	}
	if (!wc_pipe_answer_end(&a, err))
		return NULL;
	*ret_status = a.status;
	return wc_text_string(&body);
}

static void
gives(const char *answer, int status, const char *body)
{
	wc_arena *arena = wc_arena_new();
	for (size_t piece = 1; piece <= strlen(answer); piece++) {
		int got_status;
		struct wc_err err = {.text = ""};
		const char *got = body_of(arena, answer, piece, &got_status, &err);
		cr_assert(got, "%s\n%s", answer, err.text);
		cr_assert_str_eq(got, body, "pieces of %zu: %s", piece, got);
		cr_assert_eq(got_status, status);
	}
	wc_arena_free(arena);
}

static void
refused(const char *answer, const char *why)
{
	wc_arena *arena = wc_arena_new();
	for (size_t piece = 1; piece < 40; piece += 13) {
		int status = 77;
		struct wc_err err = {.text = ""};
		cr_assert_null(body_of(arena, answer, piece, &status, &err), "%.60s was taken", answer);
		cr_assert(strstr(err.text, why), "%.60s: no '%s' in '%s'", answer, why, err.text);
		cr_assert_eq(err.fault, WC_FAULT_UNREACHABLE);
		cr_assert_eq(status, 77);
	}
	wc_arena_free(arena);
}

Test(pipe_answer, length)
{
	gives("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ncontent-length:  5 \r\n\r\nhello", 200, "hello");
	gives("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, "");
	gives("HTTP/1.0 200\nContent-Length: 2\n\nokHTTP/1.1 200 OK\n", 200, "ok");
}

Test(pipe_answer, chunks)
{
	gives("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0a;x=y\r\n0123456789\r\n0\r\n\r\n", 200, "abc0123456789");
	gives("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 99\r\n\r\n0\r\nTrailer: x\r\n\r\n", 200, "");
}

Test(pipe_answer, to_the_end)
{
	gives("HTTP/1.1 200 OK\r\n\r\nuntil it hangs up", 200, "until it hangs up");
	gives("HTTP/1.1 204 No Content\r\n\r\n", 204, "");
	gives("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok");
}

Test(pipe_answer, no_http)
{
	refused("", "in its middle");
	refused("HTTP/1.1 200 OK\r\n", "in its middle");
	refused("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "in its middle");
	refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "in its middle");
	refused("{\"OSType\":\"windows\"}\n", "status line");
	refused("HTTP/2 200 OK\r\n\r\n", "status line");
	refused("HTTP/1.1 -12 OK\r\n\r\n", "status is no number");
	refused("HTTP/1.1 2000 OK\r\n\r\n", "status is no number");
	refused("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "no colon");
	refused("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "Content-Length");
	refused("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n", "Content-Length");
	refused("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "Content-Length");
	refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "Transfer-Encoding");
	refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "size of a chunk");
	refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n", "size of a chunk");
	refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "longer than its size");
}

Test(pipe_answer, too_much)
{
	static char endless[20000], headers[20000];
	refused("HTTP/1.1 200 OK\r\n\r\n0123456789012345678901234567890123456789012345678901234567890123456789", "more than 64 bytes");
	refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n01234567890123456789012345678901234567890123456789012345678901234\r\n",
	        "more than 64 bytes");
	memset(endless, 'x', sizeof(endless) - 1);
	refused(endless, "too long");
	strcpy(headers, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 300; i++)
		sprintf(headers + strlen(headers), "A%d: b\r\n", i);
	refused(headers, "too many headers");
}

Test(pipe_answer, nul_bytes)
{
	struct wc_pipe_answer a = {.body = {collect, NULL, MOST}};
	struct wc_err err;
	cr_assert_not(wc_pipe_answer_feed(&a, "HTTP/1.1 200 OK\r\nA\0: b\r\n", 25, &err));
	cr_assert(strstr(err.text, "NUL"));
}

static bool
refuse(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	(void)context;
	(void)bytes;
	(void)length;
	return wc_fail(err, WC_FAULT_SYSTEM, "no room");
}

Test(pipe_answer, a_sink_that_refuses)
{
	struct wc_pipe_answer a = {.body = {refuse, NULL, MOST}};
	struct wc_err err;
	static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
	cr_assert_not(wc_pipe_answer_feed(&a, answer, sizeof(answer) - 1, &err));
	cr_assert_str_eq(err.text, "no room");
}
