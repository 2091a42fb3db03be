/* Clocks: how long something takes, and what day it is. */
#ifndef WC_IO_CLOCK_H
#define WC_IO_CLOCK_H

#include <stdint.h>

/* Milliseconds since some fixed moment; never goes backwards. */
int64_t wc_clock_ms(void);

/* Seconds since 1970-01-01 00:00 UTC, as this machine believes. */
int64_t wc_clock_now(void);

/* The same in milliseconds. */
int64_t wc_clock_now_ms(void);

/* A number below `below` (at least 1) that differs from call to call: for jitter, never for secrets. */
unsigned wc_clock_jitter(unsigned below);

#endif
