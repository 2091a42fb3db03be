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

bool
wc_clause_names_revision(const struct wc_clause *c)
{
	return c->host_revision != WC_REVISION_UNKNOWN || c->image_revision != WC_REVISION_UNKNOWN;
}

bool
wc_clause_revision_holds(const struct wc_clause *c, const struct wc_asked *a)
{
	return (c->host_revision == WC_REVISION_UNKNOWN || c->host_revision == a->host_revision) &&
	       (c->image_revision == WC_REVISION_UNKNOWN || c->image_revision == a->image_revision);
}

static bool
engine_version_holds(const struct wc_clause *c, const struct wc_asked *a)
{
	return (!c->engine_from.known || wc_engine_version_compare(a->engine_version, c->engine_from) >= 0) &&
	       (!c->engine_below.known || wc_engine_version_compare(a->engine_version, c->engine_below) < 0);
}

/* One condition on a fact that may be missing: false ends the match; a missing fact is noted and the match goes on. */
#define ASK(condition_is_given, fact_is_known, holds, the_fact) \
	do {                                                     \
		if (condition_is_given) {                        \
			if (!(fact_is_known)) {                  \
				*ret_fact = (the_fact);          \
				result = WC_MATCH_MISSING;       \
			} else if (!(holds)) {                   \
				return WC_MATCH_NO;              \
			}                                        \
		}                                                \
	} while (0)

enum wc_match
wc_clause_match(const struct wc_clause *c, const struct wc_asked *a, enum wc_fact *ret_fact)
{
	return wc_clause_may_apply(c, a) ? wc_clause_match_rest(c, a, ret_fact) : WC_MATCH_NO;
}

enum wc_match
wc_clause_match_rest(const struct wc_clause *c, const struct wc_asked *a, enum wc_fact *ret_fact)
{
	enum wc_match result = WC_MATCH_YES;
	if (!wc_clause_revision_holds(c, a))
		return WC_MATCH_NO;
	if (c->not_editions && a->edition && (c->not_editions >> a->edition & 1))
		return WC_MATCH_NO;
	if (!wc_mask_has(c->purposes, a->purpose) || (c->hyperv && c->hyperv != a->hyperv))
		return WC_MATCH_NO;
	ASK(c->families, a->family, c->families >> a->family & 1, WC_IMAGE_FAMILY);
	ASK(c->installations, a->installation, c->installations >> a->installation & 1, WC_HOST_INSTALLATION);
	ASK(c->editions, a->edition, c->editions >> a->edition & 1, WC_HOST_EDITION);
	ASK(c->engine, a->engine, c->engine == a->engine, WC_HOST_ENGINE);
	ASK((c->engine_from.known || c->engine_below.known) && a->engine, a->engine_version.known, engine_version_holds(c, a),
	    WC_HOST_ENGINE_VERSION);
	ASK(c->revisions, a->image_revision != WC_REVISION_UNKNOWN, true, WC_IMAGE_REVISION);
	ASK(c->revisions, a->host_revision != WC_REVISION_UNKNOWN, true, WC_HOST_REVISION);
	if (result == WC_MATCH_YES && c->revisions && (c->revisions == WC_REVISIONS_DIFFER) != (a->image_revision != a->host_revision))
		return WC_MATCH_NO;
	return result;
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
	if (c->families && a->family && !(c->families >> a->family & 1))
		return "family";
	if (c->installations && a->installation && !(c->installations >> a->installation & 1))
		return "installation";
	if ((c->editions && a->edition && !(c->editions >> a->edition & 1)) ||
	    (c->not_editions && a->edition && (c->not_editions >> a->edition & 1)))
		return "edition";
	if (c->engine && a->engine && c->engine != a->engine)
		return "engine";
	if (a->engine_version.known && !engine_version_holds(c, a))
		return "engine version";
	if (c->revisions && a->image_revision != WC_REVISION_UNKNOWN && a->host_revision != WC_REVISION_UNKNOWN &&
	    (c->revisions == WC_REVISIONS_DIFFER) != (a->image_revision != a->host_revision))
		return "revisions";
	return NULL;
}
