/* wc_sends: many short messages, each on a connection of its own, in one system call. */
#ifndef WC_IO_SENDS_H
#define WC_IO_SENDS_H

#include <stdbool.h>
#include <stddef.h>

/* One message. */
struct wc_send {
	int socket;        /* one that never waits */
	const void *bytes; /* the caller's */
	size_t length;
	bool is_sent;      /* the system has taken all of it */
};

enum { WC_SENDS_MOST = 64 }; /* at a time */

/* What one thread sends with. */
struct wc_sends;

/* A new one, or NULL where memory is out. Free it with wc_sends_free (NULL is allowed). */
struct wc_sends *wc_sends_new(void);
void wc_sends_free(struct wc_sends *sends);

/*
 * Sends `count` messages, at most WC_SENDS_MOST, in their order, and says of each whether it went. Where the kernel lets us, it is one call:
 * a peer on this machine that is woken by the first message then runs when all are sent, and not before each of the others. Where it does
 * not (it has no asynchronous I/O, or none left: fs.aio-max-nr) they are sent one by one.
 */
void wc_sends_go(struct wc_sends *sends, struct wc_send *message, size_t count);

#endif
