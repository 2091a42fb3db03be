/* Relays: a pair of sockets for each client, and a thread for either direction. */
#include "io/pipe_relay.h"

#include "io/gate.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A peer that takes nothing for so long is given up. */
enum { PIECE = 16 * 1024, PATIENCE_MS = 60 * 1000 };

/* One client. Its two threads hold it; the last frees it. */
struct relay {
	struct relay *next, *before;
	struct wc_pipe_relays *relays;
	HANDLE pipe;
	SOCKET socket;
	atomic_bool is_cut;
	unsigned holders; /* with the gate locked */
};

struct wc_pipe_relays {
	struct wc_gate *gate; /* of the list */
	struct relay *first;
};

struct wc_pipe_relays *
wc_pipe_relays_new(void)
{
	WSADATA about;
	struct wc_pipe_relays *relays = WSAStartup(MAKEWORD(2, 2), &about) == 0 ? calloc(1, sizeof(*relays)) : NULL;
	if (relays)
		relays->gate = wc_gate_new();
	return relays;
}

/* Neither side says or hears anything more: both threads come to their ends. What begins just now sees `is_cut`, and is cancelled there. */
static void
cut(struct relay *r)
{
	atomic_store(&r->is_cut, true);
	shutdown(r->socket, SD_BOTH);
	CancelIoEx(r->pipe, NULL);
}

static void
release(struct relay *r)
{
	struct wc_pipe_relays *relays = r->relays;
	wc_gate_lock(relays->gate);
	bool is_last = --r->holders == 0;
	if (is_last) {
		*(r->before ? &r->before->next : &relays->first) = r->next;
		if (r->next)
			r->next->before = r->before;
		closesocket(r->socket);
		CloseHandle(r->pipe); /* what the client has not read yet stays for it */
		free(r);
		wc_gate_wake(relays->gate);
	}
	wc_gate_unlock(relays->gate);
}

/* How many bytes that read or write came to, 0 where it failed; `begun` is what the call said. */
static DWORD
finish(struct relay *r, BOOL begun, OVERLAPPED *io, DWORD most_ms)
{
	DWORD done = 0;
	if (!begun && GetLastError() != ERROR_IO_PENDING)
		return 0;
	if (atomic_load(&r->is_cut) || WaitForSingleObject(io->hEvent, most_ms) != WAIT_OBJECT_0)
		CancelIoEx(r->pipe, io);
	return GetOverlappedResult(r->pipe, io, &done, TRUE) ? done : 0;
}

static bool
write_all(struct relay *r, HANDLE event, const char *bytes, DWORD length)
{
	for (DWORD sent = 0, done; sent < length; sent += done) {
		OVERLAPPED io = {.hEvent = event};
		done = finish(r, WriteFile(r->pipe, bytes + sent, length - sent, NULL, &io), &io, PATIENCE_MS);
		if (done == 0)
			return false;
	}
	return true;
}

static bool
send_all(SOCKET socket, const char *bytes, int length)
{
	for (int sent = 0, done; sent < length; sent += done)
		if ((done = send(socket, bytes + sent, length - sent, 0)) <= 0)
			return false;
	return true;
}

/* What the client says. Its end is the socket's, too: the answer that is under way still comes. */
static DWORD WINAPI
carry_in(void *context)
{
	struct relay *r = context;
	char piece[PIECE];
	HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
	for (DWORD done = 1; event && done;) {
		OVERLAPPED io = {.hEvent = event};
		done = finish(r, ReadFile(r->pipe, piece, sizeof(piece), NULL, &io), &io, INFINITE);
		if (done && !send_all(r->socket, piece, (int)done))
			done = 0;
	}
	shutdown(r->socket, SD_SEND);
	if (event)
		CloseHandle(event);
	release(r);
	return 0;
}

/* What the server says. When it has said all, the client is let go. */
static DWORD WINAPI
carry_out(void *context)
{
	struct relay *r = context;
	char piece[PIECE];
	HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
	int length = 1;
	while (event && length > 0) {
		length = recv(r->socket, piece, sizeof(piece), 0);
		if (length > 0 && !write_all(r, event, piece, (DWORD)length))
			length = 0;
	}
	cut(r);
	if (event)
		CloseHandle(event);
	release(r);
	return 0;
}

/* Two sockets that are connected with each other: Windows has no call for it. Nobody else gets between: the address of the peer is compared. */
static bool
make_pair(SOCKET both[2])
{
	struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, peer, mine;
	int size = sizeof(own), peer_size = sizeof(peer), mine_size = sizeof(mine);
	SOCKET door = socket(AF_INET, SOCK_STREAM, 0);
	both[0] = socket(AF_INET, SOCK_STREAM, 0);
	both[1] = INVALID_SOCKET;
	bool is_open = door != INVALID_SOCKET && both[0] != INVALID_SOCKET && bind(door, (struct sockaddr *)&own, size) == 0 && listen(door, 1) == 0 &&
	               getsockname(door, (struct sockaddr *)&own, &size) == 0 && connect(both[0], (struct sockaddr *)&own, sizeof(own)) == 0 &&
	               (both[1] = accept(door, (struct sockaddr *)&peer, &peer_size)) != INVALID_SOCKET &&
	               getsockname(both[0], (struct sockaddr *)&mine, &mine_size) == 0 && peer.sin_port == mine.sin_port && peer.sin_addr.s_addr == mine.sin_addr.s_addr;
	closesocket(door);
	if (!is_open) {
		closesocket(both[0]);
		closesocket(both[1]);
	}
	return is_open;
}

static void
put(struct wc_pipe_relays *relays, struct relay *r)
{
	wc_gate_lock(relays->gate);
	r->next = relays->first;
	if (r->next)
		r->next->before = r;
	relays->first = r;
	wc_gate_unlock(relays->gate);
}

/* A direction in a thread; where there is none left it is over at once. */
static void
start(struct relay *r, LPTHREAD_START_ROUTINE carry)
{
	HANDLE thread = CreateThread(NULL, 128 * 1024, carry, r, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
	if (thread) {
		CloseHandle(thread);
		return;
	}
	cut(r);
	release(r);
}

int
wc_pipe_relays_add(struct wc_pipe_relays *relays, HANDLE pipe)
{
	SOCKET both[2];
	BOOL on = TRUE;
	struct relay *r = calloc(1, sizeof(*r));
	if (!r || !make_pair(both)) {
		free(r);
		CloseHandle(pipe);
		return -1;
	}
	setsockopt(both[0], IPPROTO_TCP, TCP_NODELAY, (const char *)&on, sizeof(on));
	*r = (struct relay){.relays = relays, .pipe = pipe, .socket = both[0], .holders = 2};
	put(relays, r);
	start(r, carry_in);
	start(r, carry_out);
	return (int)both[1];
}

void
wc_pipe_relays_free(struct wc_pipe_relays *relays, unsigned milliseconds)
{
	if (!relays)
		return;
	ULONGLONG until = GetTickCount64() + milliseconds, now = until - milliseconds;
	bool is_cut = false;
	wc_gate_lock(relays->gate);
	while (relays->first) {
		now = GetTickCount64();
		for (struct relay *r = relays->first; r && now >= until && !is_cut; r = r->next)
			cut(r);
		is_cut = now >= until;
		wc_gate_wait(relays->gate, is_cut ? 50 : (int64_t)(until - now));
	}
	wc_gate_unlock(relays->gate);
	wc_gate_free(relays->gate);
	free(relays);
	WSACleanup();
}
