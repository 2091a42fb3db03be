/* Clocks on Windows. */
#include "io/clock.h"

#include <windows.h>

int64_t
wc_clock_ms(void)
{
	return (int64_t)GetTickCount64();
}

int64_t
wc_clock_us(void)
{
	LARGE_INTEGER ticks, second;
	QueryPerformanceCounter(&ticks);
	QueryPerformanceFrequency(&second);
	return ticks.QuadPart / second.QuadPart * 1000000 + ticks.QuadPart % second.QuadPart * 1000000 / second.QuadPart;
}

void
wc_clock_pause(unsigned milliseconds)
{
	Sleep(milliseconds);
}

/* Windows counts 100 ns from 1601-01-01. */
int64_t
wc_clock_now_ms(void)
{
	FILETIME now;
	GetSystemTimeAsFileTime(&now);
	return ((int64_t)now.dwHighDateTime << 32 | now.dwLowDateTime) / 10000 - 11644473600000;
}

int64_t
wc_clock_now(void)
{
	return wc_clock_now_ms() / 1000;
}

unsigned
wc_clock_jitter(unsigned below)
{
	LARGE_INTEGER ticks;
	QueryPerformanceCounter(&ticks);
	return (unsigned)((uint64_t)ticks.QuadPart * 2654435761u >> 8 & 0xffffff) % below;
}
