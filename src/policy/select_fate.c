/* The matchers: does an entry fit a host, and which of two that fit comes first. One function for each way in the data. */
#include "policy/select.h"

#include <string.h>

/* moby's graph driver: only a build above the host's is dropped, and only where it can be read. */
static enum wc_fit
fit_graphdriver(const struct wc_host *host, const struct wc_image_entry *e)
{
	int64_t build;
	if (!e->os_version)
		return WC_FITS_WITHOUT_VERSION;
	if (!wc_third_field(e->os_version, &build))
		return WC_FITS_UNREAD;
	return build > (int64_t)host->version.build ? WC_ABOVE_HOST : WC_FITS;
}

static enum wc_fit
fit_prefix(const struct wc_host *host, const struct wc_image_entry *e)
{
	char prefix[WC_PREFIX_TEXT];
	wc_host_prefix(host, prefix);
	return strncmp(e->os_version, prefix, strlen(prefix)) == 0 ? WC_FITS : WC_OTHER_PREFIX;
}

uint32_t
wc_selector_floor(const struct wc_selector *s, uint32_t build)
{
	size_t i = s->floor_count;
	if (build < s->floors[0].low)
		return build;
	while (i > 0 && (s->floor == WC_FLOOR_BELOW_HOST ? s->floors[i - 1].low >= build : s->floors[i - 1].low > build))
		i--;
	if (s->floor == WC_FLOOR_ONE_BEFORE && i > 1)
		i--;
	return s->floors[i > 0 ? i - 1 : 0].low;
}

static enum wc_fit
fit_stable_abi(const struct wc_selector *s, const struct wc_host *host, const struct wc_image_entry *e)
{
	uint32_t part[3], build = host->version.build;
	if (!wc_three_fields(e->os_version, part))
		return WC_VERSION_UNREAD;
	if (part[0] != host->version.major || part[1] != host->version.minor)
		return WC_OTHER_BUILD;
	if (part[2] > build)
		return WC_ABOVE_HOST;
	if (build < s->floors[0].low && part[2] != build)
		return WC_OTHER_BUILD;
	return part[2] < wc_selector_floor(s, build) ? WC_BELOW_FLOOR : WC_FITS;
}

static enum wc_fit
fit_equal_build(const struct wc_host *host, const struct wc_image_entry *e)
{
	uint32_t part[3];
	if (!wc_three_fields(e->os_version, part))
		return WC_VERSION_UNREAD;
	bool equal = part[0] == host->version.major && part[1] == host->version.minor && part[2] == host->version.build;
	return equal ? WC_FITS : WC_OTHER_BUILD;
}

const struct wc_variant *
wc_selector_variant(const struct wc_program *p, const struct wc_selector *s, uint32_t build)
{
	for (size_t i = 0; i < p->variant_count; i++) {
		const struct wc_variant *v = &p->variants[i];
		for (size_t k = 0; v->engine == s->engine && k < v->host_build_count; k++)
			if (wc_builds_have(v->host_builds[k], build))
				return v;
	}
	return NULL;
}

static enum wc_fit
fit_variant(const struct wc_program *p, const struct wc_selector *s, const struct wc_host *host, const struct wc_image_entry *e)
{
	const struct wc_variant *variant = wc_selector_variant(p, s, host->version.build);
	uint32_t part[3];
	if (!variant)
		return WC_HOST_NOT_LISTED;
	if (!wc_three_fields(e->os_version, part))
		return WC_VERSION_UNREAD;
	return part[2] == variant->image_build ? WC_FITS : WC_OTHER_VARIANT;
}

/* Both are for Windows and this architecture: what does the version say? */
static enum wc_fit
fit_version(const struct wc_program *p, const struct wc_selector *s, const struct wc_host *host, const struct wc_image_entry *e)
{
	if (s->matching == WC_MATCH_GRAPHDRIVER)
		return fit_graphdriver(host, e);
	if (s->matching == WC_MATCH_VARIANT && !wc_selector_variant(p, s, host->version.build))
		return WC_HOST_NOT_LISTED;
	if (!e->os_version)
		return s->no_version == WC_YES ? WC_FITS_WITHOUT_VERSION : WC_VERSION_ABSENT;
	switch (s->matching) {
	case WC_MATCH_PREFIX:
		return fit_prefix(host, e);
	case WC_MATCH_STABLE_ABI:
		return fit_stable_abi(s, host, e);
	case WC_MATCH_VARIANT:
		return fit_variant(p, s, host, e);
	default:
		return fit_equal_build(host, e);
	}
}

enum wc_fit
wc_selector_fit(const struct wc_program *p, const struct wc_selector *s, const struct wc_host *host, const struct wc_image_entry *e)
{
	if (!e->judgeable)
		return WC_NO_IMAGE;
	if (e->os != WC_OS_WINDOWS)
		return e->os == WC_OS_UNKNOWN ? WC_NO_SYSTEM : WC_OTHER_SYSTEM;
	if (host->arch && e->arch != host->arch)
		return WC_OTHER_ARCHITECTURE;
	return fit_version(p, s, host, e);
}

/* "Same build" is a test of the text that needs a fourth part. */
static bool
is_same_build(const struct wc_host *host, const struct wc_image_entry *e)
{
	char prefix[WC_PREFIX_TEXT];
	size_t length = strlen(wc_host_prefix(host, prefix));
	return e->os_version && strncmp(e->os_version, prefix, length) == 0 && e->os_version[length] == '.';
}

static bool
is_exact(const struct wc_host *host, const struct wc_image_entry *e)
{
	char version[WC_VERSION_TEXT];
	return e->os_version && strcmp(e->os_version, wc_version_print(host->version, version)) == 0;
}

static const char *
text_of(const struct wc_image_entry *e)
{
	return e->os_version ? e->os_version : "";
}

bool
wc_selector_prefers(const struct wc_selector *s, const struct wc_host *host, const struct wc_image_entry *a,
                    const struct wc_image_entry *b)
{
	switch (s->ordering) {
	case WC_SAME_BUILD_FIRST:
		return is_same_build(host, a) && !is_same_build(host, b);
	case WC_BY_REVISION:
		return wc_fourth_field(text_of(a)) > wc_fourth_field(text_of(b));
	case WC_BY_TEXT:
		return strcmp(text_of(a), text_of(b)) > 0;
	case WC_EXACT_THEN_NUMBER:
		if (is_exact(host, a) != is_exact(host, b))
			return is_exact(host, a);
		return wc_compare_fields(text_of(a), text_of(b)) > 0;
	default:
		return false;
	}
}

size_t
wc_selector_take(const struct wc_program *p, const struct wc_selector *s, const struct wc_host *host,
                 const struct wc_image_entry *entries, size_t count)
{
	size_t taken = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		if (wc_selector_fit(p, s, host, &entries[i]) > WC_FITS_LAST)
			continue;
		if (taken == SIZE_MAX || wc_selector_prefers(s, host, &entries[i], &entries[taken]))
			taken = i;
	}
	return taken;
}
