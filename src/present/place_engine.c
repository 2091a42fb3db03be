/* Words about an engine's choice. */
#include "present/place_engine.h"

#include "base/text.h"

#include <string.h>

static const struct wc_selector *
selector_of(const struct wc_verdict *v, unsigned i)
{
	return i < v->choice.outcome_count ? &v->program->selectors[v->choice.outcome[i].selector] : NULL;
}

const char *
wc_engine_form(wc_arena *arena, const struct wc_verdict *v)
{
	struct wc_text all = {.arena = arena};
	for (unsigned i = 0; i < v->choice.outcome_count; i++)
		wc_text_printf(&all, "%s%s", i ? " or " : "", selector_of(v, i)->title);
	return all.length ? wc_text_string(&all) : "whatever its matcher is";
}

const char *
wc_engine_rule(const struct wc_verdict *v)
{
	return v->choice.outcome_count ? selector_of(v, 0)->text : "is not known";
}

static const char *
refusal(wc_arena *arena, const struct wc_selector *selector)
{
	return selector && selector->refusal ? wc_printf(arena, "\"%s\"", selector->refusal) : "no match";
}

const char *
wc_engine_refusal(wc_arena *arena, const struct wc_verdict *v)
{
	return refusal(arena, selector_of(v, 0));
}

const char *
wc_entry_version(const struct wc_image_entry *entry)
{
	return entry->os_version ? entry->os_version : "no os.version";
}

const char *
wc_digest_short(wc_arena *arena, const char *digest)
{
	enum { SHOWN = 12 };
	const char *colon = digest ? strchr(digest, ':') : NULL;
	if (!colon || strlen(colon) <= SHOWN + 1)
		return digest ? digest : "no digest";
	return wc_printf(arena, "%.*s…", (int)(colon - digest) + 1 + SHOWN, digest);
}

/* What one form takes. An image without entries is taken or not. */
static const char *
taken_text(wc_arena *arena, const struct wc_verdict *v, unsigned i)
{
	uint32_t taken = v->choice.outcome[i].taken;
	if (taken == 0)
		return wc_printf(arena, "it takes nothing (%s)", refusal(arena, selector_of(v, i)));
	if (taken > v->image->entry_count)
		return "it takes the image";
	const struct wc_image_entry *entry = &v->image->entries[taken - 1];
	return wc_printf(arena, "it takes %s (%s)", wc_entry_version(entry), wc_digest_short(arena, entry->digest));
}

const char *
wc_engine_forms(wc_arena *arena, const struct wc_verdict *v)
{
	struct wc_text all = {.arena = arena};
	for (unsigned i = 0; i < v->choice.outcome_count; i++)
		wc_text_printf(&all, "%swith %s %s", i ? ", " : "", selector_of(v, i)->title, taken_text(arena, v, i));
	return all.length ? wc_text_string(&all) : "nothing is known of its matcher";
}

const char *
wc_engine_missing(const struct wc_verdict *v)
{
	switch (v->choice.missing) {
	case WC_HOST_STORE:
		return "its image store, which was not named";
	case WC_HOST_ENGINE_VERSION:
		return "its version, which was not named";
	default:
		return "which form of its matcher it was built with";
	}
}

const struct wc_image_entry *
wc_better_entry(const struct wc_verdict *v)
{
	bool known = v->choice.better && v->choice.better <= v->image->entry_count;
	return known ? &v->image->entries[v->choice.better - 1] : NULL;
}
