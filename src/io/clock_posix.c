/* Clocks by POSIX. */
#include "io/clock.h"

#include <time.h>

int64_t
wc_clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
wc_clock_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void
wc_clock_pause(unsigned milliseconds)
{
	struct timespec most = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
	nanosleep(&most, NULL);
}

int64_t
wc_clock_now(void)
{
	return (int64_t)time(NULL);
}

int64_t
wc_clock_now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

unsigned
wc_clock_jitter(unsigned below)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned)((uint64_t)t.tv_nsec * 2654435761u >> 8) % below;
}
