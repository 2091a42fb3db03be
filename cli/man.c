/* The man page from the tables. */
#include "cli/man.h"

#include "app/program.h"
#include "cli/command.h"
#include "cli/topics.h"
#include "cli/usage.h"
#include "present/wording.h"

#include <ctype.h>
#include <string.h>

/* Adds text with what roff would take for its own (backslashes, hyphens, a dot at the head of a line) escaped. */
static void
add(struct wc_text *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		wc_text_addz(out, "\\&");
	for (; *text; text++) {
		if (*text == '\\')
			wc_text_addz(out, "\\e");
		else if (*text == '-')
			wc_text_addz(out, "\\-");
		else if (*text == '`')
			wc_text_addz(out, "\\(ga");
		else
			wc_text_add(out, text, 1);
	}
}

static void
add_line(struct wc_text *out, const char *before, const char *text)
{
	wc_text_addz(out, before);
	add(out, text);
	wc_text_addz(out, "\n");
}

/* A tagged paragraph: the term in bold, then what it means. */
static void
add_term(struct wc_text *out, const char *term, const char *text)
{
	wc_text_addz(out, ".TP\n.B \"");
	add(out, term + strspn(term, " "));
	wc_text_addz(out, "\"\n");
	add_line(out, "", text);
}

static void
add_section(struct wc_text *out, const char *title)
{
	wc_text_addz(out, ".SH ");
	for (; *title; title++)
		wc_text_printf(out, "%c", *title == '-' ? ' ' : toupper((unsigned char)*title));
	wc_text_addz(out, "\n");
}

static void
add_option(struct wc_text *out, const struct wc_opt *o)
{
	wc_text_addz(out, ".TP\n");
	if (o->letter)
		wc_text_printf(out, "\\fB\\-%c\\fR, ", o->letter);
	wc_text_addz(out, "\\fB\\-\\-");
	add(out, o->name);
	wc_text_addz(out, "\\fR");
	if (o->argument) {
		wc_text_addz(out, " \\fI");
		add(out, o->argument);
		wc_text_addz(out, "\\fR");
	}
	add_line(out, "\n", wc_usage_sentence(out->arena, o));
}

static void
add_command(struct wc_text *out, const struct wc_command *c)
{
	const char *line = wc_printf(out->arena, "wincompat %s [OPTIONS] %s", c->name, c->operands);
	add_line(out, ".SS ", line);
	add_line(out, "", wc_printf(out->arena, "%c%s.", toupper((unsigned char)c->title[0]), c->title + 1));
	if (c->about)
		add_line(out, "", c->about);
	for (size_t i = 0; i < c->option_count; i++)
		add_option(out, &c->options[i]);
	for (unsigned i = 0; i < c->exit_count; i++)
		add_term(out, wc_printf(out->arena, "exit code %d", c->exits[i].code), c->exits[i].sentence);
}

static void
add_topic(struct wc_text *out, const struct wc_topic *topic)
{
	add_section(out, topic->name);
	if (topic->about)
		add_line(out, "", topic->about);
	for (size_t i = 0; i < topic->row_count; i++)
		add_term(out, topic->rows[i].term, topic->rows[i].text);
}

void
wc_man_page(struct wc_text *out)
{
	char day[WC_DATE_TEXT];
	wc_text_addz(out, ".\\\" Made by `wincompat help --man` from the tables of options, commands and topics.\n");
	wc_text_printf(out, ".TH WINCOMPAT 1 %s \"wincompat " WC_VERSION "\" \"User Commands\"\n",
	               wc_date_print(wc_program_checked(wc_program_builtin()), day));
	wc_text_addz(out, ".SH NAME\nwincompat \\- may this Windows container image run on this host?\n"
	                  ".SH SYNOPSIS\n.B wincompat\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIOPERANDS\\fR]\n.SH DESCRIPTION\n"
	                  "For a Windows container image and a host, wincompat says in which isolation the image may run there, "
	                  "why, and what to do where it may not.\nIt keeps apart what Microsoft's matrix prints, what other pages "
	                  "say, what the host was seen to do, and what the engine picks.\n.SH COMMANDS\n");
	for (size_t i = 0; i < wc_command_count; i++)
		add_command(out, wc_commands[i]);
	for (size_t i = 0; i < wc_topic_count; i++)
		add_topic(out, &wc_topics[i]);
	for (unsigned i = 0; i < wc_exit_count; i++)
		add_term(out, wc_printf(out->arena, "%d", wc_exit_sentences[i].code), wc_exit_sentences[i].sentence);
}
