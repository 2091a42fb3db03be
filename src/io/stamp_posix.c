/* Stamps by stat. */
#include "io/stamp.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

/* FNV-1a, over eight bytes at a time. */
static uint64_t
mix(uint64_t stamp, uint64_t value)
{
	return (stamp ^ value) * 0x100000001b3u;
}

static uint64_t
stamp_of(const struct stat *s)
{
	uint64_t stamp = mix(0xcbf29ce484222325u, (uint64_t)s->st_ino);
	stamp = mix(stamp, (uint64_t)s->st_size);
	stamp = mix(stamp, (uint64_t)s->st_mtim.tv_sec);
	return mix(stamp, (uint64_t)s->st_mtim.tv_nsec) | 1;
}

/* In whatever order the folder has them: a sum does not mind. */
static uint64_t
stamp_of_files(const char *folder)
{
	char path[4096];
	struct stat s;
	uint64_t sum = 0;
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir && (e = readdir(dir));)
		if (e->d_name[0] != '.' && snprintf(path, sizeof(path), "%s/%s", folder, e->d_name) < (int)sizeof(path) && stat(path, &s) == 0)
			sum += stamp_of(&s);
	if (dir)
		closedir(dir);
	return sum;
}

uint64_t
wc_stamp(const char *path)
{
	struct stat s;
	if (stat(path, &s) != 0)
		return 0;
	return S_ISDIR(s.st_mode) ? mix(stamp_of(&s), stamp_of_files(path)) | 1 : stamp_of(&s);
}
