/* Fuzz target: the answers of an API server, in pieces; the first line says how: the kind, then list or watch, status, size of a piece. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/limits.h"
#include "source/watch/reflector.h"

#include <string.h>

/* A complete list first, so that a watch follows. */
static const char list[] = "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}";

/* Asks and takes one answer; what is promised of both holds. */
static void
exchange(struct wc_reflector *r, unsigned status, size_t piece, const char *bytes, size_t length)
{
	struct wc_err err;
	wc_arena *arena = wc_arena_new();
	unsigned seconds, failures = r->failures;
	const char *path = wc_reflector_ask(r, arena, 7, &seconds);
	PROMISE(strspn(path, "/?&=%.-_~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(path) && seconds > 0);
	for (size_t at = 0; at < length; at += piece)
		if (!wc_reflector_take(r, status, bytes + at, length - at < piece ? length - at : piece))
			break;
	unsigned wait = wc_reflector_done(r, &(struct wc_reflector_answer){.status = status, .lasted_ms = 10}, 99, &err);
	PROMISE(wait <= 30000);
	if (err.fault)
		PROMISE(err.text[0] && (r->failures == failures + 1 || r->failures == 1));
	else
		PROMISE(r->is_known || *r->rest);
	wc_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct wc_reflector r;
	if (size < 4)
		return 0;
	struct wc_objects *objects = wc_objects_new();
	wc_reflector_begin(&r, &wc_watched_kinds[data[0] % WC_WATCHED_KINDS], objects);
	if (data[1] % 2)
		exchange(&r, 200, sizeof(list), list, sizeof(list) - 1);
	exchange(&r, data[2] == 'x' ? 410 : 200, data[3] ? data[3] : 1, (const char *)data + 4, size - 4);
	exchange(&r, 200, 1000, (const char *)data + 4, size - 4);
	struct wc_text text = {.arena = wc_arena_new()};
	wc_objects_print(objects, "\n", &text);
	PROMISE((wc_objects_count(objects) == 0) == (text.length == 0));
	wc_arena_free(text.arena);
	wc_objects_free(objects);
	return 0;
}
