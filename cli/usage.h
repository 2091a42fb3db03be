/* Help from the tables: of the program, of a command, of a topic. */
#ifndef WC_CLI_USAGE_H
#define WC_CLI_USAGE_H

#include "base/text.h"
#include "cli/command.h"

/* What the program is, its commands, and where to read on. */
void wc_usage_program(struct wc_text *out);

/* One command: its usage line, its job, its options and the exit codes. */
void wc_usage_command(struct wc_text *out, const struct wc_command *command);

/* The exit codes with their sentences. */
void wc_usage_exits(struct wc_text *out);

/* An option's sentence with its words and its fallback; owned by the arena of `out`. */
const char *wc_usage_sentence(wc_arena *arena, const struct wc_opt *option);

/* Two columns: `left`, then `right` from column `column` on, wrapped at 80 columns. */
void wc_usage_row(struct wc_text *out, const char *left, size_t column, const char *right);

/* A paragraph wrapped at 80 columns, `indent` blanks in front of each line. */
void wc_usage_paragraph(struct wc_text *out, size_t indent, const char *text);

#endif
