/* wc_bell by an eventfd. */
#include "io/bell.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct wc_bell {
	int descriptor;
};

struct wc_bell *
wc_bell_new(void)
{
	struct wc_bell *bell = malloc(sizeof(*bell));
	if (!bell)
		return NULL;
	bell->descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (bell->descriptor >= 0)
		return bell;
	free(bell);
	return NULL;
}

void
wc_bell_free(struct wc_bell *bell)
{
	if (bell)
		close(bell->descriptor);
	free(bell);
}

void
wc_bell_ring(struct wc_bell *bell)
{
	eventfd_write(bell->descriptor, 1);
}

void
wc_bell_wait(struct wc_bell *bell, int descriptor, int64_t milliseconds)
{
	struct pollfd both[] = {{.fd = bell->descriptor, .events = POLLIN}, {.fd = descriptor, .events = POLLIN}};
	int most = milliseconds < 0 ? -1 : milliseconds < INT_MAX ? (int)milliseconds : INT_MAX;
	eventfd_t rung;
	if (poll(both, 2, most) > 0 && both[0].revents)
		eventfd_read(bell->descriptor, &rung);
}
