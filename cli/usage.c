/* Help from the tables. */
#include "cli/usage.h"

#include "cli/topics.h"

#include <string.h>

enum { WIDTH = 80, TERM_COLUMN = 18, OPTION_COLUMN = 28 };

/* Adds the words of `text` from column `at` on; lines that follow begin in column `indent`. A line may end behind "|", too. */
static void
wrap(struct wc_text *out, size_t at, size_t indent, const char *text)
{
	size_t column = at;
	bool blank = false;
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, " |");
		n += p[n] == '|';
		if (column > indent && column + blank + n > WIDTH) {
			wc_text_printf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (blank) {
			wc_text_addz(out, " ");
			column++;
		}
		wc_text_add(out, p, n);
		column += n;
		p += n;
		blank = *p == ' ';
		p += strspn(p, " ");
	}
	wc_text_addz(out, "\n");
}

void
wc_usage_paragraph(struct wc_text *out, size_t indent, const char *text)
{
	wc_text_printf(out, "%*s", (int)indent, "");
	wrap(out, indent, indent, text);
}

void
wc_usage_row(struct wc_text *out, const char *left, size_t column, const char *right)
{
	size_t used = strlen(left) + 2;
	wc_text_printf(out, "  %s", left);
	if (used + 2 > column)
		wc_text_printf(out, "\n%*s", (int)column, "");
	else
		wc_text_printf(out, "%*s", (int)(column - used), "");
	wrap(out, column, column, right);
}

const char *
wc_usage_sentence(wc_arena *arena, const struct wc_opt *o)
{
	struct wc_text text = {.arena = arena};
	wc_text_addz(&text, o->help);
	for (size_t i = 0; o->word && !o->suggested && o->word(i); i++)
		wc_text_printf(&text, "%s%s%s", i ? "|" : " [", o->word(i), o->word(i + 1) ? "" : "]");
	if (o->fallback)
		wc_text_printf(&text, " (default: %s)", o->fallback);
	return wc_text_string(&text);
}

static void
add_option(struct wc_text *out, const struct wc_opt *o)
{
	char letter[8] = "    ";
	if (o->letter) {
		letter[0] = '-';
		letter[1] = o->letter;
		letter[2] = ',';
	}
	const char *value = o->argument ? wc_printf(out->arena, " %s", o->argument) : "";
	const char *left = wc_printf(out->arena, "%s--%s%s", letter, o->name, value);
	wc_usage_row(out, left, OPTION_COLUMN, wc_usage_sentence(out->arena, o));
}

static void
add_exits(struct wc_text *out, const struct wc_exit_sentence *exits, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		wc_usage_row(out, wc_printf(out->arena, "%d", exits[i].code), 6, exits[i].sentence);
}

void
wc_usage_exits(struct wc_text *out)
{
	add_exits(out, wc_exit_sentences, wc_exit_count);
}

void
wc_usage_command(struct wc_text *out, const struct wc_command *c)
{
	wc_text_printf(out, "Usage: wincompat %s [OPTIONS]%s%s\n\n", c->name, *c->operands ? " " : "", c->operands);
	wc_usage_paragraph(out, 0, wc_printf(out->arena, "%c%s.", c->title[0] - 'a' + 'A', c->title + 1));
	if (c->about) {
		wc_text_addz(out, "\n");
		wc_usage_paragraph(out, 0, c->about);
	}
	wc_text_addz(out, "\nOptions:\n");
	for (size_t i = 0; i < c->option_count; i++)
		add_option(out, &c->options[i]);
	wc_text_addz(out, "\nExit codes:\n");
	if (c->exits)
		add_exits(out, c->exits, c->exit_count);
	else
		wc_usage_exits(out);
}

void
wc_usage_program(struct wc_text *out)
{
	wc_text_addz(out, "Usage: wincompat COMMAND [OPTIONS] [OPERANDS]\n\n"
	                  "May this Windows container image run on this host, in which isolation, and why?\n\nCommands:\n");
	for (size_t i = 0; i < wc_command_count; i++)
		wc_usage_row(out, wc_commands[i]->name, TERM_COLUMN, wc_commands[i]->title);
	wc_text_addz(out, "\nTopics:\n");
	for (size_t i = 0; i < wc_topic_count; i++)
		wc_usage_row(out, wc_topics[i].name, TERM_COLUMN, wc_topics[i].title);
	wc_text_addz(out, "\n`wincompat help COMMAND` or `wincompat help TOPIC` says more.\n");
}
