/* Conditions as bit sets: for each value of each fact the clauses that hold, so that a decision needs no loop over clauses. */
#include "policy/view.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Adds the clause to the sets of every value of one fact that its condition allows; an unknown value (0) is always allowed. */
static void
allow(wc_clause_set *by_value, size_t values, wc_mask condition, wc_clause_set bit)
{
	for (size_t value = 0; value < values; value++)
		if (value == 0 || wc_mask_has(condition, (unsigned)value))
			by_value[value] |= bit;
}

static void
add_clause(struct wc_conditions *k, const struct wc_clause *c, wc_clause_set bit)
{
	wc_mask editions = c->not_editions ? (wc_mask)~c->not_editions : c->editions;
	allow(k->edition, COUNT(k->edition), editions, bit);
	allow(k->installation, COUNT(k->installation), c->installations, bit);
	allow(k->family, COUNT(k->family), c->families, bit);
	allow(k->engine, COUNT(k->engine), c->engine ? (wc_mask)(1u << c->engine) : 0, bit);
	allow(k->revisions, COUNT(k->revisions), c->revisions ? (wc_mask)(1u << c->revisions) : 0, bit);
	for (unsigned v = 0; v < COUNT(k->purpose); v++)
		k->purpose[v] |= wc_mask_has(c->purposes, v) ? bit : 0;
	for (unsigned v = 0; v < COUNT(k->hyperv); v++)
		k->hyperv[v] |= c->hyperv == 0 || c->hyperv == v ? bit : 0;
	k->asks_edition |= c->editions ? bit : 0;
	k->asks_installation |= c->installations ? bit : 0;
	k->asks_family |= c->families ? bit : 0;
	k->asks_engine |= c->engine ? bit : 0;
	k->asks_revisions |= c->revisions ? bit : 0;
	k->by_hand |= wc_clause_names_revision(c) || c->engine_from.known || c->engine_below.known ? bit : 0;
	*(c->voice == WC_VOICE_CAUTION ? &k->caution : c->voice == WC_VOICE_NOTE ? &k->note : &k->narrowing) |= bit;
	k->both_modes |= wc_clause_is_about_both(c) ? bit : 0;
	for (unsigned m = 0; m < WC_MODES; m++)
		k->mode[m] |= wc_clause_is_about(c, WC_PROCESS + m) ? bit : 0;
}

void
wc_conditions_make(struct wc_view *view)
{
	for (unsigned i = 0; i < view->other_count; i++)
		add_clause(&view->conditions, &view->program->clauses[view->other[i]], (wc_clause_set)1 << i);
}

wc_clause_set
wc_conditions_applying(const struct wc_view *view, const struct wc_asked *a)
{
	wc_clause_set applies = 0;
	for (unsigned i = 0; i < view->other_count; i++)
		if (wc_clause_may_apply(&view->program->clauses[view->other[i]], a))
			applies |= (wc_clause_set)1 << i;
	return applies;
}

static unsigned
how_revisions_stand(const struct wc_asked *a)
{
	if (a->host_revision == WC_REVISION_UNKNOWN || a->image_revision == WC_REVISION_UNKNOWN)
		return WC_REVISIONS_ANY;
	return a->host_revision == a->image_revision ? WC_REVISIONS_EQUAL : WC_REVISIONS_DIFFER;
}

static void
ask_by_hand(const struct wc_view *view, const struct wc_asked *a, wc_clause_set left, struct wc_holding *holding)
{
	while (left) {
		wc_clause_set bit = left & -left;
		enum wc_fact fact;
		enum wc_match match = wc_clause_match(wc_next_clause(view, &left), a, &fact);
		holding->yes &= match == WC_MATCH_YES ? ~(wc_clause_set)0 : ~bit;
		holding->missing |= match == WC_MATCH_MISSING ? bit : 0;
	}
}

struct wc_holding
wc_conditions_ask(const struct wc_view *view, wc_clause_set applies, const struct wc_asked *a)
{
	const struct wc_conditions *k = &view->conditions;
	unsigned revisions = how_revisions_stand(a);
	wc_clause_set held = applies & k->edition[a->edition] & k->installation[a->installation] & k->engine[a->engine] &
	                     k->purpose[a->purpose] & k->hyperv[a->hyperv] & k->family[a->family] & k->revisions[revisions];
	wc_clause_set asks = (a->edition ? 0 : k->asks_edition) | (a->installation ? 0 : k->asks_installation) |
	                     (a->engine ? 0 : k->asks_engine) | (a->family ? 0 : k->asks_family) | (revisions ? 0 : k->asks_revisions);
	struct wc_holding holding = {held & ~asks, held & asks};
	if (holding.yes & k->by_hand)
		ask_by_hand(view, a, holding.yes & k->by_hand, &holding);
	return holding;
}
