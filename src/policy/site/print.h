/* Compiled rules as a policy again: what is loaded from it decides the same. */
#ifndef WC_POLICY_SITE_PRINT_H
#define WC_POLICY_SITE_PRINT_H

#include "base/text.h"
#include "model/program.h"

#include <stddef.h>

/* Adds the head of a policy, up to its `rules:`. */
void wc_site_print_head(struct wc_text *out);

/*
 * Adds rule `i` of program->site as an item of `rules`: its condition as it was compiled, case by case, waivers taken out; its sentence in
 * the language it was loaded with; without examples. A waiver is printed as what it is to the decision, a rule that annotates.
 */
void wc_site_print_rule(struct wc_text *out, const struct wc_program *program, size_t i);

#endif
