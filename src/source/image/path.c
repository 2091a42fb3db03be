/* What stands behind oci:, oci-archive: and docker-archive:, and which image of several it names. */
#include "source/image/path.h"

#include "base/diag.h"
#include "format/reference.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 8 };

/* "C:\images\x.tar" and "C:/…": that colon belongs to the path, on every system. */
static const char *
first_colon(const char *text)
{
	const char *colon = strchr(text, ':');
	if (colon == text + 1 && ((*text | 32) >= 'a' && (*text | 32) <= 'z') && (colon[1] == '\\' || colon[1] == '/'))
		colon = strchr(colon + 1, ':');
	return colon;
}

bool
wc_path_split(wc_arena *arena, const char *text, const char **ret_path, const char **ret_reference, struct wc_err *err)
{
	const char *colon = first_colon(text);
	size_t length = colon ? (size_t)(colon - text) : strlen(text);
	if (length == 0) {
		wc_fail(err, WC_FAULT_INPUT, "no path is given behind the prefix");
		return wc_hint(err, "write oci:DIR[:REF], oci-archive:FILE[:REF] or docker-archive:FILE[:REF]");
	}
	if (colon && colon[1] == '\0') {
		wc_fail(err, WC_FAULT_INPUT, "'%.300s' ends with a colon, and no image is named behind it", text);
		return wc_hint(err, "name the image behind the colon, or leave the colon out");
	}
	*ret_path = wc_copy(arena, text, length);
	*ret_reference = colon ? wc_copyz(arena, colon + 1) : NULL;
	return true;
}

bool
wc_path_number(const char *reference, size_t *ret_number)
{
	const char *digits = reference + 1;
	if (*reference != '@' || *digits == '\0' || strlen(digits) > 6 || strspn(digits, "0123456789") != strlen(digits))
		return false;
	*ret_number = (size_t)atol(digits);
	return true;
}

bool
wc_path_same_name(wc_arena *arena, const char *one, const char *other)
{
	struct wc_reference a, b;
	if (!one || !other)
		return false;
	if (strcmp(one, other) == 0)
		return true;
	if (!wc_reference_parse(arena, one, &a, NULL) || !wc_reference_parse(arena, other, &b, NULL) || a.digest || b.digest)
		return false;
	return strcmp(a.domain, b.domain) == 0 && strcmp(a.path, b.path) == 0 &&
	       strcmp(a.tag ? a.tag : "latest", b.tag ? b.tag : "latest") == 0;
}

/* The names, as many as a message holds, "@N" for an image without one. */
static const char *
list_names(wc_arena *arena, const char *const *names, size_t count)
{
	const char *list = "";
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
		const char *name = names[i] ? wc_printf(arena, "%.70s", names[i]) : wc_printf(arena, "@%zu", i);
		list = wc_printf(arena, "%s%s%s", list, i ? ", " : "", name);
	}
	return count > NAMES_SHOWN ? wc_printf(arena, "%s and %zu more", list, count - NAMES_SHOWN) : list;
}

bool
wc_path_ambiguous(wc_arena *arena, const char *path, const char *const *names, size_t count, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%.250s holds %zu images, and none is named: %s", path, count,
	        list_names(arena, names, count));
	return wc_hint(err, "put the name behind a colon: %.150s:%.150s", path, names[0] ? names[0] : "@0");
}

bool
wc_path_absent(wc_arena *arena, const char *path, const char *reference, const char *const *names, size_t count,
               struct wc_err *err)
{
	const char **known = wc_array(arena, const char *, count);
	size_t known_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (names[i])
			known[known_count++] = names[i];
	}
	const char *nearest = wc_nearest(reference, known, known_count);
	wc_fail(err, WC_FAULT_INPUT, "%.250s holds no image '%.120s'; it holds %s", path, reference,
	        list_names(arena, names, count));
	return nearest ? wc_hint(err, "did you mean %.200s?", nearest)
	               : wc_hint(err, "name one of these, or @N for the N-th from 0");
}
