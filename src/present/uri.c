/* URIs: percent-encoding of paths, and where a source can be read. */
#include "present/uri.h"

#include <stdbool.h>
#include <string.h>

static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

static void
add_encoded(struct wc_text *out, const char *path)
{
	for (; *path; path++) {
		if (*path == '/' || strchr(unreserved, *path))
			wc_text_add(out, path, 1);
		else
			wc_text_printf(out, "%%%02X", (unsigned char)*path);
	}
}

const char *
wc_path_plain(const char *path)
{
	while (path[0] == '.' && path[1] == '/' && path[2])
		path += 2;
	return path;
}

const char *
wc_path_uri(wc_arena *arena, const char *path)
{
	struct wc_text out = {.arena = arena};
	path = wc_path_plain(path);
	/* "//host" would be an authority of its own. */
	if (*path == '/')
		wc_text_addz(&out, "file://");
	add_encoded(&out, path);
	return wc_text_string(&out);
}

/* The length of the leading "OWNER/REPOSITORY", or 0. */
static size_t
repository_length(const char *source)
{
	static const char name[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
	size_t owner = strspn(source, name), length = owner + 1;
	if (owner == 0 || source[owner] != '/')
		return 0;
	length += strspn(source + length, name);
	return length > owner + 1 && source[length] == ' ' ? length : 0;
}

/* The commit behind "@": its length in hexadecimal digits, 0 where it is none. */
static size_t
commit_length(const char *at)
{
	size_t n = *at == '@' ? strspn(at + 1, "0123456789abcdef") : 0;
	return n >= 7 && n <= 40 ? n : 0;
}

static const char *
page_link(wc_arena *arena, const char *source)
{
	struct wc_text out = {.arena = arena};
	size_t repository = repository_length(source);
	const char *rest = source + repository + 1;
	if (repository == 0)
		return NULL;
	size_t path = *rest == '@' ? 0 : strcspn(rest, " ");
	const char *at = path ? rest + path + (rest[path] == ' ') : rest;
	size_t commit = commit_length(at);
	if (commit == 0 || (path && !memchr(rest, '/', path)))
		return NULL;
	wc_text_printf(&out, "https://github.com/%.*s/%s/%.*s", (int)repository, source, path ? "blob" : "commit", (int)commit,
	               at + 1);
	if (path) {
		wc_text_addz(&out, "/");
		add_encoded(&out, wc_copy(arena, rest, path));
	}
	return wc_text_string(&out);
}

const char *
wc_source_link(wc_arena *arena, const char *source)
{
	size_t length = strcspn(source, " ,;)<>\"");
	if (strncmp(source, "https://", 8) == 0)
		return wc_copy(arena, source, source[length - 1] == ':' ? length - 1 : length);
	if (strncmp(source, "github.com/", 11) == 0)
		return wc_printf(arena, "https://%.*s", (int)length, source);
	return page_link(arena, source);
}
