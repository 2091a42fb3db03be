/* wc_sends by Linux's asynchronous I/O, which on a socket that never waits has sent when the call comes back: nothing of it is asynchronous here. */
#include "io/sends.h"

#include "io/socket.h"

#include <linux/aio_abi.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct wc_sends {
	aio_context_t queue; /* 0: there is none */
	struct iocb ask[WC_SENDS_MOST], *asks[WC_SENDS_MOST];
	struct io_event told[WC_SENDS_MOST];
};

struct wc_sends *
wc_sends_new(void)
{
	struct wc_sends *sends = calloc(1, sizeof(*sends));
	if (sends && syscall(SYS_io_setup, WC_SENDS_MOST, &sends->queue) != 0)
		sends->queue = 0;
	return sends;
}

void
wc_sends_free(struct wc_sends *sends)
{
	if (sends && sends->queue)
		syscall(SYS_io_destroy, sends->queue);
	free(sends);
}

static void
fill(struct wc_sends *sends, const struct wc_send *message, size_t count)
{
	memset(sends->ask, 0, count * sizeof(*sends->ask));
	for (size_t i = 0; i < count; i++) {
		struct iocb *ask = sends->asks[i] = &sends->ask[i];
		ask->aio_lio_opcode = IOCB_CMD_PWRITE;
		ask->aio_fildes = (uint32_t)message[i].socket;
		ask->aio_buf = (uint64_t)(uintptr_t)message[i].bytes;
		ask->aio_nbytes = message[i].length;
		ask->aio_data = i;
	}
}

/* How many of them the kernel took, from the first one on; whether they went is noted. It stops at one that it cannot take at all. */
static size_t
go_together(struct wc_sends *sends, struct wc_send *message, size_t count)
{
	if (!sends->queue || count < 2)
		return 0;
	fill(sends, message, count);
	long taken = syscall(SYS_io_submit, sends->queue, (long)count, sends->asks);
	long told = taken > 0 ? syscall(SYS_io_getevents, sends->queue, taken, taken, sends->told, NULL) : 0;
	for (long i = 0; i < told; i++) {
		struct wc_send *one = &message[sends->told[i].data];
		one->is_sent = sends->told[i].res == (int64_t)one->length;
	}
	return taken > 0 ? (size_t)taken : 0;
}

void
wc_sends_go(struct wc_sends *sends, struct wc_send *message, size_t count)
{
	for (size_t i = 0; i < count; i++)
		message[i].is_sent = false;
	for (size_t i = go_together(sends, message, count); i < count; i++)
		message[i].is_sent = wc_socket_write(message[i].socket, message[i].bytes, message[i].length) == (ptrdiff_t)message[i].length;
}
