/* Fuzz target: the line of docker build. A flag that is put behind "build" changes neither the context nor any other flag. */
#include "fuzz.h"

#include "launch/build_line.h"

#include <string.h>

enum { MOST_WORDS = 64 };

/* The words of the input, parted by line ends; room for one more is left. */
static size_t
words_of(char *text, const char *words[MOST_WORDS + 1])
{
	size_t count = 0;
	for (char *end; count < MOST_WORDS; text = end + 1) {
		words[count++] = text;
		end = strchr(text, '\n');
		if (!end)
			break;
		*end = '\0';
	}
	return count;
}

static void
put_and_read_back(wc_arena *arena, const char *words[MOST_WORDS + 1], size_t count, const struct wc_build_line *line)
{
	struct wc_err err = {0};
	struct wc_build_line again;
	PROMISE(line->flags_at >= 2 && line->flags_at <= count);
	memmove(words + line->flags_at + 1, words + line->flags_at, (count - line->flags_at) * sizeof(*words));
	words[line->flags_at] = "--isolation=hyperv";
	PROMISE(wc_build_line_parse(arena, words, count + 1, &again, &err));
	PROMISE(again.flag_count == line->flag_count + 1 && again.is_buildx == line->is_buildx);
	PROMISE(again.context == line->context);
	const char *given = wc_build_line_value(line, "isolation");
	PROMISE(strcmp(wc_build_line_value(&again, "isolation"), given ? given : "hyperv") == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wc_err err = {0};
	struct wc_build_line line;
	const char *words[MOST_WORDS + 1];
	wc_arena *arena = wc_arena_new();
	size_t count = words_of(wc_copy(arena, (const char *)data, size), words);
	if (wc_build_line_parse(arena, words, count, &line, &err))
		put_and_read_back(arena, words, count, &line);
	else
		PROMISE(err.text[0]);
	wc_arena_free(arena);
	return 0;
}
