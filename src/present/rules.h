/* Rules as bytes: for `wincompat policy list` and `policy explain`. */
#ifndef WC_PRESENT_RULES_H
#define WC_PRESENT_RULES_H

#include "base/arena.h"
#include "model/rule_card.h"

#include <stdbool.h>
#include <stddef.h>

struct wc_text;

/* A policy that can be named without its file, and what its head says of it. */
struct wc_policy_title {
	const char *name, *title; /* title: NULL where it has none */
};

/* One line for each ready-made policy. */
void wc_present_policies_text(struct wc_text *out, const struct wc_policy_title *policies, size_t count);
void wc_present_policies_json(struct wc_text *out, const struct wc_policy_title *policies, size_t count);

/* One line for each rule; `origin`: below it where it stands, what it overrides, and the waivers that take cases out of it. */
void wc_present_rules_text(struct wc_text *out, wc_arena *arena, const struct wc_rule_card *cards, size_t count, bool origin);
void wc_present_rules_json(struct wc_text *out, const struct wc_rule_card *cards, size_t count);

/* Everything about one rule. */
void wc_present_rule_text(struct wc_text *out, wc_arena *arena, const struct wc_rule_card *card);
void wc_present_rule_json(struct wc_text *out, const struct wc_rule_card *card);

#endif
