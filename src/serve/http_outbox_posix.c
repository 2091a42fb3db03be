/* The outbox of an event loop: answers of one round leave together. */
#include "serve/http_outbox.h"

#include "io/clock.h"

enum {
	MOST_WAITING_US = 1000,             /* an answer waits no longer for others of its round */
	MOST_WITH_ALL = WC_HELD_MOST + 2048 /* bytes of an answer with its head and what TLS adds */
};

/*
 * Who reads no answers and asks on is the only one whose socket takes no more: an answer that is held is smaller than any socket's buffer.
 * The library has corked the socket by then and believes that the answer is gone: from the first one on the socket is prompt instead.
 */
static void
send_all(struct wc_sends *sends, struct wc_connection **connections, struct wc_send *message, size_t count)
{
	wc_sends_go(sends, message, count);
	for (size_t i = 0; i < count; i++) {
		struct wc_connection *c = connections[i];
		if (!message[i].length || !message[i].is_sent)
			wc_socket_end(c->socket);
		else if (!c->is_prompt)
			wc_socket_prompt(c->socket);
		c->is_prompt = true;
	}
}

/* The answer of that connection, encrypted at `place`; an empty message where it cannot be. */
static struct wc_send
encrypt(struct wc_connection *c, unsigned char *place)
{
	struct wc_tls_wire *wire = c->wire;
	wire->out = place;
	wire->room = MOST_WITH_ALL;
	bool is_whole = wc_tls_let_go(c->session);
	wire->out = NULL;
	return (struct wc_send){.socket = c->socket, .bytes = place, .length = is_whole ? MOST_WITH_ALL - wire->room : 0};
}

void
wc_outbox_flush(struct wc_outbox *box)
{
	struct wc_send message[WC_SENDS_MOST];
	size_t first = 0, used = 0;
	for (size_t i = 0; i < box->count; i++) {
		if (sizeof(box->bytes) - used < MOST_WITH_ALL) {
			send_all(box->sends, box->of + first, message + first, i - first);
			first = i;
			used = 0;
		}
		message[i] = encrypt(box->of[i], box->bytes + used);
		used += message[i].length;
		box->of[i]->waits = false;
	}
	send_all(box->sends, box->of + first, message + first, box->count - first);
	box->count = 0;
}

void
wc_outbox_add(struct wc_outbox *box, struct wc_connection *c)
{
	int64_t now = wc_clock_us();
	if (box->count == 0)
		box->since = now;
	box->of[box->count++] = c;
	c->waits = true;
	if (box->count == WC_SENDS_MOST || now - box->since > MOST_WAITING_US)
		wc_outbox_flush(box);
}

void
wc_outbox_drop(struct wc_outbox *box, const struct wc_connection *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < box->count; i++)
		if (box->of[i] != c)
			box->of[kept++] = box->of[i];
	box->count = kept;
}
