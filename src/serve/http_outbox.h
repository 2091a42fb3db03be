/* The outbox of an event loop: answers of one round leave together. For the loop's own thread. */
#ifndef WC_SERVE_HTTP_OUTBOX_H
#define WC_SERVE_HTTP_OUTBOX_H

#include "io/sends.h"
#include "serve/http_private.h"

/* Zeroed but for `sends`, which belongs to whoever made it. */
struct wc_outbox {
	struct wc_connection *of[WC_SENDS_MOST]; /* whose answers wait; at most one of each */
	size_t count;
	int64_t since;                           /* when the first was added (wc_clock_us) */
	struct wc_sends *sends;
	unsigned char bytes[64 * 1024];          /* they themselves, encrypted: while they are sent */
};

/*
 * The answer that `connection` holds waits for wc_outbox_flush, when the round of its loop is over; where many wait, or one for long,
 * they leave at once.
 */
void wc_outbox_add(struct wc_outbox *box, struct wc_connection *connection);
void wc_outbox_flush(struct wc_outbox *box);

/* An answer whose connection is no more. */
void wc_outbox_drop(struct wc_outbox *box, const struct wc_connection *connection);

#endif
