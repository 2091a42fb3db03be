/* wc_transfer: one request on its way through libcurl. */
#ifndef WC_IO_HTTP_TRANSFER_H
#define WC_IO_HTTP_TRANSFER_H

#include "io/http.h"
#include "io/libcurl.h"

/* Owned by the arena it was sent with; what libcurl and the heap lent it is given back when it is done. */
struct wc_transfer {
	struct wc_transfer *next; /* in the queue it stands in */
	const struct wc_libcurl *lib;
	wc_arena *arena;
	struct wc_http_request request;
	wc_http_done *done;
	void *context;
	int64_t start_at, end_at; /* wc_clock_ms; end_at is set when it is first started */
	const char *url;          /* the one that is asked now */
	unsigned redirects;
	bool is_elsewhere; /* a redirect led to another host: the secret stays behind */
	CURL *easy;
	struct curl_slist *lines;
	char *body;
	size_t length, size;
	bool is_too_large;
	struct wc_http_header *headers;
	size_t header_count, header_room, header_bytes;
	char problem[CURL_ERROR_SIZE];
};

/* Makes the handle `easy` (fresh or used) ready to send it; at most `left_ms` for what is left of it. */
void wc_transfer_prepare(struct wc_transfer *transfer, CURL *easy, int64_t left_ms);

/*
 * After the exchange ended with `code`: true where it is done and `ret_answer` is what came of it; false where a redirect has
 * to be followed (it is ready to be prepared again).
 */
bool wc_transfer_end(struct wc_transfer *transfer, CURLcode code, struct wc_http_answer *ret_answer);

/* The answer of a transfer that never ended. */
struct wc_http_answer wc_transfer_broken(const struct wc_transfer *transfer, enum wc_http_fault fault, const char *problem);

void wc_transfer_free(struct wc_transfer *transfer);

/* Have both URLs the same scheme, host and port? */
bool wc_url_same_origin(const char *one, const char *other);

#endif
