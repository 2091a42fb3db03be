/* Fuzz target: image references. What is taken is, written out in full, taken again with the same parts. */
#include "fuzz.h"

#include "format/reference.h"

#include <string.h>

static bool
same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
round_trip(wc_arena *arena, const struct wc_reference *r)
{
	struct wc_reference again;
	struct wc_err err = {0};
	const char *full = wc_printf(arena, "%s/%s%s%s%s%s", r->domain, r->path, r->tag ? ":" : "", r->tag ? r->tag : "",
	                             r->digest ? "@" : "", r->digest ? r->digest : "");
	PROMISE(wc_reference_parse(arena, full, &again, &err));
	PROMISE(same(r->domain, again.domain) && same(r->path, again.path));
	PROMISE(same(r->tag, again.tag) && same(r->digest, again.digest));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	struct wc_reference r;
	const char *text = wc_copy(arena, (const char *)data, size);
	if (wc_reference_parse(arena, text, &r, &err)) {
		PROMISE(*r.domain && *r.path && (!r.tag || *r.tag) && (!r.digest || *r.digest));
		round_trip(arena, &r);
	} else {
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	}
	wc_arena_free(arena);
	return 0;
}
