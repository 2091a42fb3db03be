/* Rules in words: for `policy list` and `policy explain`. */
#ifndef WC_POLICY_CARD_H
#define WC_POLICY_CARD_H

#include "base/arena.h"
#include "model/rule_card.h"

/* The card of program->rules[rule], a site's or one of data/. Owned by `arena`, borrows `program`. */
struct wc_rule_card wc_card_of(wc_arena *arena, const struct wc_program *program, size_t rule);

/* policy/card_clause.c: a built-in clause in words, "prose says no of process isolation where the image's build is lower than the host's". */
const char *wc_clause_sentence(wc_arena *arena, const struct wc_clause *clause);

/* policy/site/card.c: fills what is of the site's rule number `i`. */
void wc_site_card(wc_arena *arena, const struct wc_program *program, size_t i, struct wc_rule_card *card);

#endif
