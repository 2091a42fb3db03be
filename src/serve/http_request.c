/* A request of libmicrohttpd, from its head to its answer: the body is gathered within its limits, then the handler is asked. */
#include "serve/http_private.h"

#include "base/limits.h"
#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

/* An exchange, and what of it is the library's. */
struct request {
	struct wc_exchange exchange; /* first, so that a pointer to it is one to the whole */
	struct wc_loop *loop;
	struct wc_generation *generation;
	struct MHD_Connection *connection;
	struct wc_resume resume;
	struct wc_connection *ours; /* or NULL */
	char *body;
	size_t size;
	unsigned refused; /* the status of an answer that was decided before the handler was asked; 0: none was */
	bool stays;       /* the connection goes on with the next request, if nothing else says otherwise */
	bool is_held;     /* the answer waits for wc_answer_leave */
};

void
wc_exchange_pause(struct wc_exchange *exchange)
{
	struct request *r = (struct request *)exchange;
	r->generation->server->mhd->MHD_suspend_connection(r->connection);
}

void
wc_exchange_resume(struct wc_exchange *exchange)
{
	struct request *r = (struct request *)exchange;
	r->resume.connection = r->connection;
	wc_loop_resume(r->loop, &r->resume);
}

/* Room for `length` bytes of body; false where this request, or all together, have too much. */
static bool
reserve(struct request *r, size_t length)
{
	struct wc_server *server = r->generation->server;
	if (length <= r->size)
		return true;
	size_t size = r->size ? r->size * 2 : 8 * 1024, most = WC_LIMIT_REVIEW_BYTES;
	size = size > length ? size : length;
	size = size < most ? size : most;
	if (length > most) {
		r->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return false;
	}
	if (atomic_fetch_add(&server->held, size - r->size) + size > WC_LIMIT_REVIEWS_BYTES) {
		atomic_fetch_sub(&server->held, size - r->size);
		r->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		return false;
	}
	char *larger = realloc(r->body, size + 1);
	if (!larger) {
		atomic_fetch_sub(&server->held, size - r->size);
		r->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		return false;
	}
	r->body = larger;
	r->size = size;
	return true;
}

/* Where a client needs a certificate: has this one? */
static bool
is_welcome(const struct request *r)
{
	return !r->generation->server->options.client_ca || (r->ours && wc_tls_is_trusted(r->ours->session));
}

/* Will the library, as far as the head says, keep the connection when it has answered? Where it may not: false. */
static bool
stays_open(const struct wc_generation *g, struct MHD_Connection *connection, const char *version)
{
	return strcmp(version, MHD_HTTP_VERSION_1_1) == 0 &&
	       !g->server->mhd->MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONNECTION);
}

static struct request *
begin(struct wc_loop *loop, struct MHD_Connection *connection, const char *url, const char *method, const char *version)
{
	struct wc_generation *g = loop->generation;
	wc_arena *arena = wc_arena_new();
	struct request *r = wc_alloc(arena, sizeof(*r));
	const char *length = g->server->mhd->MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
	*r = (struct request){.loop = loop, .generation = g, .connection = connection, .ours = wc_connection_of(g, connection),
	                      .stays = stays_open(g, connection, version)};
	r->exchange = (struct wc_exchange){.arena = arena, .method = wc_copyz(arena, method), .path = wc_copyz(arena, url), .body = "",
	                                   .status = MHD_HTTP_OK, .content_type = "application/json",
	                                   .answer = {.arena = arena}};
	atomic_fetch_add(&g->requests, 1);
	if (!is_welcome(r))
		r->refused = MHD_HTTP_FORBIDDEN;
	else if (length)
		reserve(r, strlen(length) < 10 ? (size_t)strtoul(length, NULL, 10) : SIZE_MAX);
	return r;
}

static void
take(struct request *r, const char *bytes, size_t length)
{
	if (r->refused || !reserve(r, r->exchange.length + length))
		return;
	memcpy(r->body + r->exchange.length, bytes, length);
	r->exchange.length += length;
}

/* All of it is there. */
static void
complete(struct request *r)
{
	r->exchange.began = wc_clock_us();
	if (!r->body)
		return;
	r->body[r->exchange.length] = '\0';
	r->exchange.body = r->body;
}

/* What was decided without the handler. */
static void
refuse(struct request *r)
{
	r->exchange.status = r->refused;
	r->exchange.content_type = "text/plain; charset=utf-8";
	if (r->refused == MHD_HTTP_CONTENT_TOO_LARGE)
		wc_text_printf(&r->exchange.answer, "the body is larger than %d bytes\n", WC_LIMIT_REVIEW_BYTES);
	else if (r->refused == MHD_HTTP_FORBIDDEN)
		wc_text_addz(&r->exchange.answer, "this needs a client's certificate by the CA that the server was given\n");
	else
		wc_text_addz(&r->exchange.answer, "too much is asked at a time: ask again in a second\n");
}

static struct MHD_Response *
response_of(const struct request *r, bool is_last)
{
	const struct wc_microhttpd *mhd = r->generation->server->mhd;
	const struct wc_exchange *x = &r->exchange;
	struct MHD_Response *response =
		mhd->MHD_create_response_from_buffer(x->answer.length, (void *)(uintptr_t)wc_text_string(&x->answer), MHD_RESPMEM_PERSISTENT);
	if (!response)
		return NULL;
	mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, x->content_type);
	if (x->allow)
		mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, x->allow);
	if (x->status == MHD_HTTP_SERVICE_UNAVAILABLE || x->status == MHD_HTTP_TOO_MANY_REQUESTS)
		mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "1");
	if (is_last)
		mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
	return response;
}

/* A connection that ends says its goodbye before wc_request_end is called: an answer that is held would come too late. */
static enum MHD_Result
send_answer(struct request *r)
{
	const struct wc_microhttpd *mhd = r->generation->server->mhd;
	bool is_last = atomic_load(&r->generation->is_ending);
	struct MHD_Response *response = response_of(r, is_last);
	if (!response)
		return MHD_NO;
	r->is_held = r->stays && !is_last && r->exchange.answer.length <= WC_HELD_MOST && wc_answer_hold(r->ours);
	enum MHD_Result queued = mhd->MHD_queue_response(r->connection, r->exchange.status, response);
	mhd->MHD_destroy_response(response);
	return queued;
}

enum MHD_Result
wc_request_take(void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                const char *piece, size_t *piece_length, void **kept)
{
	struct wc_loop *loop = context;
	struct request *r = *kept;
	if (!r) {
		*kept = r = begin(loop, connection, url, method, version);
		if (!r->refused)
			return MHD_YES;
		refuse(r);
		r->stays = false; /* its body is not read */
		return send_answer(r);
	}
	if (*piece_length) {
		take(r, piece, *piece_length);
		*piece_length = 0;
		return MHD_YES;
	}
	if (!r->exchange.began)
		complete(r);
	if (r->refused)
		refuse(r);
	else if (!r->generation->server->options.handler(r->generation->server->options.context, &r->exchange))
		return MHD_YES;
	return send_answer(r);
}

void
wc_request_end(void *context, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode why)
{
	struct wc_loop *loop = context;
	struct wc_generation *g = loop->generation;
	struct request *r = *kept;
	struct wc_connection *c = wc_connection_of(g, connection);
	(void)why;
	if (r && r->is_held)
		wc_answer_leave(c);
	if (c) {
		atomic_store_explicit(&c->moved, wc_clock_ms(), memory_order_relaxed);
		atomic_store_explicit(&c->has_asked, true, memory_order_relaxed);
	}
	if (!r)
		return;
	atomic_fetch_sub(&g->server->held, r->size);
	free(r->body);
	wc_arena_free(r->exchange.arena);
	*kept = NULL;
	atomic_fetch_sub(&g->requests, 1);
}
