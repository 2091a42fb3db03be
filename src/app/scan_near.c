/* Files that a file names. */
#include "app/scan_near.h"

#include "base/limits.h"
#include "io/folder.h"

#include <string.h>

bool
wc_scan_text(const char *name, const char **bytes, size_t *length, struct wc_err *err)
{
	bool is_wide = *length >= 2 && (memcmp(*bytes, "\xff\xfe", 2) == 0 || memcmp(*bytes, "\xfe\xff", 2) == 0);
	if (!is_wide && *length >= 3 && memcmp(*bytes, "\xef\xbb\xbf", 3) == 0) {
		*bytes += 3;
		*length -= 3;
	}
	const char *nul = *length ? memchr(*bytes, '\0', *length) : NULL;
	if (!nul && !is_wide)
		return true;
	if (is_wide || nul - *bytes < 2) {
		wc_fail(err, WC_FAULT_INPUT, "%s is UTF-16 text, which neither container tools nor this one read", name);
		return wc_hint(err, "save it as UTF-8; Windows PowerShell's \">\" writes UTF-16: use `| Out-File -Encoding utf8`");
	}
	wc_fail(err, WC_FAULT_INPUT, "%s holds a NUL byte: it is no text", name);
	return wc_hint(err, "leave it out with --exclude, or give it a name that does not promise text");
}

/* An absolute path, and one of a drive of Windows, is somebody's own machine. */
static bool
is_absolute(const char *path)
{
	return *path == '/' || *path == '\\' || (*path && path[1] == ':');
}

/* Puts the parts of `path` behind those of `folder`, without "." and ".."; NULL where that leads out. */
static const char *
joined(wc_arena *arena, const char *folder, size_t folder_length, const char *path)
{
	const char *parts = wc_printf(arena, "%.*s/%s", (int)folder_length, folder, path);
	char *out = wc_alloc(arena, strlen(parts) + 2), *end = out;
	for (const char *part = parts; *part;) {
		part += strspn(part, "/\\");
		size_t length = strcspn(part, "/\\");
		if (length == 2 && part[0] == '.' && part[1] == '.') {
			if (end == out)
				return NULL;
			while (end > out && end[-1] != '/')
				end--;
			end -= end > out;
		} else if (length && !(length == 1 && *part == '.')) {
			if (end > out)
				*end++ = '/';
			memcpy(end, part, length);
			end += length;
		}
		*end = '\0';
		part += length;
	}
	return out;
}

const char *
wc_near_root(wc_arena *arena, const char *path, bool is_folder)
{
	size_t length = strlen(path);
	if (!is_absolute(path) && strncmp(path, "..", 2) != 0)
		return "";
	while (!is_folder && length > 0 && path[length - 1] != '/' && path[length - 1] != '\\')
		length--;
	while (length > 1 && path[length - 1] == '/')
		length--;
	return wc_copy(arena, path, length);
}

/* The part of `path` below `root`, or NULL where it lies elsewhere. */
static const char *
below(const char *root, const char *path)
{
	size_t length = strlen(root);
	if (length == 0)
		return path;
	bool fits = strncmp(path, root, length) == 0 && (root[length - 1] == '/' || path[length] == '/');
	return fits ? path + length + (root[length - 1] != '/') : NULL;
}

/* The file `rest` below the root, read now or before; NULL where it is not there. */
static const struct wc_near_file *
read_once(struct wc_near *near, const char *rest)
{
	char *bytes;
	size_t length;
	const char *between = !*near->root || near->root[strlen(near->root) - 1] == '/' ? "" : "/";
	const char *name = wc_printf(near->arena, "%s%s%s", near->root, between, rest);
	for (const struct wc_near_file *file = near->files; file; file = file->next)
		if (strcmp(file->name, name) == 0)
			return file;
	if (!wc_folder_read(near->arena, *near->root ? near->root : ".", rest, WC_LIMIT_YAML_BYTES, &bytes, &length, NULL) || !bytes)
		return NULL;
	const char *text = bytes;
	if (!wc_scan_text(name, &text, &length, NULL))
		return NULL;
	struct wc_near_file *file = wc_alloc(near->arena, sizeof(*file));
	*file = (struct wc_near_file){near->files, name, text, length, wc_alloc(near->arena, sizeof(struct wc_lines))};
	file->lines->arena = near->arena;
	near->files = file;
	return file;
}

bool
wc_near_read(void *context, wc_arena *arena, const char *beside, const char *path, const char **ret_name, const char **ret_bytes,
             size_t *ret_length)
{
	struct wc_near *near = context;
	const char *from = below(near->root, beside), *slash = from ? strrchr(from, '/') : NULL;
	(void)arena;
	if (!from || is_absolute(path) || strlen(path) > WC_LIMIT_REFERENCE)
		return false;
	const char *rest = joined(near->arena, from, slash ? (size_t)(slash - from) : 0, path);
	const struct wc_near_file *file = rest && *rest ? read_once(near, rest) : NULL;
	if (!file || near->given + file->length > WC_LIMIT_NEAR_BYTES)
		return false;
	near->given += file->length;
	*ret_name = file->name;
	*ret_bytes = file->bytes;
	*ret_length = file->length;
	return true;
}
