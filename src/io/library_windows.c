/* Libraries on Windows are linked in: "opening" one is looking its functions up in a table. */
#include "io/library.h"

/* First, for it includes the socket header, which must stand before any other of Windows. */
#include "io/libcurl.h"

#include "io/libarchive.h"

#include <string.h>

/* A function under its name; the type is taken back where it is used. */
static const struct {
	const char *name;
	void (*function)(void);
} linked[] = {
#define ROW(name) {#name, (void (*)(void))name},
	WC_LIBARCHIVE_FUNCTIONS(ROW) WC_LIBCURL_FUNCTIONS(ROW)
#undef ROW
};

const char *
wc_library_open(const char *file, const struct wc_library_function *table, size_t count, void *functions)
{
	(void)file;
	for (size_t i = 0; i < count; i++) {
		size_t at = 0;
		while (at < sizeof(linked) / sizeof(*linked) && strcmp(linked[at].name, table[i].name) != 0)
			at++;
		if (at == sizeof(linked) / sizeof(*linked))
			return table[i].name;
		memcpy((char *)functions + table[i].offset, &linked[at].function, sizeof(linked[at].function));
	}
	return NULL;
}
