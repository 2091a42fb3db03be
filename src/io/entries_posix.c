/* Entries of a folder on POSIX systems. */
#include "io/entries.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <string.h>

/* File systems that do not keep the kind in the folder are asked for each file. */
static enum wc_entry_kind
kind_of(DIR *folder, const struct dirent *entry)
{
	struct stat about;
	switch (entry->d_type) {
	case DT_REG:
		return WC_ENTRY_FILE;
	case DT_DIR:
		return WC_ENTRY_FOLDER;
	case DT_UNKNOWN:
		break;
	default:
		return WC_ENTRY_OTHER;
	}
	if (fstatat(dirfd(folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
		return WC_ENTRY_OTHER;
	return S_ISREG(about.st_mode) ? WC_ENTRY_FILE : S_ISDIR(about.st_mode) ? WC_ENTRY_FOLDER : WC_ENTRY_OTHER;
}

bool
wc_entries_read(wc_arena *arena, const char *path, struct wc_entry **ret_entries, size_t *ret_count, struct wc_err *err)
{
	struct wc_entry *entries = NULL;
	size_t count = 0;
	DIR *folder = opendir(path);
	if (!folder)
		return wc_entries_fail(path, err);
	for (const struct dirent *entry; (entry = readdir(folder));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		struct wc_entry made = {wc_copyz(arena, entry->d_name), kind_of(folder, entry)};
		entries = wc_entries_add(arena, entries, &count, made);
	}
	closedir(folder);
	wc_entries_sort(entries, count);
	*ret_entries = entries;
	*ret_count = count;
	return true;
}
