/* wc_bell: wakes a thread that waits for a descriptor. */
#ifndef WC_IO_BELL_H
#define WC_IO_BELL_H

#include <stdint.h>

struct wc_bell;

/* A new one, or NULL where the system has none left. Free it with wc_bell_free (NULL is allowed), with nobody at it. */
struct wc_bell *wc_bell_new(void);
void wc_bell_free(struct wc_bell *bell);

/* Who waits goes on, and if nobody does, who waits next. Any thread calls it. */
void wc_bell_ring(struct wc_bell *bell);

/* Waits until something can be read from `descriptor`, the bell is rung or, unless `milliseconds` is negative, so long. May return early. */
void wc_bell_wait(struct wc_bell *bell, int descriptor, int64_t milliseconds);

#endif
