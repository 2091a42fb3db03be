/* wc_transfer: what libcurl is told, what it hands over, and what its failures mean. */
#include "io/http_transfer.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_REDIRECTS = 5, FIRST_BODY = 8 * 1024, STALL_SECONDS = 20, ALIVE_SECONDS = 30, ALIVE_AGAIN_SECONDS = 15 };

/* Room for `more` bytes and a NUL behind the body; false where memory is out. */
static bool
grow(struct wc_transfer *t, size_t more)
{
	size_t size = t->size ? t->size : FIRST_BODY;
	while (size < t->length + more + 1)
		size *= 2;
	char *larger = size > t->size ? realloc(t->body, size) : t->body;
	if (!larger)
		return false;
	t->body = larger;
	t->size = size;
	return true;
}

static size_t
take_body(char *bytes, size_t one, size_t count, void *context)
{
	struct wc_transfer *t = context;
	size_t length = one * count;
	t->is_too_large |= length > t->request.most - t->length;
	if (t->is_too_large || !grow(t, length))
		return 0;
	memcpy(t->body + t->length, bytes, length);
	t->length += length;
	return length;
}

static size_t
pass_body(char *bytes, size_t one, size_t count, void *context)
{
	struct wc_transfer *t = context;
	long status = 0;
	t->lib->curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	return t->request.take(t->request.take_context, (unsigned)status, bytes, one * count) ? one * count : 0;
}

static void
keep_header(struct wc_transfer *t, const char *line, size_t length)
{
	const char *colon = memchr(line, ':', length);
	if (!colon || t->header_count == WC_LIMIT_HTTP_HEADERS || (t->header_bytes += length) > WC_LIMIT_HTTP_HEADER_BYTES)
		return;
	if (t->header_count == t->header_room) {
		size_t room = t->header_room ? t->header_room * 2 : 16;
		struct wc_http_header *larger = wc_array(t->arena, struct wc_http_header, room);
		if (t->header_count)
			memcpy(larger, t->headers, t->header_count * sizeof(*larger));
		t->headers = larger;
		t->header_room = room;
	}
	const char *value = colon + 1, *end = line + length;
	while (value < end && (*value == ' ' || *value == '\t'))
		value++;
	while (end > value && strchr(" \t\r\n", end[-1]))
		end--;
	t->headers[t->header_count++] = (struct wc_http_header){
		wc_copy(t->arena, line, (size_t)(colon - line)), wc_copy(t->arena, value, (size_t)(end - value))};
}

/* Each answer begins with its status line: the headers of a redirect or of a proxy's answer before it are forgotten. */
static size_t
take_header(char *line, size_t one, size_t count, void *context)
{
	struct wc_transfer *t = context;
	size_t length = one * count;
	if (length >= 5 && memcmp(line, "HTTP/", 5) == 0)
		t->header_count = t->header_bytes = 0;
	else
		keep_header(t, line, length);
	return length;
}

static void
add_line(struct wc_transfer *t, const char *line)
{
	struct curl_slist *more = t->lib->curl_slist_append(t->lines, line);
	t->lines = more ? more : t->lines;
}

static void
set_tls(struct wc_transfer *t, const struct wc_http_tls *tls)
{
	const struct wc_libcurl *lib = t->lib;
	if (tls->ca_file)
		lib->curl_easy_setopt(t->easy, CURLOPT_CAINFO, tls->ca_file);
	if (tls->ca_alone) {
		lib->curl_easy_setopt(t->easy, CURLOPT_CAPATH, NULL);
		lib->curl_easy_setopt(t->easy, CURLOPT_CA_CACHE_TIMEOUT, 0L); /* a CA is replaced while the program runs */
	}
	/* A client certificate is as secret as a password. */
	if (tls->cert_file && !t->is_elsewhere)
		lib->curl_easy_setopt(t->easy, CURLOPT_SSLCERT, tls->cert_file);
	if (tls->key_file && !t->is_elsewhere)
		lib->curl_easy_setopt(t->easy, CURLOPT_SSLKEY, tls->key_file);
	if (tls->unverified) {
		lib->curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYPEER, 0L);
		lib->curl_easy_setopt(t->easy, CURLOPT_SSL_VERIFYHOST, 0L);
	}
}

static void
set_method(struct wc_transfer *t)
{
	const struct wc_libcurl *lib = t->lib;
	if (strcmp(t->request.method, "HEAD") == 0)
		lib->curl_easy_setopt(t->easy, CURLOPT_NOBODY, 1L);
	if (strcmp(t->request.method, "POST") != 0)
		return;
	lib->curl_easy_setopt(t->easy, CURLOPT_POST, 1L);
	lib->curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->request.body_length);
	lib->curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, t->request.body ? t->request.body : "");
}

static void
set_limits(struct wc_transfer *t, int64_t left_ms)
{
	const struct wc_libcurl *lib = t->lib;
	lib->curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
	lib->curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(t->request.connect_ms ? t->request.connect_ms : 10000));
	if (t->request.may_be_silent) {
		lib->curl_easy_setopt(t->easy, CURLOPT_TCP_KEEPALIVE, 1L);
		lib->curl_easy_setopt(t->easy, CURLOPT_TCP_KEEPIDLE, (long)ALIVE_SECONDS);
		lib->curl_easy_setopt(t->easy, CURLOPT_TCP_KEEPINTVL, (long)ALIVE_AGAIN_SECONDS);
	} else {
		lib->curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
		lib->curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, (long)STALL_SECONDS);
	}
	lib->curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
	lib->curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	lib->curl_easy_setopt(t->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
}

void
wc_transfer_prepare(struct wc_transfer *t, CURL *easy, int64_t left_ms)
{
	const struct wc_libcurl *lib = t->lib;
	t->easy = easy;
	t->length = t->header_count = t->header_bytes = 0;
	t->problem[0] = '\0';
	lib->curl_easy_reset(easy);
	lib->curl_easy_setopt(easy, CURLOPT_URL, t->url);
	lib->curl_easy_setopt(easy, CURLOPT_USERAGENT, "wincompat");
	lib->curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)t);
	lib->curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->problem);
	lib->curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, t->request.take ? pass_body : take_body);
	lib->curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)t);
	lib->curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	lib->curl_easy_setopt(easy, CURLOPT_HEADERDATA, (void *)t);
	set_limits(t, left_ms);
	set_method(t);
	for (size_t i = 0; i < t->request.header_count; i++)
		add_line(t, t->request.headers[i]);
	if (t->request.secret && !t->is_elsewhere)
		add_line(t, t->request.secret);
	lib->curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->lines);
	if (t->request.unix_socket)
		lib->curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, t->request.unix_socket);
	/* No proxy leads to this very machine. */
	if (t->request.is_direct || t->request.unix_socket || wc_http_is_loopback(t->url))
		lib->curl_easy_setopt(easy, CURLOPT_PROXY, "");
	if (strncmp(t->url, "https:", 6) == 0)
		lib->curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L); /* rather another stream than another handshake */
	if (t->request.tls)
		set_tls(t, t->request.tls);
}

static enum wc_http_fault
fault_of(const struct wc_transfer *t, CURLcode code)
{
	static const struct {
		CURLcode code;
		enum wc_http_fault fault;
	} faults[] = {
		{CURLE_OK, WC_HTTP_DONE}, {CURLE_URL_MALFORMAT, WC_HTTP_BAD_URL}, {CURLE_COULDNT_RESOLVE_HOST, WC_HTTP_NO_NAME},
		{CURLE_COULDNT_RESOLVE_PROXY, WC_HTTP_NO_NAME}, {CURLE_COULDNT_CONNECT, WC_HTTP_NO_CONNECTION},
		{CURLE_PROXY, WC_HTTP_NO_CONNECTION}, {CURLE_INTERFACE_FAILED, WC_HTTP_NO_CONNECTION},
		{CURLE_OPERATION_TIMEDOUT, WC_HTTP_TOO_SLOW}, {CURLE_UNSUPPORTED_PROTOCOL, WC_HTTP_NO_HTTP},
		{CURLE_WEIRD_SERVER_REPLY, WC_HTTP_NO_HTTP}, {CURLE_BAD_CONTENT_ENCODING, WC_HTTP_NO_HTTP},
		{CURLE_SSL_CONNECT_ERROR, WC_HTTP_NO_TLS}, {CURLE_PEER_FAILED_VERIFICATION, WC_HTTP_NO_TLS},
		{CURLE_SSL_CERTPROBLEM, WC_HTTP_NO_TLS}, {CURLE_SSL_CIPHER, WC_HTTP_NO_TLS}, {CURLE_SSL_CACERT_BADFILE, WC_HTTP_NO_TLS},
		{CURLE_SSL_ISSUER_ERROR, WC_HTTP_NO_TLS}, {CURLE_SSL_CLIENTCERT, WC_HTTP_NO_TLS},
		{CURLE_LOGIN_DENIED, WC_HTTP_BAD_REDIRECT},
	};
	if (t->is_too_large)
		return WC_HTTP_TOO_LARGE;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		if (faults[i].code == code)
			return faults[i].fault;
	}
	return WC_HTTP_CUT;
}

struct wc_http_answer
wc_transfer_broken(const struct wc_transfer *t, enum wc_http_fault fault, const char *problem)
{
	return (struct wc_http_answer){.fault = fault, .problem = wc_copyz(t->arena, problem), .body = "", .url = t->url};
}

/* Where the answer leads to, or NULL; only what is asked without a body is asked again. */
static const char *
redirect_of(const struct wc_transfer *t, long status)
{
	char *url = NULL;
	if ((status < 301 || status > 303) && status != 307 && status != 308)
		return NULL;
	if (strcmp(t->request.method, "POST") == 0 || t->request.take)
		return NULL;
	t->lib->curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &url);
	return url ? wc_copyz(t->arena, url) : NULL;
}

static bool
follow(struct wc_transfer *t, unsigned status, const char *url, struct wc_http_answer *ret_answer)
{
	const char *problem = NULL;
	if (++t->redirects > MOST_REDIRECTS)
		problem = "it redirects again and again";
	else if (strncmp(t->url, "https:", 6) == 0 && strncasecmp(url, "https:", 6) != 0)
		problem = "it redirects from https to what is not encrypted";
	if (problem) {
		*ret_answer = wc_transfer_broken(t, WC_HTTP_BAD_REDIRECT, problem);
		ret_answer->status = status;
		return true;
	}
	t->is_elsewhere |= !wc_url_same_origin(t->url, url);
	t->url = url;
	return false;
}

bool
wc_transfer_end(struct wc_transfer *t, CURLcode code, struct wc_http_answer *ret_answer)
{
	long status = 0;
	enum wc_http_fault fault = fault_of(t, code);
	t->lib->curl_slist_free_all(t->lines);
	t->lines = NULL;
	t->lib->curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (fault != WC_HTTP_DONE) {
		*ret_answer = wc_transfer_broken(t, fault, t->problem[0] ? t->problem : t->lib->curl_easy_strerror(code));
		ret_answer->status = (unsigned)status;
		return true;
	}
	const char *elsewhere = redirect_of(t, status);
	if (elsewhere)
		return follow(t, (unsigned)status, elsewhere, ret_answer);
	*ret_answer = (struct wc_http_answer){
		.status = (unsigned)status,
		.body = t->length ? wc_copy(t->arena, t->body, t->length) : "",
		.length = t->length,
		.headers = t->headers,
		.header_count = t->header_count,
		.url = t->url,
	};
	return true;
}

void
wc_transfer_free(struct wc_transfer *t)
{
	if (t->lines)
		t->lib->curl_slist_free_all(t->lines);
	free(t->body);
	t->body = NULL;
	t->lines = NULL;
}
