/* Matching one clause against the facts: integer compares and bit tests, nothing else. */
#include "policy/view.h"

static bool
compares(const struct wc_clause *c, const struct wc_asked *a)
{
	switch (c->compare) {
	case WC_EQUAL:
		return a->image_build == a->host_build;
	case WC_DIFFERS:
		return a->image_build != a->host_build;
	case WC_LOWER:
		return a->image_build < a->host_build;
	case WC_LOWER_OR_EQUAL:
		return a->image_build <= a->host_build;
	case WC_HIGHER:
		return a->image_build > a->host_build;
	default:
		return true;
	}
}

bool
wc_clause_may_apply(const struct wc_clause *c, const struct wc_asked *a)
{
	return wc_builds_have(c->host_builds, a->host_build) && wc_builds_have(c->image_builds, a->image_build) &&
	       wc_mask_has(c->products, a->product) && compares(c, a);
}

static bool
engine_version_known(const struct wc_asked *a)
{
	return a->engine_version && a->engine_version->known;
}

static bool
engine_version_holds(const struct wc_clause *c, const struct wc_asked *a)
{
	return (!c->engine_from.known || wc_engine_version_compare(*a->engine_version, c->engine_from) >= 0) &&
	       (!c->engine_below.known || wc_engine_version_compare(*a->engine_version, c->engine_below) < 0);
}

enum wc_fact
wc_clause_missing_fact(const struct wc_clause *c, const struct wc_asked *a)
{
	if (c->installations && !a->installation)
		return WC_HOST_INSTALLATION;
	if (c->editions && !a->edition)
		return WC_HOST_EDITION;
	if (c->engine && !a->engine)
		return WC_HOST_ENGINE;
	if (c->families && !a->family)
		return WC_IMAGE_FAMILY;
	if (c->revisions && a->host_revision == WC_REVISION_UNKNOWN)
		return WC_HOST_REVISION;
	return c->revisions && a->image_revision == WC_REVISION_UNKNOWN ? WC_IMAGE_REVISION : WC_HOST_ENGINE_VERSION;
}

/* Of a set that is asked for: is the value outside it? A value that is not known (0) is not. */
static bool
outside(wc_mask set, unsigned value)
{
	return set && value && !(set >> value & 1);
}

static bool
revisions_known(const struct wc_asked *a)
{
	return a->host_revision != WC_REVISION_UNKNOWN && a->image_revision != WC_REVISION_UNKNOWN;
}

static bool
asks_in_vain(const struct wc_clause *c, const struct wc_asked *a)
{
	return (c->families && !a->family) || (c->installations && !a->installation) || (c->editions && !a->edition) ||
	       (c->engine && !a->engine) || (c->revisions && !revisions_known(a)) ||
	       ((c->engine_from.known || c->engine_below.known) && !engine_version_known(a));
}

enum wc_match
wc_clause_match(const struct wc_clause *c, const struct wc_asked *a, enum wc_fact *ret_fact)
{
	if (wc_clause_obstacle(c, a))
		return WC_MATCH_NO;
	if (!asks_in_vain(c, a))
		return WC_MATCH_YES;
	*ret_fact = wc_clause_missing_fact(c, a);
	return WC_MATCH_MISSING;
}

const char *
wc_clause_obstacle(const struct wc_clause *c, const struct wc_asked *a)
{
	if (!wc_builds_have(c->host_builds, a->host_build))
		return "host build";
	if (!wc_builds_have(c->image_builds, a->image_build))
		return "image build";
	if (!wc_mask_has(c->products, a->product))
		return "product";
	if (!compares(c, a))
		return "build comparison";
	if (!wc_clause_revision_holds(c, a))
		return "revision";
	if (!wc_mask_has(c->purposes, a->purpose))
		return "purpose";
	if (c->hyperv && c->hyperv != a->hyperv)
		return "hyperv";
	if (outside(c->families, a->family))
		return "family";
	if (outside(c->installations, a->installation))
		return "installation";
	if (outside(c->editions, a->edition) || (a->edition && (c->not_editions >> a->edition & 1)))
		return "edition";
	if (c->engine && a->engine && c->engine != a->engine)
		return "engine";
	if (engine_version_known(a) && !engine_version_holds(c, a))
		return "engine version";
	if (c->revisions && revisions_known(a) && (c->revisions == WC_REVISIONS_DIFFER) != (a->image_revision != a->host_revision))
		return "revisions";
	return NULL;
}
