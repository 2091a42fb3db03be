/* Use cases about rules: the ready-made policies, the rules of policies, and one rule in words. */
#ifndef WC_APP_RULES_H
#define WC_APP_RULES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "model/program.h"
#include "present/rules.h"

/* The name and the title of each ready-made policy; wc_ready_policy_count of them, owned by `arena`. */
struct wc_policy_title *wc_ready_titles(wc_arena *arena);

/* The card of each rule of the site, by id; none where the program has no site. Owned by `arena`. */
struct wc_rule_card *wc_site_cards(wc_arena *arena, const struct wc_program *program, size_t *ret_count);

/* The rule called `id`, a site's or one of data/. False and `err`, with the nearest one, where there is none. */
bool wc_rule_named(const struct wc_program *program, wc_arena *arena, const char *id, size_t *ret_rule, struct wc_err *err);

/* Its card; owned by `arena`. */
struct wc_rule_card wc_rule_card_read(wc_arena *arena, const struct wc_program *program, size_t rule);

/* The site's rule as a policy again. False and `err` where the rule is built in. */
bool wc_rule_as_policy(struct wc_text *out, const struct wc_program *program, size_t rule, struct wc_err *err);

#endif
