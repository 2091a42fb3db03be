/* Fuzz target: versions of Windows and of engines. What is taken is, printed, taken again as the same version. */
#include "fuzz.h"

#include "base/arena.h"
#include "model/version.h"

static void
round_trip(struct wc_version v)
{
	char buffer[WC_VERSION_TEXT];
	struct wc_version again;
	struct wc_err err = {0};
	PROMISE(v.build > 0 && v.revision >= WC_REVISION_UNKNOWN);
	PROMISE(wc_version_parse(wc_version_print(v, buffer), &again, &err));
	PROMISE(wc_version_compare(v, again) == 0 && v.revision == again.revision);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	struct wc_version v;
	struct wc_engine_version e;
	const char *text = wc_copy(arena, (const char *)data, size);
	if (wc_version_parse(text, &v, &err))
		round_trip(v);
	else
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	if (wc_engine_version_parse(text, &e))
		PROMISE(e.known && wc_engine_version_compare(e, e) == 0);
	wc_arena_free(arena);
	return 0;
}
