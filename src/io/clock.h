/* Clocks: how long something takes, and what day it is. */
#ifndef WC_IO_CLOCK_H
#define WC_IO_CLOCK_H

#include <stdint.h>

/* Milliseconds since some fixed moment; never goes backwards. */
int64_t wc_clock_ms(void);

/* Milliseconds from now to the moment `deadline` (0: there is none), at most `most`, at least 1: then what waits ends at once. */
static inline unsigned
wc_clock_left(int64_t deadline, unsigned most)
{
	int64_t left = deadline - wc_clock_ms();
	return deadline == 0 || left > most ? most : left > 0 ? (unsigned)left : 1;
}

/* The same clock in microseconds. */
int64_t wc_clock_us(void);

/* Does nothing for so long. */
void wc_clock_pause(unsigned milliseconds);

/* Seconds since 1970-01-01 00:00 UTC, as this machine believes. */
int64_t wc_clock_now(void);

/* The same in milliseconds. */
int64_t wc_clock_now_ms(void);

/* A number below `below` (at least 1) that differs from call to call: for jitter, never for secrets. */
unsigned wc_clock_jitter(unsigned below);

#endif
