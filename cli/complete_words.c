/* Completion asked by docker and kubectl: candidates from the tables of commands and options. */
#include "cli/complete_words.h"

#include "cli/command.h"

#include <string.h>

enum { NO_FILES = 4, FILES = 0 };

/* What is asked for: the begin of a word, and what was offered so far. */
struct asking {
	struct wc_text *out;
	const char *word;
	int directive;
};

static void
offer(struct asking *a, const char *before, const char *word, const char *title)
{
	const char *whole = wc_printf(a->out->arena, "%s%s", before, word);
	if (strncmp(whole, a->word, strlen(a->word)) != 0)
		return;
	wc_text_addz(a->out, whole);
	if (title)
		wc_text_printf(a->out, "\t%s", title);
	wc_text_addz(a->out, "\n");
}

/* The values of an option; `before` is what the word has in front of its value ("--output="). */
static void
offer_values(struct asking *a, const struct wc_opt *option, const char *before)
{
	for (size_t i = 0; option->word && option->word(i); i++)
		offer(a, before, option->word(i), NULL);
	if (option->file)
		a->directive = FILES;
}

/* The option of `command` that `word` names, "--output", "--output=…" or "-o", where it takes a value; or NULL. */
static const struct wc_opt *
option_of(const struct wc_command *command, const char *word)
{
	for (size_t i = 0; i < command->option_count; i++) {
		const struct wc_opt *o = &command->options[i];
		size_t length = strlen(o->name);
		bool is_long = strncmp(word, "--", 2) == 0 && strncmp(word + 2, o->name, length) == 0 && (!word[length + 2] || word[length + 2] == '=');
		bool is_short = o->letter && word[0] == '-' && word[1] == o->letter && !word[2];
		if (o->argument && (is_long || is_short))
			return o;
	}
	return NULL;
}

static void
offer_operands(struct asking *a, const struct wc_command *command)
{
	for (size_t i = 0; command->word && command->word(i); i++)
		offer(a, "", command->word(i), NULL);
	if (command->files)
		a->directive = FILES;
}

static void
offer_of_command(struct asking *a, const struct wc_command *command, const char *previous)
{
	const struct wc_opt *waiting = option_of(command, previous), *begun = option_of(command, a->word);
	const char *value = strchr(a->word, '=');
	if (waiting && !strchr(previous, '=')) {
		offer_values(a, waiting, "");
	} else if (begun && value) {
		offer_values(a, begun, wc_copy(a->out->arena, a->word, (size_t)(value + 1 - a->word)));
	} else if (a->word[0] == '-') {
		for (size_t i = 0; i < command->option_count; i++)
			offer(a, "--", command->options[i].name, command->options[i].help);
	} else {
		offer_operands(a, command);
	}
}

void
wc_complete_words(struct wc_text *out, int count, char *const *words)
{
	struct asking a = {.out = out, .word = count ? words[count - 1] : "", .directive = NO_FILES};
	const struct wc_command *command = count > 1 ? wc_command_find(words[0]) : NULL;
	if (command)
		offer_of_command(&a, command, words[count - 2]);
	for (size_t i = 0; count <= 1 && i < wc_command_count; i++)
		offer(&a, "", wc_commands[i]->name, wc_commands[i]->title);
	wc_text_printf(out, ":%d\n", a.directive);
}
