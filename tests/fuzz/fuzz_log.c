/* Fuzz target: logs. Every finding stands on a line that there is, its details are short, and no byte is read twice or lost. */
#include "fuzz.h"

#include "base/limits.h"
#include "policy/builtin.h"
#include "source/sources.h"

#include <string.h>

static void
check(const struct wc_error_match *f, const struct wc_error_matches *all)
{
	PROMISE(f->error && f->excerpt);
	PROMISE(f->line >= 1 && f->line <= all->lines);
	PROMISE(f->count >= 1 && f->count <= all->bytes);
	for (unsigned i = 0; i < WC_DETAILS; i++)
		PROMISE(!f->detail[i] || (*f->detail[i] && strlen(f->detail[i]) < WC_LIMIT_DETAIL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err;
	struct wc_error_matches f;
	struct wc_reading reading = {.arena = arena, .program = &wc_builtin_program};
	PROMISE(wc_log_read_bytes(&reading, (const char *)data, size, &f, &err));
	PROMISE(f.count <= WC_LIMIT_FINDINGS && (f.more == 0 || f.count == WC_LIMIT_FINDINGS));
	PROMISE(f.bytes <= size * 2); /* UTF-16 grows when it becomes UTF-8 */
	for (size_t i = 0; i < f.count; i++)
		check(&f.item[i], &f);
	for (unsigned i = 0; i < WC_DETAILS; i++)
		PROMISE(f.context[i].count <= WC_MOST_CONTEXT);
	wc_arena_free(arena);
	return 0;
}
