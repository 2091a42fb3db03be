/* The console on POSIX systems: file descriptors 0, 1 and 2. */
#include "io/console.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
wc_console_begin(void)
{
	/* They do. */
}

bool
wc_console_is_terminal(enum wc_console stream)
{
	return isatty((int)stream);
}

bool
wc_console_write(const char *bytes, size_t length, bool *ret_gone, struct wc_err *err)
{
	for (size_t done = 0; done < length;) {
		ssize_t n = write(STDOUT_FILENO, bytes + done, length - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			*ret_gone = errno == EPIPE;
			wc_fail(err, WC_FAULT_SYSTEM, "cannot write the answer to standard output: %s", strerror(errno));
			return wc_hint(err, "the answer is incomplete; make room or choose another place for it");
		}
		done += (size_t)n;
	}
	return true;
}

void
wc_console_talk(const char *bytes, size_t length)
{
	for (ssize_t n; length > 0; bytes += n, length -= (size_t)n) {
		n = write(STDERR_FILENO, bytes, length);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			return;
	}
}

bool
wc_console_colours(void)
{
	return wc_console_is_terminal(WC_CONSOLE_OUT);
}

bool
wc_console_line(char *buffer, size_t size)
{
	size_t n = 0;
	int c;
	while ((c = getchar()) != EOF && c != '\n')
		if (n < size - 1)
			buffer[n++] = (char)c;
	buffer[n] = '\0';
	return c != EOF || n > 0;
}
