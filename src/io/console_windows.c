/* The console on Windows: UTF-16 where a person sits, bytes as they are where output goes elsewhere. */
#include "io/console.h"

#include "io/descriptor.h"
#include "io/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>

void
wc_console_begin(void)
{
	for (int fd = WC_CONSOLE_IN; fd <= WC_CONSOLE_ERR; fd++)
		_setmode(fd, _O_BINARY);
}

bool
wc_console_is_terminal(enum wc_console stream)
{
	return wc_terminal_is((int)stream);
}

bool
wc_console_colours(void)
{
	return wc_terminal_colours();
}

bool
wc_console_write(const char *bytes, size_t length, bool *ret_gone, struct wc_err *err)
{
	for (size_t done = 0; done < length;) {
		int64_t n = wc_write(WC_CONSOLE_OUT, bytes + done, length - done);
		if (n < 0) {
			/* A closed pipe says EINVAL here, too: the C library knows no better word for ERROR_NO_DATA. */
			*ret_gone = errno == EPIPE || (errno == EINVAL && !wc_terminal_is(WC_CONSOLE_OUT));
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
	for (int64_t n; length > 0 && (n = wc_write(WC_CONSOLE_ERR, bytes, length)) > 0; bytes += n)
		length -= (size_t)n;
}

/* A byte of standard input: typed ones come as UTF-8, others through the C library's buffer. */
static int
next_byte(void)
{
	unsigned char byte;
	if (!wc_terminal_is(WC_CONSOLE_IN))
		return getchar();
	return wc_terminal_read(WC_CONSOLE_IN, &byte, 1) == 1 ? byte : EOF;
}

bool
wc_console_line(char *buffer, size_t size)
{
	size_t n = 0;
	int c;
	while ((c = next_byte()) != EOF && c != '\n')
		if (n < size - 1)
			buffer[n++] = (char)c;
	buffer[n] = '\0';
	return c != EOF || n > 0;
}
