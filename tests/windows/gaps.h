/* POSIX functions that the tests use and Windows' C library does not have. */
#ifndef WC_TESTS_WINDOWS_GAPS_H
#define WC_TESTS_WINDOWS_GAPS_H

#include <dirent.h>

/* Makes a folder; its name goes where the six X are. NULL where it can't. */
char *mkdtemp(char *path);

/* As in POSIX: copies, and returns where the copy ends. */
char *stpcpy(char *to, const char *from);

/* As in BSD: cuts the next part off *rest. */
char *strsep(char **rest, const char *separators);

/* As in POSIX, without `compare` doing anything: the list is in the order of the folder. */
int scandir(const char *path, struct dirent ***ret_list, int (*wanted)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **));
int alphasort(const struct dirent **a, const struct dirent **b);

#endif
