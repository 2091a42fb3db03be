/* The progress line: done, failed, rate, time left. */
#include "cli/progress.h"

#include "io/clock.h"
#include "io/console.h"

#include <stdio.h>
#include <string.h>

/* What is over sooner needs no line; and nobody reads more of them. */
enum { PATIENCE_MS = 700, EVERY_MS = 200 };

struct wc_progress
wc_progress_new(const char *what)
{
	return (struct wc_progress){.is_for_person = wc_console_is_terminal(WC_CONSOLE_ERR), .what = what};
}

static void
talk(const char *text)
{
	wc_console_talk(text, strlen(text));
}

static void
show(struct wc_progress *p, int64_t elapsed, size_t done, size_t failed, size_t total)
{
	char line[160];
	double rate = (double)done * 1000 / (double)elapsed, left = rate > 0 ? (double)(total - done) / rate : 0;
	snprintf(line, sizeof(line), "\r%zu of %zu %s read, %zu failed, %.0f a second, %.0f s left\033[K", done, total, p->what, failed, rate, left);
	talk(line);
	p->is_there = true;
}

void
wc_progress_step(void *context, size_t done, size_t failed, size_t total)
{
	struct wc_progress *p = context;
	if (!p->is_for_person || total < 2)
		return;
	int64_t now = wc_clock_ms();
	p->started = p->started ? p->started : now;
	int64_t elapsed = now - p->started;
	if (done == total) {
		if (p->is_there)
			talk("\r\033[K");
		*p = wc_progress_new(p->what);
	} else if (elapsed >= PATIENCE_MS && now - p->shown >= EVERY_MS) {
		p->shown = now;
		show(p, elapsed, done, failed, total);
	}
}
