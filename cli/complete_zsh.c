/* Completion for zsh. */
#include "cli/completion.h"

#include "cli/command.h"

/* Adds text for a single-quoted _arguments specification: colons and brackets have a meaning there, quotes end it. */
static void
add_quoted(struct wc_text *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			wc_text_addz(out, "'\\''");
		else if (*text == ':' || *text == '[' || *text == ']' || *text == '\\')
			wc_text_printf(out, "\\%c", *text);
		else
			wc_text_add(out, text, 1);
	}
}

static void
add_words(struct wc_text *out, wc_opt_word *word)
{
	wc_text_addz(out, "(");
	for (size_t i = 0; word(i); i++)
		wc_text_printf(out, "%s%s", i ? " " : "", word(i));
	wc_text_addz(out, ")");
}

/* 'NAME[help]:ARGUMENT:(words)' for one spelling of an option. */
static void
add_spelling(struct wc_text *out, const struct wc_opt *o, const char *spelling)
{
	wc_text_printf(out, "\t\t'%s%s%s[", o->repeats ? "*" : "", spelling, o->argument ? (spelling[1] == '-' ? "=" : "+") : "");
	add_quoted(out, o->help);
	wc_text_addz(out, "]");
	if (o->argument) {
		wc_text_printf(out, ":%s:", o->argument);
		if (o->word)
			add_words(out, o->word);
		else if (o->file)
			wc_text_addz(out, "_files");
	}
	wc_text_addz(out, "' \\\n");
}

static void
add_command(struct wc_text *out, const struct wc_command *c)
{
	wc_text_printf(out, "\t%s) _arguments -S \\\n", c->name);
	for (size_t i = 0; i < c->option_count; i++) {
		const struct wc_opt *o = &c->options[i];
		add_spelling(out, o, wc_printf(out->arena, "--%s", o->name));
		if (o->letter)
			add_spelling(out, o, wc_printf(out->arena, "-%c", o->letter));
	}
	wc_text_addz(out, "\t\t'*:operand:");
	if (c->word)
		add_words(out, c->word);
	else if (c->files)
		wc_text_addz(out, "_files");
	wc_text_addz(out, "' ;;\n");
}

void
wc_complete_zsh(struct wc_text *out)
{
	wc_text_addz(out, "#compdef wincompat\n# zsh completion for wincompat; made by `wincompat completion zsh`\n"
	                  "_wincompat()\n{\n\tlocal -a commands=(\n");
	for (size_t i = 0; i < wc_command_count; i++) {
		wc_text_printf(out, "\t\t'%s:", wc_commands[i]->name);
		add_quoted(out, wc_commands[i]->title);
		wc_text_addz(out, "'\n");
	}
	wc_text_addz(out, "\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n"
	                  "\tlocal command=$words[2]\n\tshift words\n\t(( CURRENT-- ))\n\tcase $command in\n");
	for (size_t i = 0; i < wc_command_count; i++)
		add_command(out, wc_commands[i]);
	wc_text_addz(out, "\tesac\n}\nif [ \"$funcstack[1]\" = _wincompat ]; then\n\t_wincompat \"$@\"\nelse\n"
	                  "\tcompdef _wincompat wincompat\nfi\n");
}
