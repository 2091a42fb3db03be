/* POSIX functions that the tests use and Windows' C library does not have. */
#include "gaps.h"

#include <direct.h>
#include <errno.h>
#include <process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
mkdtemp(char *path)
{
	static unsigned count;
	char *end = path + strlen(path) - 6;
	for (int tries = 0; tries < 1000; tries++) {
		snprintf(end, 7, "%06x", ((unsigned)_getpid() << 8 ^ count++) & 0xffffff);
		if (_mkdir(path) == 0)
			return path;
		if (errno != EEXIST)
			break;
	}
	return NULL;
}

char *
stpcpy(char *to, const char *from)
{
	size_t n = strlen(from);
	memcpy(to, from, n + 1);
	return to + n;
}

char *
strsep(char **rest, const char *separators)
{
	char *part = *rest;
	if (!part)
		return NULL;
	char *end = part + strcspn(part, separators);
	*rest = *end ? end + 1 : NULL;
	*end = '\0';
	return part;
}

int
scandir(const char *path, struct dirent ***ret_list, int (*wanted)(const struct dirent *),
        int (*compare)(const struct dirent **, const struct dirent **))
{
	DIR *folder = opendir(path);
	int count = 0, room = 0;
	struct dirent **list = NULL;
	(void)compare;
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		if (wanted && !wanted(entry))
			continue;
		if (count == room)
			list = realloc(list, (size_t)(room = room ? 2 * room : 64) * sizeof(*list));
		list[count] = malloc(sizeof(**list));
		*list[count++] = *entry;
	}
	if (!folder)
		return -1;
	closedir(folder);
	*ret_list = list;
	return count;
}

int
alphasort(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}
