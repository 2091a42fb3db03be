/* How the images of an audit became known. */
#include "present/audit.h"

#include "model/date.h"

#include <string.h>

#define WC_WORD_ITEM(name, word) word,
static const char *const by_words[] = {WC_AUDIT_BY_WORDS(WC_WORD_ITEM)};
const struct wc_words wc_audit_by_words = {"how an image became known", by_words, WC_AUDIT_BY_COUNT};

struct wc_audit_known
wc_audit_known_of(const struct wc_audit *audit, const struct wc_image *image, const struct wc_err *error)
{
	if (error)
		return (struct wc_audit_known){.by = WC_BY_NOTHING};
	if (image->from.of[WC_IMAGE_OS_VERSION] == WC_FROM_TAG || image->from.of[WC_IMAGE_OS] == WC_FROM_TAG)
		return (struct wc_audit_known){.by = WC_BY_TAG};
	bool asked_now = image->seen >= audit->started && !audit->is_offline;
	if (image->seen)
		return (struct wc_audit_known){.by = asked_now ? WC_BY_REGISTRY : WC_BY_CACHE, .age = asked_now ? 0 : audit->started - image->seen};
	/* Nobody said what a tag stands for: then it is all there is. */
	return (struct wc_audit_known){.by = image->reference && strchr(image->reference, '@') ? WC_BY_DIGEST : WC_BY_TAG};
}

const char *
wc_audit_known_text(wc_arena *arena, struct wc_audit_known known)
{
	if (known.by == WC_BY_TAG)
		return " (inferred from its tag)";
	return known.by == WC_BY_CACHE ? wc_printf(arena, " (from the cache, read %s ago)", wc_age_text(arena, known.age)) : "";
}
