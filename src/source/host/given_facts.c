/* Host facts given by hand: one function for each key, reading its value. */
#include "source/host/given.h"

#include "base/diag.h"

#include <string.h>
#include <strings.h>

/* "a, b or c" for the words behind the first, which is "not known". */
static const char *
list_words(wc_arena *arena, const struct wc_words *words, size_t count)
{
	const char *list = words->word[1];
	for (size_t i = 2; i < count; i++)
		list = wc_printf(arena, "%s%s%s", list, i + 1 == count ? " or " : ", ", words->word[i]);
	return list;
}

/* Finds the value among the first `count` words (0: all); an unknown one is refused with the list. */
static bool
word_of(const struct wc_given_fact *fact, const struct wc_words *words, size_t count, unsigned *ret_value)
{
	if (count == 0)
		count = words->count;
	for (size_t i = 1; i < count; i++) {
		if (strcasecmp(words->word[i], fact->value) == 0) {
			*ret_value = (unsigned)i;
			return true;
		}
	}
	const char *meant = wc_nearest(fact->value, words->word + 1, count - 1);
	const char *list = list_words(fact->reading->arena, words, count);
	wc_fail(fact->err, WC_FAULT_INPUT, "%s=%.60s: that is not %s", fact->key, fact->value, words->what);
	return meant ? wc_hint(fact->err, "did you mean '%s'? It is %s", meant, list) : wc_hint(fact->err, "it is %s", list);
}

/*
 * A fact that only one product has settles the product, unless somebody said another one. A multi-session Windows is a
 * client that calls itself a Server (contract 3), so there only a release's name contradicts.
 */
static bool
imply_product(const struct wc_given_fact *fact, unsigned product, bool calls_itself_server)
{
	struct wc_host *host = fact->host;
	unsigned origin = host->from.of[WC_HOST_PRODUCT];
	bool open = host->product == WC_PRODUCT_UNKNOWN || origin == WC_FROM_ASSUMED ||
	            (calls_itself_server && origin != WC_FROM_RELEASE);
	if (product == host->product && origin != WC_FROM_ASSUMED)
		return true;
	if (!open) {
		wc_fail(fact->err, WC_FAULT_INPUT, "%s=%s is a %s's, and the host is a %s", fact->key, fact->value,
		        wc_word(&wc_product_words, product), wc_word(&wc_product_words, host->product));
		return wc_hint(fact->err, "leave one of them out, or name another host");
	}
	unsigned other = product == WC_SERVER ? WC_CLIENT : WC_SERVER;
	if (!wc_host_build_has(fact->reading->program, host->version.build, product) &&
	    wc_host_build_has(fact->reading->program, host->version.build, other)) {
		wc_fail(fact->err, WC_FAULT_INPUT, "%s=%s is a %s's, and build %u was only released as a %s", fact->key,
		        fact->value, wc_word(&wc_product_words, product), host->version.build, wc_word(&wc_product_words, other));
		return wc_hint(fact->err, "name another release, or say %s:%u.%u.%u if you mean that build",
		               wc_word(&wc_product_words, product), host->version.major, host->version.minor, host->version.build);
	}
	wc_host_set_product(host, product, WC_FROM_GIVEN);
	return true;
}

bool
wc_give_edition(const struct wc_given_fact *fact)
{
	unsigned edition;
	if (!word_of(fact, &wc_windows_edition_words, 0, &edition))
		return false;
	bool server = edition == WC_STANDARD || edition == WC_DATACENTER;
	/* Windows IoT exists as client and as Server: it says nothing where the product is known. */
	bool says_product = edition != WC_IOT || fact->host->from.of[WC_HOST_PRODUCT] == WC_FROM_ASSUMED ||
	                    fact->host->product == WC_PRODUCT_UNKNOWN;
	if (edition == WC_IOT && !wc_host_build_has(fact->reading->program, fact->host->version.build, WC_CLIENT))
		says_product = false;
	if (says_product && !imply_product(fact, server ? WC_SERVER : WC_CLIENT, edition == WC_MULTI_SESSION))
		return false;
	wc_host_set_edition(fact->host, edition, WC_FROM_GIVEN);
	return true;
}

bool
wc_give_installation(const struct wc_given_fact *fact)
{
	unsigned installation;
	if (!word_of(fact, &wc_installation_words, 0, &installation) ||
	    !imply_product(fact, installation == WC_INSTALLED_CLIENT ? WC_CLIENT : WC_SERVER, false))
		return false;
	wc_host_set_installation(fact->host, installation, WC_FROM_GIVEN);
	return true;
}

bool
wc_give_arch(const struct wc_given_fact *fact)
{
	unsigned arch;
	struct wc_host spelled = wc_host_unknown();
	wc_host_set_arch(&spelled, fact->value, WC_FROM_GIVEN);
	if (spelled.arch == WC_ARCH_OTHER && !word_of(fact, &wc_arch_words, WC_ARCH_OTHER, &arch))
		return false;
	fact->host->arch = spelled.arch;
	fact->host->from.of[WC_HOST_ARCHITECTURE] = WC_FROM_GIVEN;
	return true;
}

bool
wc_give_hyperv(const struct wc_given_fact *fact)
{
	unsigned tri;
	if (!word_of(fact, &wc_tri_words, 0, &tri))
		return false;
	fact->host->hyperv = (uint8_t)tri;
	fact->host->from.of[WC_HOST_HYPERV] = WC_FROM_GIVEN;
	return true;
}

bool
wc_give_containers(const struct wc_given_fact *fact)
{
	unsigned tri;
	if (!word_of(fact, &wc_tri_words, 0, &tri))
		return false;
	fact->host->containers = (uint8_t)tri;
	fact->host->from.of[WC_HOST_CONTAINERS] = WC_FROM_GIVEN;
	return true;
}

bool
wc_give_revision(const struct wc_given_fact *fact)
{
	struct wc_version *version = &fact->host->version, read = WC_VERSION_UNKNOWN;
	if (!wc_version_parse(wc_printf(fact->reading->arena, "1.0.1.%s", fact->value), &read, NULL)) {
		wc_fail(fact->err, WC_FAULT_INPUT, "revision=%.60s: a revision is a decimal number", fact->value);
		return wc_hint(fact->err, "it is the last of the four numbers that `ver` prints");
	}
	if (version->build == 0) {
		wc_fail(fact->err, WC_FAULT_INPUT, "revision=%s: the host's build is not known", fact->value);
		return wc_hint(fact->err, "give the whole version instead");
	}
	if (version->revision != WC_REVISION_UNKNOWN && version->revision != read.revision) {
		wc_fail(fact->err, WC_FAULT_INPUT, "revision=%s contradicts the host's version, which ends in %d", fact->value,
		        (int)version->revision);
		return wc_hint(fact->err, "leave one of them out");
	}
	version->revision = read.revision;
	fact->host->from.of[WC_HOST_REVISION] = WC_FROM_GIVEN;
	return true;
}

/* Refuses an engine that the data does not know, with the names it does. */
static bool
unknown_engine(const struct wc_given_fact *fact, const char *name)
{
	const struct wc_program *program = fact->reading->program;
	const char *list = "";
	const char **known = wc_array(fact->reading->arena, const char *, program->engine_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < program->engine_count; i++) {
		if (program->engines[i].names.count == 0)
			continue;
		known[count++] = program->engines[i].names.item[0];
		list = wc_printf(fact->reading->arena, "%s%s%s", list, *list ? ", " : "", known[count - 1]);
	}
	const char *meant = wc_nearest(name, known, count);
	wc_fail(fact->err, WC_FAULT_INPUT, "engine=%.60s: no engine is called '%.60s'", fact->value, name);
	return meant ? wc_hint(fact->err, "did you mean '%s'? Known are %s", meant, list) : wc_hint(fact->err, "known are %s", list);
}

bool
wc_give_engine(const struct wc_given_fact *fact)
{
	const char *colon = strchr(fact->value, ':');
	const char *name = colon ? wc_copy(fact->reading->arena, fact->value, (size_t)(colon - fact->value)) : fact->value;
	struct wc_host *host = fact->host;
	struct wc_engine_version version;
	if (colon && !wc_engine_version_parse(colon + 1, &version)) {
		wc_fail(fact->err, WC_FAULT_INPUT, "engine=%.60s: '%.40s' is not an engine's version", fact->value, colon + 1);
		return wc_hint(fact->err, "write engine=NAME:MAJOR.MINOR.PATCH, or engine=NAME where it is not known");
	}
	wc_host_set_engine(fact->reading->program, host, name, colon ? colon + 1 : NULL, WC_FROM_GIVEN);
	if (host->engine.kind == WC_ENGINE_OTHER)
		return unknown_engine(fact, name);
	host->engine.is_cri |= strcasecmp(name, "cri") == 0;
	return true;
}

bool
wc_give_store(const struct wc_given_fact *fact)
{
	unsigned store;
	if (!word_of(fact, &wc_store_words, 0, &store))
		return false;
	fact->host->engine.store = (uint8_t)store;
	fact->host->from.of[WC_HOST_STORE] = WC_FROM_GIVEN;
	return true;
}

bool
wc_give_default_isolation(const struct wc_given_fact *fact)
{
	unsigned mode;
	if (!word_of(fact, &wc_mode_words, 0, &mode))
		return false;
	fact->host->engine.default_isolation = (uint8_t)mode;
	fact->host->from.of[WC_HOST_DEFAULT_ISOLATION] = WC_FROM_GIVEN;
	return true;
}

bool
wc_give_sandbox(const struct wc_given_fact *fact)
{
	struct wc_host sandbox;
	if (!wc_host_read_release(fact->reading, fact->value, &sandbox, fact->err))
		return wc_while(fact->err, "sandbox=%.60s", fact->value);
	fact->host->sandbox = sandbox.version;
	fact->host->from.of[WC_HOST_SANDBOX] = WC_FROM_GIVEN;
	return true;
}

bool
wc_give_name(const struct wc_given_fact *fact)
{
	fact->host->name = fact->value;
	return true;
}
