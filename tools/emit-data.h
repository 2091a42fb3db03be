/* Writing a program as C source. */
#ifndef EMIT_DATA_H
#define EMIT_DATA_H

#include "model/program.h"

#include <stdio.h>

/* Writes `program` to `out` as the constant table wc_builtin_program: nothing is computed at start-up. */
void emit_program(FILE *out, const struct wc_program *program);

#endif
