/* Fuzz target: CSV. It ends, lines only grow, and every field is text. */
#include "fuzz.h"

#include "base/utf8.h"
#include "format/csv.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wc_csv csv = wc_csv_start((const char *)data, size);
	struct wc_csv_record record;
	size_t line = 0;
	wc_arena *arena = wc_arena_new();
	while (wc_csv_next(&csv, arena, &record)) {
		PROMISE(record.line > line);
		PROMISE(record.fault || record.count);
		line = record.line;
		for (size_t i = 0; !record.fault && i < record.count; i++)
			for (size_t at = 0, length = strlen(record.field[i]); at < length;) {
				size_t n = wc_utf8_length(record.field[i] + at, length - at);
				PROMISE(n > 0);
				at += n;
			}
	}
	wc_arena_free(arena);
	return 0;
}
