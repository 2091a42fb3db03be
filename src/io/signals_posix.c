/* Signals by sigtimedwait: no handler, so nothing is done in the middle of something else. */
#include "io/signals.h"

#include <signal.h>
#include <time.h>

static void
fill(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
}

void
wc_signals_hold(void)
{
	sigset_t set;
	fill(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails */
}

enum wc_signal
wc_signals_wait(unsigned milliseconds)
{
	sigset_t set;
	struct timespec most = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
	fill(&set);
	int signal = sigtimedwait(&set, NULL, &most);
	if (signal <= 0)
		return WC_SIGNAL_NONE;
	return signal == SIGHUP ? WC_SIGNAL_RELOAD : WC_SIGNAL_END;
}
