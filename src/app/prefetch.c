/* Fetching ahead: a list of names, and how far it was gone through. */
#include "app/prefetch.h"

#include "io/clock.h"

#include <string.h>

enum {
	BUSY_MS = 100,    /* the threads have something else to do */
	IDLE_MS = 1000,
	ROUND_MS = 60000, /* between two rounds: images that are still fresh cost nothing */
};

bool
wc_prefetch_round(struct wc_prefetch *p, uint64_t edition)
{
	int64_t now = wc_clock_ms();
	if (p->at < p->images.length || (now < p->next_round && edition == p->edition))
		return false;
	p->images.length = p->at = 0;
	p->edition = edition;
	p->next_round = now + ROUND_MS;
	return true;
}

unsigned
wc_prefetch_go(struct wc_prefetch *p, struct wc_lookups *lookups)
{
	while (p->at < p->images.length) {
		char *name = p->images.bytes + p->at, *end = strchr(name, '\n');
		*end = '\0';
		bool is_taken = wc_lookups_fetch(lookups, name);
		*end = '\n';
		if (!is_taken)
			return BUSY_MS;
		p->at += (size_t)(end + 1 - name);
	}
	return IDLE_MS;
}
