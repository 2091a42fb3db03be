/* Listening on POSIX systems. */
#include "io/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Connections that wait to be taken. */
enum { WAITING = 1024, MOST_NAME = 64 };

/* The address in two parts; false where it is none. */
static bool
split(const char *address, char host[MOST_NAME], char port[8])
{
	const char *colon = strrchr(address, ':');
	if (!colon || strspn(colon + 1, "0123456789") != strlen(colon + 1) || strlen(colon + 1) > 5 || !colon[1])
		return false;
	size_t length = (size_t)(colon - address);
	bool bracketed = *address == '[' && length > 2 && colon[-1] == ']';
	if (bracketed)
		address++, length -= 2;
	if (length == 0 || length >= MOST_NAME || (!bracketed && memchr(address, ':', length)))
		return false;
	memcpy(host, address, length);
	host[length] = '\0';
	memcpy(port, colon + 1, strlen(colon + 1) + 1);
	return true;
}

/* No name but localhost is looked up: which of its addresses would be meant, nobody could say. */
static bool
resolve(const char *address, struct addrinfo **ret_found, struct wc_err *err)
{
	char host[MOST_NAME], port[8];
	struct addrinfo how = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
	if (split(address, host, port)) {
		const char *name = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
		if (strtol(port, NULL, 10) <= UINT16_MAX && getaddrinfo(name, port, &how, ret_found) == 0)
			return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is no address to listen on", address);
	return wc_hint(err, "write a number and a port: 127.0.0.1:8443, [::1]:8443, or 0.0.0.0:8443 for every network of this machine");
}

static bool
opened(const struct addrinfo *where, int *ret_socket)
{
	int on = 1, fd = socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, where->ai_addr, where->ai_addrlen) == 0 && listen(fd, WAITING) == 0) {
		*ret_socket = fd;
		return true;
	}
	int why = errno;
	close(fd);
	errno = why;
	return false;
}

static void
print_name(int fd, char ret_name[WC_ADDRESS_TEXT])
{
	struct sockaddr_storage own;
	socklen_t size = sizeof(own);
	char host[MOST_NAME] = "?", port[8] = "?";
	if (getsockname(fd, (struct sockaddr *)&own, &size) == 0)
		getnameinfo((struct sockaddr *)&own, size, host, sizeof(host), port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV);
	snprintf(ret_name, WC_ADDRESS_TEXT, strchr(host, ':') ? "[%s]:%s" : "%s:%s", host, port);
}

bool
wc_listen(const char *address, int *ret_socket, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	struct addrinfo *found;
	if (!resolve(address, &found, err))
		return false;
	bool is_open = opened(found, ret_socket);
	int why = errno;
	freeaddrinfo(found);
	if (is_open) {
		print_name(*ret_socket, ret_name);
		return true;
	}
	wc_fail(err, WC_FAULT_SYSTEM, "nothing can listen on %.80s: %s", address, strerror(why));
	return wc_hint(err, why == EADDRINUSE ? "another program listens there: end it, or take another port with --listen"
	                                      : "name an address that this machine has, and a port that this user may take");
}

bool
wc_listen_check(const char *address, struct wc_err *err)
{
	struct addrinfo *found;
	if (!resolve(address, &found, err))
		return false;
	freeaddrinfo(found);
	return true;
}

bool
wc_listen_is_loopback(const char *address)
{
	char host[MOST_NAME], port[8];
	return split(address, host, port) &&
	       (strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0 || strcmp(host, "localhost") == 0);
}
