/* A rule's card: what every rule has, and the ways of a built-in one: its clauses, borders and the code's own use of it. */
#include "policy/card.h"

#include "base/text.h"
#include "policy/site/site.h"

/* Room for every way that a rule of data/ can have. */
static size_t
most_ways(const struct wc_program *p)
{
	return p->clause_count + p->border_count + WC_ROLE_COUNT;
}

static void
add_borders(wc_arena *arena, const struct wc_program *p, size_t rule, const char **ways, size_t *count)
{
	for (size_t i = 0; i < p->border_count; i++)
		if (p->borders[i].rule == rule)
			ways[(*count)++] = wc_printf(arena, "process isolation, where image and host lie on different sides of the border %s of build %u", p->borders[i].baseline,
			                             (unsigned)p->borders[i].build);
}

static void
add_roles(wc_arena *arena, const struct wc_program *p, size_t rule, const char **ways, size_t *count)
{
	for (unsigned role = 1; role < WC_ROLE_COUNT; role++)
		if (p->role[role] == rule)
			ways[(*count)++] = wc_printf(arena, "the program itself speaks with it: %s", wc_word(&wc_role_words, role));
}

static void
built_in(wc_arena *arena, const struct wc_program *p, size_t rule, struct wc_rule_card *card)
{
	const char **ways = wc_array(arena, const char *, most_ways(p) + 1);
	for (size_t i = 0; i < p->clause_count; i++)
		if (p->clauses[i].rule == rule)
			ways[card->way_count++] = wc_clause_sentence(arena, &p->clauses[i]);
	add_borders(arena, p, rule, ways, &card->way_count);
	add_roles(arena, p, rule, ways, &card->way_count);
	card->ways = ways;
}

struct wc_rule_card
wc_card_of(wc_arena *arena, const struct wc_program *p, size_t rule)
{
	const struct wc_rule *r = &p->rules[rule];
	struct wc_rule_card card = {
		.id = r->id, .title = r->title, .text = r->text, .evidence = wc_word(&wc_evidence_words, r->evidence), .note = r->note,
		.source = r->source, .known = r->known_from,
	};
	size_t built = p->rule_count - (p->site ? p->site->rule_count : 0);
	if (rule >= built)
		wc_site_card(arena, p, rule - built, &card);
	else
		built_in(arena, p, rule, &card);
	return card;
}
