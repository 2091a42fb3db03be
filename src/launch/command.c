/* Commands, word by word. */
#include "launch/command.h"

struct wc_command_words
wc_command_begin(const struct wc_order *order, const char *program, size_t more)
{
	const struct wc_docker_line *line = order->line;
	size_t most = 1 + line->word_count + line->flag_count * 2 + line->command_count + more;
	struct wc_command_words words = {wc_array(order->arena, const char *, most + 1), 0};
	wc_command_add(&words, program);
	return words;
}

void
wc_command_add(struct wc_command_words *words, const char *word)
{
	words->word[words->count++] = word;
}

void
wc_command_finish(struct wc_command_words *words, const struct wc_order *order, struct wc_plan *ret_plan)
{
	for (size_t i = 0; i < order->line->command_count; i++)
		wc_command_add(words, order->line->command[i]);
	*ret_plan = (struct wc_plan){
		.argv = words->word,
		.argc = words->count,
		.reference = order->reference,
		.cidfile = order->cidfile,
		.mode = order->mode,
	};
}

/* The isolation stands first, where no flag that nobody knows can take it for its value. */
void
wc_command_like_docker(const struct wc_order *order, const char *program, struct wc_plan *ret_plan)
{
	const struct wc_docker_line *line = order->line;
	struct wc_command_words words = wc_command_begin(order, program, 6);
	wc_command_add(&words, "run");
	wc_command_add(&words, wc_printf(order->arena, "--isolation=%s", wc_word(&wc_mode_words, order->mode)));
	if (order->cidfile && !wc_docker_line_value(line, "cidfile"))
		wc_command_add(&words, wc_printf(order->arena, "--cidfile=%s", order->cidfile));
	for (size_t i = 0; i < line->word_count; i++)
		wc_command_add(&words, line->words[i]);
	if (line->is_ended)
		wc_command_add(&words, "--");
	wc_command_add(&words, order->reference);
	wc_command_finish(&words, order, ret_plan);
}
