/* Random small policies as text, from a seed. */
#ifndef WC_TESTS_EXACT_RANDOM_POLICY_H
#define WC_TESTS_EXACT_RANDOM_POLICY_H

#include "base/text.h"

#include <stdint.h>

/* The next number of a sequence, below `below`. */
unsigned next_below(uint64_t *state, unsigned below);

/* Writes a policy of `rules` rules, whose ids begin with `prefix`. */
void random_policy(struct wc_text *out, uint64_t *state, unsigned rules, const char *prefix);

/* Writes the same policy with some of its rules left out, or with other conditions. */
void changed_policy(struct wc_text *out, uint64_t seed, uint64_t *state, unsigned rules, const char *prefix);

#endif
