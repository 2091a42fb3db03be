/* A built-in clause as a sentence: what it says, of which mode, and where. */
#include "policy/card.h"

#include "base/text.h"
#include "policy/view.h"

/* " and ", or " where " before the first condition. */
static void
next_condition(struct wc_text *out, size_t *count)
{
	wc_text_addz(out, (*count)++ ? " and " : " where ");
}

static void
add_mask(struct wc_text *out, size_t *count, const char *what, const char *is, wc_mask mask, const struct wc_words *words)
{
	unsigned n = 0;
	if (mask == 0)
		return;
	next_condition(out, count);
	wc_text_printf(out, "%s %s ", what, is);
	for (unsigned i = 0; i < words->count; i++)
		if (mask >> i & 1)
			wc_text_printf(out, "%s%s", n++ ? " or " : "", wc_word(words, i));
}

static void
add_builds(struct wc_text *out, size_t *count, const char *what, struct wc_builds b)
{
	if (b.low == 0 && b.high == UINT32_MAX)
		return;
	next_condition(out, count);
	if (b.low == b.high)
		wc_text_printf(out, "%s is %u", what, (unsigned)b.low);
	else if (b.high == UINT32_MAX)
		wc_text_printf(out, "%s is at least %u", what, (unsigned)b.low);
	else
		wc_text_printf(out, "%s is %u up to %u", what, (unsigned)b.low, (unsigned)b.high);
}

static void
add_revisions(struct wc_text *out, size_t *count, const struct wc_clause *c)
{
	const int32_t exact[] = {c->host_revision, c->image_revision};
	static const char *const names[] = {"host.revision", "image.revision"};
	for (unsigned i = 0; i < 2; i++) {
		if (exact[i] == WC_REVISION_UNKNOWN)
			continue;
		next_condition(out, count);
		wc_text_printf(out, "%s is %d", names[i], (int)exact[i]);
	}
	if (c->revisions) {
		next_condition(out, count);
		wc_text_printf(out, "the revisions are %s", c->revisions == WC_REVISIONS_EQUAL ? "equal" : "not equal");
	}
}

static void
add_version(struct wc_text *out, size_t *count, const char *is, const struct wc_engine_version *v)
{
	if (!v->known)
		return;
	next_condition(out, count);
	wc_text_printf(out, "host.engine.version is %s %u.%u.%u", is, (unsigned)v->major, (unsigned)v->minor, (unsigned)v->patch);
}

static void
add_word(struct wc_text *out, size_t *count, const char *what, unsigned value, const struct wc_words *words)
{
	if (value == 0)
		return;
	next_condition(out, count);
	wc_text_printf(out, "%s is %s", what, wc_word(words, value));
}

const char *
wc_clause_sentence(wc_arena *arena, const struct wc_clause *c)
{
	struct wc_text out = {.arena = arena};
	size_t n = 0;
	bool process = wc_clause_is_about(c, WC_PROCESS), hyperv = wc_clause_is_about(c, WC_HYPERV);
	wc_text_printf(&out, "%s says %s of %s", wc_word(&wc_voice_words, c->voice), wc_word(&wc_says_words, c->says),
	               process && hyperv ? "both isolations" : process ? "process isolation" : "Hyper-V isolation");
	add_mask(&out, &n, "host.product", "is", c->products, &wc_product_words);
	add_builds(&out, &n, "host.build", c->host_builds);
	add_builds(&out, &n, "image.build", c->image_builds);
	add_word(&out, &n, "image.build against host.build", c->compare, &wc_compare_words);
	add_revisions(&out, &n, c);
	add_mask(&out, &n, "image.family", "is", c->families, &wc_family_words);
	add_mask(&out, &n, "host.edition", "is", c->editions, &wc_windows_edition_words);
	add_mask(&out, &n, "host.edition", "is not", c->not_editions, &wc_windows_edition_words);
	add_mask(&out, &n, "host.installation", "is", c->installations, &wc_installation_words);
	add_mask(&out, &n, "request.purpose", "is", c->purposes, &wc_purpose_words);
	add_word(&out, &n, "host.hyperv", c->hyperv, &wc_tri_words);
	add_word(&out, &n, "host.engine", c->engine, &wc_engine_words);
	add_version(&out, &n, "at least", &c->engine_from);
	add_version(&out, &n, "below", &c->engine_below);
	return wc_text_string(&out);
}
