/* Unit tests: many messages in one call, and a thread that is woken. */
#include "io/bell.h"
#include "io/clock.h"
#include "io/gate.h"
#include "io/sends.h"
#include "io/socket.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

TestSuite(sends, .timeout = 20);

static struct wc_send message[WC_SENDS_MOST];
static int peer[WC_SENDS_MOST];

static void
open_pairs(size_t count)
{
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < count; i++) {
		int both[2];
		cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, both), 0);
		message[i].socket = both[0];
		peer[i] = both[1];
	}
}

static void
send_letters(struct wc_sends *sends, size_t count)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl";
	for (size_t i = 0; i < count; i++) {
		message[i].bytes = letters + i;
		message[i].length = 1 + i % 3;
	}
	wc_sends_go(sends, message, count);
}

static void
expect_letters(size_t i)
{
	char got[8] = "";
	cr_assert(message[i].is_sent, "message %zu", i);
	cr_assert_eq(wc_socket_read(peer[i], got, sizeof(got)), (ptrdiff_t)message[i].length);
	cr_assert_eq(memcmp(got, message[i].bytes, message[i].length), 0);
}

Test(sends, each_peer_gets_its_own)
{
	struct wc_sends *sends = wc_sends_new();
	open_pairs(WC_SENDS_MOST);
	for (size_t count = 0; count <= WC_SENDS_MOST; count = count * 2 + 1) {
		send_letters(sends, count);
		for (size_t i = 0; i < count; i++)
			expect_letters(i);
	}
	wc_sends_free(sends);
}

/* The kernel stops at a descriptor that is none: those behind it are sent all the same. */
Test(sends, one_that_fails_is_named_and_holds_up_no_other)
{
	static const char much[4 * 1024 * 1024];
	enum { COUNT = 6, FULL = 1, CLOSED = 2, NONE = 4 };
	struct wc_sends *sends = wc_sends_new();
	open_pairs(COUNT);
	while (wc_socket_write(message[FULL].socket, much, sizeof(much)) > 0)
		;
	wc_socket_close(peer[CLOSED]);
	wc_socket_close(message[NONE].socket);
	send_letters(sends, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		if (i == FULL || i == CLOSED || i == NONE)
			cr_assert_not(message[i].is_sent, "message %zu", i);
		else
			expect_letters(i);
	wc_sends_free(sends);
}

Test(sends, half_a_message_is_not_sent)
{
	static const char much[4 * 1024 * 1024];
	struct wc_sends *sends = wc_sends_new();
	open_pairs(2);
	message[0].bytes = message[1].bytes = much;
	message[0].length = sizeof(much);
	message[1].length = 1;
	wc_sends_go(sends, message, 2);
	cr_assert_not(message[0].is_sent);
	cr_assert(message[1].is_sent);
	wc_sends_free(sends);
	wc_sends_free(NULL);
}

static void
ring(void *bell)
{
	wc_clock_pause(50);
	wc_bell_ring(bell);
}

Test(sends, a_bell_wakes_who_waits_and_who_comes_late)
{
	struct wc_bell *bell = wc_bell_new();
	struct wc_worker *worker;
	struct wc_err err;
	int64_t began = wc_clock_ms();
	open_pairs(1);
	cr_assert(wc_worker_start(ring, bell, &worker, &err));
	wc_bell_wait(bell, peer[0], 10000);
	cr_assert_leq(wc_clock_ms() - began, 5000);
	wc_worker_join(worker);
	wc_bell_ring(bell);
	wc_bell_ring(bell);
	wc_bell_wait(bell, -1, 10000); /* it was rung before */
	wc_bell_wait(bell, -1, 20);    /* and that is forgotten */
	cr_assert_eq(wc_socket_write(message[0].socket, "x", 1), 1);
	wc_bell_wait(bell, peer[0], 10000);
	cr_assert_leq(wc_clock_ms() - began, 5000);
	wc_bell_free(bell);
	wc_bell_free(NULL);
}
