/* Talking: answers go to standard output, whole or not at all; talk goes to standard error. */
#ifndef WC_CLI_SAY_H
#define WC_CLI_SAY_H

#include "base/diag.h"
#include "base/err.h"
#include "base/text.h"
#include "cli/exit.h"

/* Prints "wincompat: <text>" and, where there is a hint, "  do: <hint>" to standard error. */
void wc_say_error(const struct wc_err *err);

/* The same for a word to the user that is no failure; `hint` may be NULL. */
void wc_say_word(const char *text, const char *hint);

/* Prints one fault of a text, "<file>:<line>:<column>: <text>", with its line and its hint where they are known, to standard error. */
void wc_say_fault(const struct wc_diag *diag);

/* The same for all of them. */
void wc_say_faults(const struct wc_diags *diags);

/* Says the error and returns the exit code that belongs to its kind. */
enum wc_exit wc_say_failed(const struct wc_err *err);

/* Says the error and returns WC_EXIT_NOT_LAUNCHED: of a command that hands over to another, whose own exit codes mean something else. */
enum wc_exit wc_say_not_launched(const struct wc_err *err);

/*
 * Writes the answer to standard output and returns `code`; where it cannot be written says so and returns WC_EXIT_WRONG. A
 * reader that went away is no failure: `wincompat … | head` is quiet.
 */
enum wc_exit wc_say_answer(const struct wc_text *answer, enum wc_exit code);

/* May the answer hold colours? Standard output is a terminal, and neither `forbidden` nor NO_COLOR nor TERM=dumb says no. */
bool wc_say_in_colour(bool forbidden);

#endif
