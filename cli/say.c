/* Talking: standard output and standard error. */
#include "cli/say.h"

#include "io/console.h"
#include "present/safe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One message and its hint (empty or NULL: none), fit for a terminal. */
static void
say(const char *head, const char *message, const char *hint)
{
	wc_arena *arena = wc_arena_new();
	struct wc_text text = {.arena = arena};
	wc_text_addz(&text, head);
	wc_add_safe(&text, message);
	if (hint && *hint) {
		wc_text_addz(&text, "\n  do: ");
		wc_add_safe(&text, hint);
	}
	wc_text_addz(&text, "\n");
	wc_console_talk(wc_text_string(&text), text.length);
	wc_arena_free(arena);
}

void
wc_say_error(const struct wc_err *err)
{
	say("wincompat: ", err->text, err->hint);
}

void
wc_say_word(const char *text, const char *hint)
{
	say("wincompat: ", text, hint);
}

/* The line, and a mark under the place. Tabs stay tabs, so that the mark stands right. */
static void
add_excerpt(struct wc_text *out, const struct wc_diag *diag)
{
	enum { LONGEST = 160 };
	size_t length = strlen(diag->excerpt), from = diag->column > LONGEST ? diag->column - LONGEST / 2 : 0;
	if (from > length)
		return;
	wc_text_addz(out, "\n  | ");
	wc_add_safe(out, wc_copy(out->arena, diag->excerpt + from, length - from < LONGEST ? length - from : LONGEST));
	wc_text_addz(out, "\n  | ");
	for (size_t i = from; i + 1 < diag->column && i < length; i++)
		wc_text_addz(out, diag->excerpt[i] == '\t' ? "\t" : " ");
	wc_text_addz(out, "^");
}

void
wc_say_fault(const struct wc_diag *diag)
{
	wc_arena *arena = wc_arena_new();
	struct wc_text text = {.arena = arena};
	const char *place = !diag->line ? "" : !diag->column ? wc_printf(arena, ":%zu", diag->line)
	                                                     : wc_printf(arena, ":%zu:%zu", diag->line, diag->column);
	wc_add_safe(&text, wc_printf(arena, "%s%s: %s", diag->file, place, diag->text));
	if (diag->excerpt)
		add_excerpt(&text, diag);
	if (diag->hint) {
		wc_text_addz(&text, "\n  do: ");
		wc_add_safe(&text, diag->hint);
	}
	wc_text_addz(&text, "\n");
	wc_console_talk(wc_text_string(&text), text.length);
	wc_arena_free(arena);
}

void
wc_say_faults(const struct wc_diags *diags)
{
	for (const struct wc_diag *diag = diags->first; diag; diag = diag->next)
		wc_say_fault(diag);
}

enum wc_exit
wc_say_failed(const struct wc_err *err)
{
	wc_say_error(err);
	return err->fault == WC_FAULT_UNREACHABLE ? WC_EXIT_UNREACHABLE : WC_EXIT_WRONG;
}

enum wc_exit
wc_say_not_launched(const struct wc_err *err)
{
	wc_say_error(err);
	return WC_EXIT_NOT_LAUNCHED;
}

enum wc_exit
wc_say_answer(const struct wc_text *answer, enum wc_exit code)
{
	struct wc_err err;
	bool gone = false;
	if (wc_console_write(wc_text_string(answer), answer->length, &gone, &err) || gone)
		return code;
	wc_say_error(&err);
	return WC_EXIT_WRONG;
}

bool
wc_say_in_colour(bool forbidden)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	if (forbidden || (no_color && *no_color) || (term && strcmp(term, "dumb") == 0))
		return false;
	return wc_console_colours();
}
