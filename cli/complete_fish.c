/* Completion for fish. */
#include "cli/completion.h"

#include "cli/command.h"

static void
add_quoted(struct wc_text *out, const char *text)
{
	wc_text_addz(out, "'");
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			wc_text_addz(out, "\\");
		wc_text_add(out, text, 1);
	}
	wc_text_addz(out, "'");
}

static void
add_words(struct wc_text *out, wc_opt_word *word)
{
	wc_text_addz(out, " -a '");
	for (size_t i = 0; word(i); i++)
		wc_text_printf(out, "%s%s", i ? " " : "", word(i));
	wc_text_addz(out, "'");
}

static void
add_option(struct wc_text *out, const struct wc_command *c, const struct wc_opt *o)
{
	wc_text_printf(out, "complete -c wincompat -n '__fish_seen_subcommand_from %s' -l %s", c->name, o->name);
	if (o->letter)
		wc_text_printf(out, " -s %c", o->letter);
	if (o->argument)
		wc_text_addz(out, o->file ? " -r -F" : o->word ? " -x" : " -r");
	if (o->word)
		add_words(out, o->word);
	wc_text_addz(out, " -d ");
	add_quoted(out, o->help);
	wc_text_addz(out, "\n");
}

static void
add_command(struct wc_text *out, const struct wc_command *c)
{
	wc_text_printf(out, "complete -c wincompat -n __fish_use_subcommand -a %s -d ", c->name);
	add_quoted(out, c->title);
	wc_text_addz(out, "\n");
	for (size_t i = 0; i < c->option_count; i++)
		add_option(out, c, &c->options[i]);
	if (c->word) {
		wc_text_printf(out, "complete -c wincompat -n '__fish_seen_subcommand_from %s'", c->name);
		add_words(out, c->word);
		wc_text_addz(out, "\n");
	}
	if (c->files)
		wc_text_printf(out, "complete -c wincompat -n '__fish_seen_subcommand_from %s' -F\n", c->name);
}

void
wc_complete_fish(struct wc_text *out)
{
	wc_text_addz(out, "# fish completion for wincompat; made by `wincompat completion fish`\ncomplete -c wincompat -f\n");
	for (size_t i = 0; i < wc_command_count; i++)
		add_command(out, wc_commands[i]);
}
