/* A named pipe that a server listens on: one instance waits for the next client, the others are relays. */
#include "io/pipe_relay.h"
#include "io/pipe_server.h"

#include "base/arena.h"
#include "io/wide.h"

#include <sddl.h>
#include <stdatomic.h>
#include <stdlib.h>

/* The system, administrators, and whoever made it: all rights. Nobody else has any. */
static const wchar_t rights[] = L"D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;OW)";

enum { BUFFER = 64 * 1024, LAST_MS = 1000 };

struct wc_pipe_server {
	wc_arena *arena;
	const wchar_t *name;
	SECURITY_ATTRIBUTES security;
	HANDLE waiting; /* the instance for the next client */
	HANDLE came, stopped;
	struct wc_pipe_relays *relays;
};

static HANDLE
make_instance(struct wc_pipe_server *server, DWORD more)
{
	return CreateNamedPipeW(server->name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | more,
	                        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, WC_PIPE_CLIENTS, BUFFER, BUFFER, 0,
	                        &server->security);
}

static bool
failed(const char *name, DWORD why, struct wc_err *err)
{
	char text[WC_WINDOWS_ERROR_TEXT];
	wc_fail(err, WC_FAULT_SYSTEM, "nothing can listen on %.100s: %s", name, wc_windows_error(why, text));
	return wc_hint(err, why == ERROR_ACCESS_DENIED || why == ERROR_PIPE_BUSY ? "another program has a pipe of that name: end it, or take another name"
	                                                                        : "write npipe:////./pipe/NAME");
}

static bool
open_all(struct wc_pipe_server *server)
{
	server->security.nLength = sizeof(server->security);
	server->came = CreateEventW(NULL, TRUE, FALSE, NULL);
	server->stopped = CreateEventW(NULL, TRUE, FALSE, NULL);
	server->relays = wc_pipe_relays_new();
	if (!server->name || !server->came || !server->stopped || !server->relays ||
	    !ConvertStringSecurityDescriptorToSecurityDescriptorW(rights, SDDL_REVISION_1, &server->security.lpSecurityDescriptor, NULL))
		return false;
	server->waiting = make_instance(server, FILE_FLAG_FIRST_PIPE_INSTANCE);
	return server->waiting != INVALID_HANDLE_VALUE;
}

bool
wc_pipe_server_new(const char *name, struct wc_pipe_server **ret_server, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_pipe_server *server = wc_alloc(arena, sizeof(*server));
	*server = (struct wc_pipe_server){.arena = arena, .name = wc_wide(arena, name), .waiting = INVALID_HANDLE_VALUE};
	*ret_server = server;
	if (open_all(server))
		return true;
	failed(name, GetLastError(), err);
	wc_pipe_server_free(server);
	return false;
}

/* Has a client come to the instance that waits? */
static bool
await(struct wc_pipe_server *server)
{
	OVERLAPPED io = {.hEvent = server->came};
	HANDLE both[] = {server->stopped, server->came};
	DWORD none;
	if (ConnectNamedPipe(server->waiting, &io) || GetLastError() == ERROR_PIPE_CONNECTED)
		return true;
	if (GetLastError() != ERROR_IO_PENDING)
		return false;
	if (WaitForMultipleObjects(2, both, FALSE, INFINITE) != WAIT_OBJECT_0)
		return GetOverlappedResult(server->waiting, &io, &none, TRUE);
	CancelIo(server->waiting);
	GetOverlappedResult(server->waiting, &io, &none, TRUE);
	return false;
}

/* Makes the next instance before the last one is given away, so that the name is never free. Where all are taken, waits until one is not. */
static bool
replace(struct wc_pipe_server *server, HANDLE *ret_taken)
{
	HANDLE next = make_instance(server, 0);
	while (next == INVALID_HANDLE_VALUE && GetLastError() == ERROR_PIPE_BUSY && WaitForSingleObject(server->stopped, 50) == WAIT_TIMEOUT)
		next = make_instance(server, 0);
	if (next == INVALID_HANDLE_VALUE)
		return false;
	*ret_taken = server->waiting;
	server->waiting = next;
	return true;
}

int
wc_pipe_server_accept(struct wc_pipe_server *server)
{
	HANDLE taken;
	if (wc_pipe_server_is_stopped(server))
		return -1;
	if (await(server) && replace(server, &taken))
		return wc_pipe_relays_add(server->relays, taken);
	DisconnectNamedPipe(server->waiting);
	return -1;
}

void
wc_pipe_server_stop(struct wc_pipe_server *server)
{
	SetEvent(server->stopped);
}

bool
wc_pipe_server_is_stopped(const struct wc_pipe_server *server)
{
	return WaitForSingleObject(server->stopped, 0) == WAIT_OBJECT_0;
}

void
wc_pipe_server_free(struct wc_pipe_server *server)
{
	if (server->waiting != INVALID_HANDLE_VALUE)
		CloseHandle(server->waiting);
	wc_pipe_relays_free(server->relays, LAST_MS);
	if (server->came)
		CloseHandle(server->came);
	if (server->stopped)
		CloseHandle(server->stopped);
	LocalFree(server->security.lpSecurityDescriptor);
	wc_arena_free(server->arena);
}
