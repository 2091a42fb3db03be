/* Shared libraries on POSIX systems: dlopen. */
#include "io/library.h"

#include <dlfcn.h>
#include <string.h>

const char *
wc_library_open(const char *file, const struct wc_library_function *table, size_t count, void *functions)
{
	void *handle = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	if (!handle)
		return file;
	for (size_t i = 0; i < count; i++) {
		void *found = dlsym(handle, table[i].name);
		if (!found)
			return table[i].name;
		/* ISO C has no cast from an object to a function pointer; POSIX says that they have the same bytes. */
		memcpy((char *)functions + table[i].offset, &found, sizeof(found));
	}
	return NULL;
}
