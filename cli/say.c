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
wc_say_fault(const struct wc_diag *diag)
{
	wc_arena *arena = wc_arena_new();
	const char *place = !diag->line ? "" : !diag->column ? wc_printf(arena, ":%zu", diag->line)
	                                                     : wc_printf(arena, ":%zu:%zu", diag->line, diag->column);
	say("", wc_printf(arena, "%s%s: %s", diag->file, place, diag->text), diag->hint);
	wc_arena_free(arena);
}

enum wc_exit
wc_say_failed(const struct wc_err *err)
{
	wc_say_error(err);
	return err->fault == WC_FAULT_UNREACHABLE ? WC_EXIT_UNREACHABLE : WC_EXIT_WRONG;
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
