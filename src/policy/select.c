/* Which forms of its matcher an engine may have, and what each does with an image: the third authority. */
#include "policy/select.h"

#include "policy/decide.h"

#include <string.h>

static bool
version_fits(const struct wc_selector *s, const struct wc_engine_version *version)
{
	if (!version->known)
		return true;
	return (!s->engine_from.known || wc_engine_version_compare(*version, s->engine_from) >= 0) &&
	       (!s->engine_below.known || wc_engine_version_compare(*version, s->engine_below) < 0);
}

static bool
is_possible(const struct wc_selector *s, const struct wc_host *host)
{
	bool store = !s->store || !host->engine.store || s->store == host->engine.store;
	return s->engine == host->engine.kind && store && version_fits(s, &host->engine.version);
}

/* Lists the forms that are possible, and what would have to be known to tell them apart. */
static void
list_forms(const struct wc_program *p, const struct wc_host *host, struct wc_choice *choice)
{
	unsigned stores = 0;
	bool by_version = false;
	for (size_t i = 0; i < p->selector_count && choice->outcome_count < WC_MOST_OUTCOMES; i++) {
		const struct wc_selector *s = &p->selectors[i];
		if (!is_possible(s, host))
			continue;
		choice->outcome[choice->outcome_count++].selector = (uint16_t)i;
		stores |= 1u << s->store;
		by_version |= s->engine_from.known || s->engine_below.known;
	}
	if (stores & (stores - 1))
		choice->missing = WC_HOST_STORE;
	else if (by_version && !host->engine.version.known)
		choice->missing = WC_HOST_ENGINE_VERSION;
}

/* What is not known of the engine makes it unknown even where all forms agree (contract 7). */
static void
conclude(struct wc_choice *choice)
{
	for (unsigned i = 1; i < choice->outcome_count; i++)
		choice->split |= choice->outcome[i].taken != choice->outcome[0].taken;
	if (choice->outcome_count && !choice->split && !choice->missing)
		choice->says = choice->outcome[0].taken ? WC_SELECTS : WC_MATCHER_REFUSES;
}

static bool
can_choose(const struct wc_host *host)
{
	return host->engine.kind && host->version.build && host->os != WC_OS_LINUX && host->os != WC_OS_OTHER;
}

struct wc_choice
wc_choose(const struct wc_program *p, const struct wc_host *host, const struct wc_image_entry *entries, size_t count)
{
	struct wc_choice choice = {0};
	if (!can_choose(host))
		return choice;
	list_forms(p, host, &choice);
	for (unsigned i = 0; i < choice.outcome_count; i++) {
		size_t taken = wc_selector_take(p, &p->selectors[choice.outcome[i].selector], host, entries, count);
		choice.outcome[i].taken = taken == SIZE_MAX ? 0 : (uint32_t)taken + 1;
	}
	conclude(&choice);
	return choice;
}

bool
wc_is_named_by_digest(const struct wc_image *image)
{
	const char *at = image->reference && image->digest && image->entry_count == 0 ? strchr(image->reference, '@') : NULL;
	return at && image->repository && strcmp(at + 1, image->digest) == 0;
}

struct wc_image_entry
wc_manifest_as_entry(const struct wc_host *host, const struct wc_image *image, char text[WC_VERSION_TEXT])
{
	return (struct wc_image_entry){
	    .digest = image->digest,
	    .architecture = image->architecture,
	    .version = image->version,
	    .os_version = image->version.build ? wc_version_print(image->version, text) : image->os_version_text,
	    .os = image->os,
	    .os_text = image->os_text,
	    .arch = image->arch ? image->arch : host->arch,
	    .family = image->family,
	    .win32k = image->win32k,
	    .judgeable = true,
	};
}

/* Was a manifest read? Facts that were given by hand or inferred from a tag are nothing that an engine could match. */
static bool
is_known(const struct wc_image *image)
{
	static const uint8_t read[] = {WC_FROM_CONFIG, WC_FROM_INDEX, WC_FROM_BASE_LAYER, WC_FROM_ENGINE};
	for (size_t i = 0; i < sizeof(read); i++)
		if (image->from.of[WC_IMAGE_OS] == read[i])
			return image->os != WC_OS_UNKNOWN;
	return false;
}

static bool
takes_manifest(const struct wc_program *p, const struct wc_selector *s, const struct wc_host *host, const struct wc_image *image)
{
	char text[WC_VERSION_TEXT];
	struct wc_image_entry one = wc_manifest_as_entry(host, image, text);
	if (s->by_digest == WC_YES && wc_is_named_by_digest(image))
		return true;
	/* Of an image that is no index the graph driver looks at the system and the build only. */
	if (s->matching == WC_MATCH_GRAPHDRIVER)
		one.arch = host->arch;
	return wc_selector_fit(p, s, host, &one) <= WC_FITS_LAST;
}

struct wc_choice
wc_choose_manifest(const struct wc_program *p, const struct wc_host *host, const struct wc_image *image)
{
	struct wc_choice choice = {0};
	if (!can_choose(host) || !is_known(image))
		return choice;
	list_forms(p, host, &choice);
	for (unsigned i = 0; i < choice.outcome_count; i++)
		choice.outcome[i].taken = takes_manifest(p, &p->selectors[choice.outcome[i].selector], host, image);
	conclude(&choice);
	return choice;
}

const struct wc_selector *
wc_later_selector(const struct wc_program *p, const struct wc_host *host, const struct wc_image *image)
{
	struct wc_image manifest = *image;
	manifest.entry_count = 0;
	manifest.reference = NULL;
	if (!host->engine.version.known)
		return NULL;
	for (size_t i = 0; i < p->selector_count; i++) {
		const struct wc_selector *s = &p->selectors[i];
		struct wc_host updated = *host;
		updated.engine.version = s->engine_from;
		bool same = s->engine == host->engine.kind && (!s->store || s->store == host->engine.store);
		bool later = s->engine_from.known && wc_engine_version_compare(s->engine_from, host->engine.version) > 0;
		if (same && later && wc_choose_manifest(p, &updated, &manifest).says == WC_SELECTS)
			return s;
	}
	return NULL;
}
