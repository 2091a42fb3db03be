/* Fuzz target: the line of docker run. What is told to the docker command names the image that was read, whatever the flags are. */
#include "fuzz.h"

#include "launch/launchers.h"
#include "policy/builtin.h"

#include <string.h>

enum { MOST_WORDS = 64 };

/* The words of the input, parted by line ends. */
static size_t
words_of(char *text, const char *words[MOST_WORDS])
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

/* Every second flag that begins with --o is somebody else's. */
static size_t
take(void *context, const char *const *word, size_t left)
{
	PROMISE(left > 0 && strncmp(word[0], "--", 2) == 0);
	*(size_t *)context += 1;
	return strncmp(word[0], "--o", 3) == 0 ? 1 : 0;
}

/* An engine's parser that knows nothing but docker's table finds the same image and the same command behind the plan's flags. */
static void
plan_and_read_back(wc_arena *arena, const struct wc_docker_line *line)
{
	struct wc_err err;
	struct wc_plan plan;
	struct wc_docker_line again;
	struct wc_order order = {.arena = arena, .line = line, .reference = "the/image@that:was-checked", .id = "n", .mode = WC_HYPERV};
	PROMISE(wc_launcher_find("docker")->plan(&order, &plan, &err));
	PROMISE(plan.argc >= 4 && plan.argv[plan.argc] == NULL);
	PROMISE(wc_docker_line_parse(arena, &wc_builtin_program, plan.argv + 2, plan.argc - 2, NULL, NULL, &again, &err));
	PROMISE(again.image && strcmp(again.image, order.reference) == 0);
	PROMISE(again.isolation && strcmp(again.isolation, "hyperv") == 0);
	PROMISE(again.command_count == line->command_count && again.flag_count >= 1);
	for (size_t i = 0; i < line->command_count; i++)
		PROMISE(strcmp(again.command[i], line->command[i]) == 0);
	for (size_t i = 0; i < wc_launcher_count; i++) {
		err = (struct wc_err){0};
		if (!wc_launchers[i]->plan(&order, &plan, &err))
			PROMISE(err.text[0] && err.hint[0]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	const char *words[MOST_WORDS];
	struct wc_err err = {0};
	struct wc_docker_line line;
	size_t asked = 0, count = words_of(wc_copy(arena, (const char *)data, size), words);
	if (wc_docker_line_parse(arena, &wc_builtin_program, words, count, take, &asked, &line, &err)) {
		PROMISE(line.word_count <= count && line.command_count < count + 1);
		PROMISE(line.image || line.command_count == 0);
		if (line.image)
			plan_and_read_back(arena, &line);
	} else {
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	}
	wc_arena_free(arena);
	return 0;
}
