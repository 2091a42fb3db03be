/* Completion for bash. */
#include "cli/completion.h"

#include "cli/command.h"

static void
add_words(struct wc_text *out, wc_opt_word *word)
{
	for (size_t i = 0; word(i); i++)
		wc_text_printf(out, "%s%s", i ? " " : "", word(i));
}

/* One line of `case "$command $previous"`: what may follow an option that takes a value. */
static void
add_value(struct wc_text *out, const struct wc_command *c, const struct wc_opt *o)
{
	if (!o->argument)
		return;
	wc_text_printf(out, "\t\"%s --%s\"", c->name, o->name);
	if (o->letter)
		wc_text_printf(out, "|\"%s -%c\"", c->name, o->letter);
	if (o->word) {
		wc_text_addz(out, ") COMPREPLY=($(compgen -W \"");
		add_words(out, o->word);
		wc_text_addz(out, "\" -- \"$word\")); return ;;\n");
	} else if (o->file) {
		wc_text_addz(out, ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
	} else {
		wc_text_addz(out, ") return ;;\n");
	}
}

/* One line of `case "$command"`: the options and operands of a command. */
static void
add_command(struct wc_text *out, const struct wc_command *c)
{
	wc_text_printf(out, "\t%s) words=\"", c->name);
	for (size_t i = 0; i < c->option_count; i++)
		wc_text_printf(out, "%s--%s", i ? " " : "", c->options[i].name);
	if (c->word) {
		wc_text_addz(out, " ");
		add_words(out, c->word);
	}
	wc_text_printf(out, "\"; files=%s ;;\n", c->files ? "yes" : "no");
}

void
wc_complete_bash(struct wc_text *out)
{
	wc_text_addz(out, "# bash completion for wincompat; made by `wincompat completion bash`\n"
	                  "_wincompat()\n{\n"
	                  "\tlocal word=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
	                  "\tlocal command=\"${COMP_WORDS[1]}\" words= files=no\n"
	                  "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \"");
	add_words(out, wc_command_name);
	wc_text_addz(out, "\" -- \"$word\"))\n\t\treturn\n\tfi\n\tcase \"$command $previous\" in\n");
	for (size_t i = 0; i < wc_command_count; i++) {
		for (size_t j = 0; j < wc_commands[i]->option_count; j++)
			add_value(out, wc_commands[i], &wc_commands[i]->options[j]);
	}
	wc_text_addz(out, "\tesac\n\tcase \"$command\" in\n");
	for (size_t i = 0; i < wc_command_count; i++)
		add_command(out, wc_commands[i]);
	wc_text_addz(out, "\tesac\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
	                  "\tif [ \"$files\" = yes ] && [[ $word != -* ]]; then\n"
	                  "\t\tCOMPREPLY+=($(compgen -f -- \"$word\"))\n\tfi\n}\n"
	                  "complete -o filenames -F _wincompat wincompat\n");
}
