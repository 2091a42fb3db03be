/* References: the grammar of github.com/distribution/reference, with a message for each way to miss it. */
#include "format/reference.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { MOST_PATH = 255, MOST_TAG = 128, ID_LENGTH = 64 };

static bool
wrong(struct wc_err *err, const char *text, const char *what, const char *part, const char *hint)
{
	char whole[WC_SHOWN], shown[WC_SHOWN];
	wc_show(whole, text, strlen(text));
	if (part)
		wc_fail(err, WC_FAULT_INPUT, "'%s' is not an image reference: %s '%s'", whole, what,
		        wc_show(shown, part, strlen(part)));
	else
		wc_fail(err, WC_FAULT_INPUT, "'%s' is not an image reference: %s", whole, what);
	return wc_hint(err, "%s", hint);
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_lower(c) || is_upper(c) || is_digit(c);
}

static bool
has_upper(const char *text)
{
	for (; *text; text++)
		if (is_upper(*text))
			return true;
	return false;
}

static bool
is_hex(const char *text, size_t length)
{
	return strspn(text, "0123456789abcdef") == length && text[length] == '\0';
}

/* port: digits only, at least one; `text` stands behind the colon. */
static bool
is_port(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

/* domain-name: components of letters, digits and inner dashes, joined by dots; or an IPv6 address in brackets. */
static bool
is_domain(const char *text)
{
	const char *p = text;
	if (*p == '[') {
		p += 1 + strspn(p + 1, "0123456789abcdefABCDEF:");
		return p > text + 1 && *p == ']' && (p[1] == '\0' || (p[1] == ':' && is_port(p + 2)));
	}
	for (;;) {
		if (!is_alnum(*p))
			return false;
		while (is_alnum(*p) || *p == '-')
			p++;
		if (p[-1] == '-')
			return false;
		if (*p != '.')
			break;
		p++;
	}
	return *p == '\0' || (*p == ':' && is_port(p + 1));
}

/* What may stand between two runs of a path component: one dot, one or two underscores, any number of dashes. */
static size_t
separator_length(const char *p)
{
	size_t dashes = strspn(p, "-");
	return dashes ? dashes : *p == '.' ? 1 : *p == '_' ? 1 + (p[1] == '_') : 0;
}

/* path: components of lower-case letters and digits, joined by slashes. */
static bool
is_path(const char *p)
{
	for (;;) {
		size_t run = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789");
		if (run == 0)
			return false;
		p += run;
		if (*p == '\0')
			return true;
		size_t between = *p == '/' ? 1 : separator_length(p);
		if (between == 0)
			return false;
		p += between;
	}
}

/* `path` is in full; messages show it as it was given. */
static bool
check_path(const char *text, const char *path, const char *given, struct wc_err *err)
{
	if (has_upper(path))
		return wrong(err, text, "a repository is written in lower case, unlike", given, "write it in lower case");
	if (strlen(path) > MOST_PATH)
		return wrong(err, text, "its repository is longer than 255 characters", NULL, "check the spelling");
	if (*path == '\0' || strstr(path, "//") || *path == '/' || path[strlen(path) - 1] == '/')
		return wrong(err, text, "a part of the repository is empty", NULL, "write [REGISTRY/]REPOSITORY[:TAG][@DIGEST]");
	if (!is_path(path))
		return wrong(err, text, "no repository can be called", given,
		             "use lower-case letters and digits, with single '.', '_', '__' or dashes between them");
	return true;
}

static bool
check_tag(const char *text, const char *tag, struct wc_err *err)
{
	if (*tag == '\0')
		return wrong(err, text, "the tag is empty", NULL, "write the tag behind the colon, or take the colon out");
	if (strchr(tag, ':'))
		return wrong(err, text, "it has more than one tag:", tag, "write one tag: REPOSITORY:TAG");
	if (strlen(tag) > MOST_TAG)
		return wrong(err, text, "the tag is longer than 128 characters", NULL, "check the spelling");
	for (const char *p = tag; *p; p++)
		if (!is_alnum(*p) && *p != '_' && (p == tag || (*p != '.' && *p != '-')))
			return wrong(err, text, "no tag can be called", tag,
			             "a tag holds letters, digits, '_', '.' and '-', and does not begin with '.' or '-'");
	return true;
}

/* The algorithms that the OCI image specification registers. */
static bool
check_digest(const char *text, const char *digest, struct wc_err *err)
{
	static const struct {
		const char *prefix;
		size_t digits;
	} algorithms[] = {{"sha256:", 64}, {"sha384:", 96}, {"sha512:", 128}};
	for (size_t i = 0; i < sizeof(algorithms) / sizeof(*algorithms); i++) {
		size_t length = strlen(algorithms[i].prefix);
		if (strncmp(digest, algorithms[i].prefix, length) == 0 && is_hex(digest + length, algorithms[i].digits))
			return true;
	}
	return wrong(err, text, "no digest can be", *digest ? digest : "(empty)",
	             "write @sha256: and 64 lower-case hex digits");
}

/* Is `part`, in front of the first slash, a registry? Docker's rule: otherwise it is a user of Docker Hub. */
static bool
names_registry(const char *part)
{
	return strpbrk(part, ".:") || strcmp(part, "localhost") == 0 || has_upper(part);
}

/* Takes the registry off the front of `name`; what stays begins the path. */
static char *
take_domain(wc_arena *arena, char *name, const char **ret_domain)
{
	char *slash = strchr(name, '/');
	*ret_domain = "docker.io";
	if (slash) {
		char *front = wc_copy(arena, name, (size_t)(slash - name));
		if (names_registry(front)) {
			*ret_domain = strcmp(front, "index.docker.io") == 0 ? "docker.io" : front;
			name = slash + 1;
		}
	}
	return name;
}

static bool
check_whole(const char *text, struct wc_err *err)
{
	size_t length = strnlen(text, WC_LIMIT_REFERENCE + 1);
	if (length == 0)
		return wrong(err, text, "it is empty", NULL, "write [REGISTRY/]REPOSITORY[:TAG][@DIGEST]");
	if (length > WC_LIMIT_REFERENCE)
		return wrong(err, text, "it is too long", NULL, "no registry takes it; check the spelling");
	if (strstr(text, "://"))
		return wrong(err, text, "it is a URL", NULL, "leave out the part up to \"://\"");
	if (strpbrk(text, " \t\r\n"))
		return wrong(err, text, "it holds white space", NULL, "write one reference; quote nothing inside it");
	if (is_hex(text, ID_LENGTH))
		return wrong(err, text, "it is an image ID", NULL, "name the image by its repository, or use docker-daemon: or json:");
	return true;
}

bool
wc_reference_parse(wc_arena *arena, const char *text, struct wc_reference *ret_reference, struct wc_err *err)
{
	if (!check_whole(text, err))
		return false;
	struct wc_reference r = {0};
	char *name = wc_copyz(arena, text), *at = strchr(name, '@');
	if (at) {
		*at = '\0';
		r.digest = at + 1;
	}
	char *path = take_domain(arena, name, &r.domain), *colon = strchr(path, ':');
	if (colon) {
		*colon = '\0';
		r.tag = colon + 1;
	}
	if (!is_domain(r.domain))
		return wrong(err, text, "no registry can be called", r.domain, "write HOST, HOST:PORT or [IPv6]:PORT");
	bool official = strcmp(r.domain, "docker.io") == 0 && !strchr(path, '/');
	r.path = official && *path ? wc_printf(arena, "library/%s", path) : path;
	if (!check_path(text, r.path, path, err) || (r.tag && !check_tag(text, r.tag, err)) ||
	    (r.digest && !check_digest(text, r.digest, err)))
		return false;
	*ret_reference = r;
	return true;
}
