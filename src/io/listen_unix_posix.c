/* Listening on a Unix socket. */
#include "io/listen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAITING = 128 };

static bool
make_address(const char *path, struct sockaddr_un *ret_address, struct wc_err *err)
{
	*ret_address = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (*path == '/' && strlen(path) < sizeof(ret_address->sun_path)) {
		memcpy(ret_address->sun_path, path, strlen(path) + 1);
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "'%.120s' is no place for a socket", path);
	return wc_hint(err, "write a whole path of at most %zu bytes: unix:/run/wincompat/authz.sock", sizeof(ret_address->sun_path) - 1);
}

/* A socket on which nobody answers is one that a server left that is gone. */
static void
clear(const struct sockaddr_un *address)
{
	struct stat there;
	if (lstat(address->sun_path, &there) != 0 || !S_ISSOCK(there.st_mode))
		return;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) != 0 && errno == ECONNREFUSED)
		unlink(address->sun_path);
	close(fd);
}

/* Linux binds with the rights that the socket has by then: nobody gets in between. */
static bool
open_at(const struct sockaddr_un *address, int *ret_socket)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	bool is_open = fchmod(fd, S_IRUSR | S_IWUSR) == 0 && bind(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 &&
	               listen(fd, WAITING) == 0;
	int why = errno;
	if (is_open)
		*ret_socket = fd;
	else
		close(fd);
	errno = why;
	return is_open;
}

bool
wc_listen_unix(const char *path, int *ret_socket, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	struct sockaddr_un address;
	if (!make_address(path, &address, err))
		return false;
	clear(&address);
	if (open_at(&address, ret_socket)) {
		snprintf(ret_name, WC_ADDRESS_TEXT, "unix:%s", path);
		return true;
	}
	int why = errno;
	wc_fail(err, WC_FAULT_SYSTEM, "nothing can listen on %s: %s", path, strerror(why));
	return wc_hint(err, "%s", why == EADDRINUSE ? "another program listens there, or a file is in the place: end it, or take another path"
	                                            : "name a folder that is there and that this user may write into");
}

void
wc_listen_unix_end(const char *path)
{
	unlink(path);
}
