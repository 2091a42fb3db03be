/* Which request of the engine's API it is: the path as Go's server and moby's router take it. */
#include "source/authz/authz.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_SEGMENTS = 8 }; /* of a path that counts: a version and three words */

static int
hex(char c)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *digit = c ? strchr(digits, c) : NULL;
	return !digit ? -1 : digit - digits < 16 ? (int)(digit - digits) : (int)(digit - digits) - 6;
}

/* Decodes `length` bytes of percent-encoded text; NULL where an escape is none, or stands for a NUL. */
static char *
decode(wc_arena *arena, const char *text, size_t length, bool plus_is_blank)
{
	char *decoded = wc_alloc(arena, length + 1), *out = decoded;
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '%') {
			int high = i + 2 < length ? hex(text[i + 1]) : -1, low = high < 0 ? -1 : hex(text[i + 2]);
			if (low < 0 || high + low == 0)
				return NULL;
			c = (char)(high * 16 + low);
			i += 2;
		}
		*out++ = c == '+' && text[i] == '+' && plus_is_blank ? ' ' : c;
	}
	*out = '\0';
	return decoded;
}

/* Behind "http://host", which a proxy's form of a request has in front of its path. */
static const char *
skip_host(const char *uri)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-";
	size_t scheme = strspn(uri, letters);
	if (scheme == 0 || uri[scheme] != ':')
		return uri;
	uri += scheme + 1;
	return strncmp(uri, "//", 2) == 0 ? uri + 2 + strcspn(uri + 2, "/?") : uri;
}

/* The words between the slashes, without empty ones, "." and what ".." takes back; the last few of a longer path are left out. */
static size_t
split(char *path, const char *segments[MOST_SEGMENTS])
{
	size_t depth = 0;
	for (char *rest, *word = strtok_r(path, "/", &rest); word; word = strtok_r(NULL, "/", &rest)) {
		if (strcmp(word, ".") == 0)
			continue;
		if (strcmp(word, "..") == 0) {
			depth -= depth > 0;
			continue;
		}
		if (depth < MOST_SEGMENTS)
			segments[depth] = word;
		depth++;
	}
	return depth < MOST_SEGMENTS ? depth : MOST_SEGMENTS;
}

/* "v1.43", as moby's router has it: v, then digits and dots. */
static bool
is_version(const char *segment)
{
	return segment[0] == 'v' && segment[1] && segment[1 + strspn(segment + 1, "0123456789.")] == '\0';
}

/* N of "v1.N". What is no such version is none that anything rests on. */
static unsigned
minor_of(const char *segment)
{
	size_t digits = strncmp(segment, "v1.", 3) == 0 ? strspn(segment + 3, "0123456789") : 0;
	return digits > 0 && digits <= 3 && segment[3 + digits] == '\0' ? (unsigned)strtoul(segment + 3, NULL, 10) : 0;
}

static bool
is(const char *const *segments, size_t count, const char *first, const char *second, const char *third)
{
	return count == 1U + (second != NULL) + (third != NULL) && strcmp(segments[0], first) == 0 &&
	       (!second || !*second || strcmp(segments[1], second) == 0) && (!third || strcmp(segments[2], third) == 0);
}

/* "" stands for any name. */
static enum wc_authz_kind
kind_of(const char *const *segments, size_t count)
{
	if (is(segments, count, "containers", "create", NULL))
		return WC_AUTHZ_CREATE;
	if (is(segments, count, "containers", "", "start"))
		return WC_AUTHZ_START;
	if (is(segments, count, "services", "create", NULL) || is(segments, count, "services", "", "update"))
		return WC_AUTHZ_SERVICE;
	return is(segments, count, "build", NULL, NULL) || is(segments, count, "grpc", NULL, NULL) ? WC_AUTHZ_BUILD : WC_AUTHZ_OTHER;
}

bool
wc_authz_route_find(wc_arena *arena, const char *method, const char *uri, struct wc_authz_route *ret_route, struct wc_err *err)
{
	const char *path = skip_host(uri);
	size_t length = strcspn(path, "?");
	char *decoded = decode(arena, path, length, false);
	if (!decoded) {
		char shown[WC_SHOWN];
		wc_fail(err, WC_FAULT_INPUT, "the path %s has a percent sign that stands for no character", wc_show(shown, uri, strlen(uri)));
		return wc_hint(err, "write a percent sign as %%25");
	}
	const char *segments[MOST_SEGMENTS];
	size_t count = split(decoded, segments), version = count > 0 && is_version(segments[0]);
	ret_route->query = wc_copyz(arena, path[length] == '?' ? path + length + 1 : "");
	ret_route->minor = version ? minor_of(segments[0]) : 0;
	ret_route->kind = strcasecmp(method, "POST") == 0 ? kind_of(segments + version, count - version) : WC_AUTHZ_OTHER;
	return true;
}

static bool
refuse_query(const char *name, const char *why, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "the option %s of the query could be read two ways: %s", name, why);
	return wc_hint(err, "name it once, percent-encoded");
}

bool
wc_authz_query_get(wc_arena *arena, const char *query, const char *name, const char **ret_value, struct wc_err *err)
{
	const char *found = NULL;
	/* Go took ";" for a separator up to 1.16, and passes over what holds one since. */
	if (strchr(query, ';'))
		return refuse_query(name, "there is a semicolon", err);
	for (const char *pair = query; *pair; pair += strspn(pair, "&")) {
		size_t length = strcspn(pair, "&"), key_length = strcspn(pair, "=&");
		const char *key = decode(arena, pair, key_length, true);
		if (key && strcmp(key, name) == 0) {
			size_t value = key_length + (pair[key_length] == '=');
			if (found)
				return refuse_query(name, "it is there twice", err);
			found = decode(arena, pair + value, length - value, true);
			if (!found)
				return refuse_query(name, "it has a percent sign that stands for no character", err);
		}
		pair += length;
	}
	*ret_value = found;
	return true;
}
