/* An HTTP/1.1 answer: a status line, headers, and a body whose end is told in one of three ways. */
#include "io/pipe_answer.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool
not_http(struct wc_err *err, const char *what)
{
	return wc_fail(err, WC_FAULT_UNREACHABLE, "the answer is no HTTP: %s", what);
}

static bool
take(struct wc_pipe_answer *a, const char *bytes, size_t length, struct wc_err *err)
{
	if (length > a->body.most - a->taken)
		return wc_fail(err, WC_FAULT_UNREACHABLE, "the answer holds more than %llu bytes", (unsigned long long)a->body.most);
	a->taken += length;
	return a->body.sink(a->body.context, bytes, length, err);
}

/* "HTTP/1.1 200 OK". */
static bool
status_line(struct wc_pipe_answer *a, struct wc_err *err)
{
	const char *p = a->line + 9;
	if (a->line_length < 12 || strncmp(a->line, "HTTP/1.", 7) != 0 || a->line[8] != ' ')
		return not_http(err, "it does not begin with a status line");
	if (p[0] < '1' || p[0] > '5' || !isdigit((unsigned char)p[1]) || !isdigit((unsigned char)p[2]) || (p[3] && p[3] != ' '))
		return not_http(err, "its status is no number");
	a->status = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	a->stage = WC_PIPE_HEADERS;
	return true;
}

/* Reads all of `text` as a number; false where it is none or does not fit. */
static bool
number(const char *text, unsigned base, uint64_t *ret_value)
{
	uint64_t value = 0;
	const char *p = text;
	for (; isxdigit((unsigned char)*p); p++) {
		unsigned digit = isdigit((unsigned char)*p) ? (unsigned)(*p - '0') : (unsigned)(tolower((unsigned char)*p) - 'a' + 10);
		if (digit >= base || value > (UINT64_MAX >> 5))
			return false;
		value = value * base + digit;
	}
	*ret_value = value;
	return p > text && *p == '\0';
}

static bool
length_header(struct wc_pipe_answer *a, const char *value, struct wc_err *err)
{
	uint64_t length;
	if (!number(value, 10, &length) || (a->has_length && length != a->left))
		return not_http(err, "its Content-Length is no number");
	a->has_length = true;
	a->left = length;
	return true;
}

/* How the body ends, once the empty line is read. An informational answer is followed by the real one. */
static void
end_of_headers(struct wc_pipe_answer *a)
{
	if (a->status < 200) {
		*a = (struct wc_pipe_answer){.body = a->body, .wanted = a->wanted, .lines = a->lines};
		return;
	}
	if (a->status == 204 || a->status == 304)
		a->stage = WC_PIPE_DONE;
	else if (a->is_chunked)
		a->stage = WC_PIPE_CHUNK_SIZE;
	else if (a->has_length)
		a->stage = a->left ? WC_PIPE_LENGTH : WC_PIPE_DONE;
	else
		a->stage = WC_PIPE_TO_END;
}

static bool
header_line(struct wc_pipe_answer *a, struct wc_err *err)
{
	if (a->line_length == 0) {
		end_of_headers(a);
		return true;
	}
	char *colon = strchr(a->line, ':');
	if (!colon)
		return not_http(err, "a header has no colon");
	*colon = '\0';
	char *value = colon + 1 + strspn(colon + 1, " \t");
	for (size_t n = strlen(value); n && (value[n - 1] == ' ' || value[n - 1] == '\t');)
		value[--n] = '\0';
	if (a->wanted && strcasecmp(a->line, a->wanted) == 0 && strlen(value) < sizeof(a->found))
		memcpy(a->found, value, strlen(value) + 1);
	if (strcasecmp(a->line, "Content-Length") == 0)
		return length_header(a, value, err);
	if (strcasecmp(a->line, "Transfer-Encoding") != 0)
		return true;
	a->is_chunked = strcasecmp(value, "chunked") == 0;
	return a->is_chunked || not_http(err, "its Transfer-Encoding is not known");
}

static bool
chunk_line(struct wc_pipe_answer *a, struct wc_err *err)
{
	a->line[strcspn(a->line, "; \t")] = '\0';
	if (!number(a->line, 16, &a->left))
		return not_http(err, "the size of a chunk is no number");
	a->stage = a->left ? WC_PIPE_CHUNK : WC_PIPE_TRAILER;
	a->lines = 0;
	return true;
}

static bool
whole_line(struct wc_pipe_answer *a, struct wc_err *err)
{
	if (memchr(a->line, '\0', a->line_length))
		return not_http(err, "a line holds a NUL byte");
	a->line[a->line_length] = '\0';
	if (++a->lines > WC_PIPE_LINES)
		return not_http(err, "it has too many headers");
	bool fine = true;
	if (a->stage == WC_PIPE_STATUS)
		fine = status_line(a, err);
	else if (a->stage == WC_PIPE_HEADERS)
		fine = header_line(a, err);
	else if (a->stage == WC_PIPE_CHUNK_SIZE)
		fine = chunk_line(a, err);
	else if (a->stage == WC_PIPE_CHUNK_END)
		a->stage = WC_PIPE_CHUNK_SIZE, fine = a->line_length == 0 || not_http(err, "a chunk is longer than its size");
	else if (a->line_length == 0)
		a->stage = WC_PIPE_DONE;
	a->line_length = 0;
	return fine;
}

/* One byte of a line; a carriage return before its end is no part of it. */
static bool
line_byte(struct wc_pipe_answer *a, char byte, struct wc_err *err)
{
	if (byte != '\n') {
		if (a->line_length + 1 == sizeof(a->line))
			return not_http(err, "a line is too long");
		a->line[a->line_length++] = byte;
		return true;
	}
	if (a->line_length && a->line[a->line_length - 1] == '\r')
		a->line_length--;
	return whole_line(a, err);
}

/* A piece of the body; how many bytes of it belong to this chunk or answer in *ret_used. */
static bool
body_bytes(struct wc_pipe_answer *a, const char *bytes, size_t length, size_t *ret_used, struct wc_err *err)
{
	if (a->stage != WC_PIPE_TO_END && length > a->left)
		length = (size_t)a->left;
	*ret_used = length;
	if (!take(a, bytes, length, err))
		return false;
	if (a->stage == WC_PIPE_TO_END)
		return true;
	a->left -= length;
	if (a->left == 0)
		a->stage = a->stage == WC_PIPE_CHUNK ? WC_PIPE_CHUNK_END : WC_PIPE_DONE;
	return true;
}

bool
wc_pipe_answer_feed(struct wc_pipe_answer *a, const char *bytes, size_t length, struct wc_err *err)
{
	size_t used;
	for (; length > 0 && a->stage != WC_PIPE_DONE; bytes += used, length -= used) {
		bool in_body = a->stage == WC_PIPE_LENGTH || a->stage == WC_PIPE_CHUNK || a->stage == WC_PIPE_TO_END;
		used = 1;
		if (!(in_body ? body_bytes(a, bytes, length, &used, err) : line_byte(a, *bytes, err)))
			return false;
	}
	return true;
}

bool
wc_pipe_answer_end(struct wc_pipe_answer *a, struct wc_err *err)
{
	if (a->stage == WC_PIPE_TO_END)
		a->stage = WC_PIPE_DONE;
	return a->stage == WC_PIPE_DONE || wc_fail(err, WC_FAULT_UNREACHABLE, "the answer ends in its middle");
}
