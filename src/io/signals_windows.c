/* On Windows nobody sends signals to a program that goes on running: it waits. */
#include "io/signals.h"

#include <windows.h>

void
wc_signals_hold(void)
{
}

enum wc_signal
wc_signals_wait(unsigned milliseconds)
{
	Sleep(milliseconds);
	return WC_SIGNAL_NONE;
}
