/* Listing a folder on POSIX systems. */
#include "io/listing.h"

#include <dirent.h>

bool
wc_listing_walk(const char *path, wc_listing_take *take, void *context)
{
	DIR *folder = opendir(path);
	if (!folder)
		return false;
	for (const struct dirent *entry; (entry = readdir(folder)) && take(context, entry->d_name);)
		;
	closedir(folder);
	return true;
}
