/* Naming a host by a release's alias or by its version. */
#include "source/host/host.h"

#include "base/diag.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Every Windows that runs containers calls itself 10.0; a build alone stands for 10.0.BUILD. */
enum { MAJOR = 10, MINOR = 0 };

static bool
has_alias(const struct wc_release *release, const char *word)
{
	for (size_t i = 0; i < release->aliases.count; i++) {
		if (strcasecmp(release->aliases.item[i], word) == 0)
			return true;
	}
	return false;
}

/* Does an alias of `release` end with "-WORD"? */
static bool
has_alias_ending(const struct wc_release *release, const char *word)
{
	size_t length = strlen(word);
	for (size_t i = 0; i < release->aliases.count; i++) {
		const char *alias = release->aliases.item[i];
		size_t n = strlen(alias);
		if (n > length && alias[n - length - 1] == '-' && strcasecmp(alias + n - length, word) == 0)
			return true;
	}
	return false;
}

/* Is `word` the version alone, which another product's release is called by, too? Then the product was not said. */
static bool
names_other_product(const struct wc_program *program, const struct wc_release *release, const char *word)
{
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_release *other = &program->releases[i];
		if (other->product == release->product)
			continue;
		if (strcasecmp(word, release->version) == 0 && strcasecmp(word, other->version) == 0)
			return true;
		if (isdigit((unsigned char)*word) && other->build == release->build && has_alias_ending(other, word))
			return true;
	}
	return false;
}

static void
take_release(const struct wc_release *release, enum wc_origin product_origin, struct wc_host *host)
{
	wc_host_set_os(host, "windows", WC_FROM_RELEASE);
	wc_host_set_version(host, (struct wc_version){MAJOR, MINOR, release->build, WC_REVISION_UNKNOWN}, WC_FROM_RELEASE);
	wc_host_set_product(host, release->product, product_origin);
}

static bool
find_alias(const struct wc_program *program, const char *word, struct wc_host *host)
{
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_release *release = &program->releases[i];
		if (!has_alias(release, word))
			continue;
		take_release(release, names_other_product(program, release, word) ? WC_FROM_ASSUMED : WC_FROM_RELEASE, host);
		return true;
	}
	return false;
}

/* Is `word` what people call `release` without its product ("1909", "21h2")? */
static bool
is_version_word(const struct wc_release *release, const char *word)
{
	return strcasecmp(release->version, word) == 0 || has_alias_ending(release, word);
}

/* How many builds of `product` (unknown: of any) have the version `word`; the first of them in `ret_build`, or 0. */
static size_t
find_version_word(const struct wc_program *program, const char *word, unsigned product, uint32_t *ret_build)
{
	size_t builds = 0;
	uint32_t last = 0;
	*ret_build = 0;
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_release *release = &program->releases[i];
		if ((product && release->product != product) || !is_version_word(release, word) || release->build == last)
			continue;
		last = release->build;
		if (builds++ == 0)
			*ret_build = last;
	}
	return builds;
}

/* Refuses a version word that several builds share, and lists them. */
static bool
ambiguous(const struct wc_reading *reading, const char *word, unsigned product, struct wc_err *err)
{
	const struct wc_program *program = reading->program;
	const char *names = "";
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_release *release = &program->releases[i];
		if ((product && release->product != product) || !is_version_word(release, word) || release->aliases.count == 0)
			continue;
		names = wc_printf(reading->arena, "%s%s%s", names, *names ? ", " : "", release->aliases.item[0]);
	}
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' names several releases", word);
	return wc_hint(err, "write one of %s", names);
}

static bool
is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

/* The newest release of `product`, for messages; NULL where there is none. */
static const struct wc_release *
newest(const struct wc_program *program, unsigned product)
{
	const struct wc_release *found = NULL;
	for (size_t i = 0; i < program->release_count; i++) {
		if (program->releases[i].product == product && program->releases[i].aliases.count > 0)
			found = &program->releases[i];
	}
	return found;
}

/* The alias nearest to `word`, or NULL. */
static const char *
nearest_alias(wc_arena *arena, const struct wc_program *program, const char *word)
{
	size_t count = 0;
	for (size_t i = 0; i < program->release_count; i++)
		count += program->releases[i].aliases.count;
	const char **all = wc_array(arena, const char *, count + 1);
	count = 0;
	for (size_t i = 0; i < program->release_count; i++) {
		for (size_t j = 0; j < program->releases[i].aliases.count; j++)
			all[count++] = program->releases[i].aliases.item[j];
	}
	char *lower = wc_copyz(arena, word);
	for (char *p = lower; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return wc_nearest(lower, all, count);
}

/* Says how a host is spelled, with names that the data knows. */
static bool
unknown_name(const struct wc_reading *reading, const char *word, struct wc_err *err)
{
	const struct wc_program *program = reading->program;
	const char *meant = nearest_alias(reading->arena, program, word);
	const struct wc_release *server = newest(program, WC_SERVER), *client = newest(program, WC_CLIENT);
	if (*word == '\0')
		wc_fail(err, WC_FAULT_INPUT, "the host is empty");
	else
		wc_fail(err, WC_FAULT_INPUT, "no host is called '%.80s'", word);
	const char *ways = wc_printf(reading->arena, "name a release (%s, %s), a version (%d.%d.%u, server:%u) or a file (@FILE)",
	                             server ? server->aliases.item[0] : "its alias", client ? client->aliases.item[0] : "its alias",
	                             MAJOR, MINOR, server ? server->build : 1, server ? server->build : 1);
	return meant ? wc_hint(err, "did you mean '%s'? Otherwise %s", meant, ways) : wc_hint(err, "%s", ways);
}

/* Reads a build alone: builds have five digits at least, so a shorter number is a mistyped name. */
static bool
read_build(const struct wc_reading *reading, const char *text, struct wc_version *ret_version, struct wc_err *err)
{
	if (strlen(text) < 5)
		return unknown_name(reading, text, err);
	if (wc_version_parse(wc_printf(reading->arena, "%d.%d.%s", MAJOR, MINOR, text), ret_version, err))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is not a Windows build", text);
	return wc_hint(err, "builds have five digits today; a whole version is MAJOR.MINOR.BUILD.REVISION");
}

/* Reads what stands behind "server:" or "client:" (or behind nothing: WC_PRODUCT_UNKNOWN). */
static bool
read_version(const struct wc_reading *reading, const char *text, unsigned product, struct wc_host *host, struct wc_err *err)
{
	struct wc_version version = {MAJOR, MINOR, 0, WC_REVISION_UNKNOWN};
	size_t builds = find_version_word(reading->program, text, product, &version.build);
	if (builds > 1)
		return ambiguous(reading, text, product, err);
	if (builds == 0 && is_number(text)) {
		if (!read_build(reading, text, &version, err))
			return false;
	} else if (builds == 0) {
		if (!isdigit((unsigned char)*text) && *text != '.')
			return unknown_name(reading, text, err);
		if (!wc_version_parse(text, &version, err))
			return false;
	}
	wc_host_set_os(host, "windows", WC_FROM_GIVEN);
	wc_host_set_version(host, version, WC_FROM_GIVEN);
	wc_host_set_product(host, product, WC_FROM_GIVEN);
	return true;
}

/* Reads "server:X" and "client:X", X a version, a build, a release's version word or an alias of that product. */
static bool
read_qualified(const struct wc_reading *reading, const char *text, unsigned product, struct wc_host *host, struct wc_err *err)
{
	if (!find_alias(reading->program, text, host) || host->from.of[WC_HOST_PRODUCT] == WC_FROM_ASSUMED)
		return read_version(reading, text, product, host, err);
	if (host->product == product) {
		wc_host_set_product(host, product, WC_FROM_GIVEN);
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "'%s' is a %s release, not a %s", text, wc_word(&wc_product_words, host->product),
	        wc_word(&wc_product_words, product));
	return wc_hint(err, "write %s alone, or %s: with a version", text, wc_word(&wc_product_words, product));
}

bool
wc_host_read_release(const struct wc_reading *reading, const char *head, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_host host = wc_host_unknown();
	bool done;
	if (strncasecmp(head, "server:", 7) == 0)
		done = read_qualified(reading, head + 7, WC_SERVER, &host, err);
	else if (strncasecmp(head, "client:", 7) == 0)
		done = read_qualified(reading, head + 7, WC_CLIENT, &host, err);
	else
		done = find_alias(reading->program, head, &host) || read_version(reading, head, WC_PRODUCT_UNKNOWN, &host, err);
	if (done)
		*ret_host = host;
	return done;
}
