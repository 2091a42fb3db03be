/* Fuzz target: HTTP answers of a named pipe. However they are cut into pieces, they mean the same. */
#include "fuzz.h"

#include "base/text.h"
#include "io/pipe_answer.h"

#include <string.h>

enum { MOST = 4096 };

static bool
collect(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	(void)err;
	wc_text_add(context, bytes, length);
	return true;
}

/* Feeds pieces of `piece` bytes; the status, or 0 where it is no answer. */
static int
feed(const uint8_t *data, size_t size, size_t piece, struct wc_text *body)
{
	struct wc_err err = {0};
	struct wc_pipe_answer a = {.body = {collect, body, MOST}};
	bool fine = true;
	for (size_t at = 0; fine && at < size; at += piece)
		fine = wc_pipe_answer_feed(&a, (const char *)data + at, piece < size - at ? piece : size - at, &err);
	fine = fine && wc_pipe_answer_end(&a, &err);
	PROMISE(body->length <= MOST && (fine || err.text[0]));
	PROMISE(!fine || (a.status >= 200 && a.status <= 599));
	return fine ? a.status : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_text whole = {.arena = arena}, bytes = {.arena = arena};
	int status = feed(data, size, size + 1, &whole);
	PROMISE(feed(data, size, 1, &bytes) == status);
	PROMISE(status == 0 || strcmp(wc_text_string(&whole), wc_text_string(&bytes)) == 0);
	PROMISE(status == 0 || whole.length == bytes.length);
	wc_arena_free(arena);
	return 0;
}
