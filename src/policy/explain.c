/* Every rule that was looked at for one pair, and how it fared: for --explain. */
#include "policy/site/trace.h"

static bool
is_evidence(const struct wc_clause *c)
{
	return c->voice == WC_VOICE_PROSE || c->voice == WC_VOICE_HOST;
}

/* Does this clause's rule speak for its voice and mode, or did one of a higher rank? */
static bool
outranked(const struct wc_clause *c, unsigned mode, const struct wc_pair *pair)
{
	const struct wc_mode_pair *said = &pair->mode[wc_mode_index(mode)];
	return is_evidence(c) && (c->voice == WC_VOICE_PROSE ? said->prose_rule : said->host_rule) != c->rule;
}

static struct wc_trace_item
look(const struct wc_view *view, const struct wc_asked *a, const struct wc_pair *pair, const struct wc_clause *c, unsigned mode)
{
	struct wc_trace_item item = {.rule = c->rule, .mode = (uint8_t)mode, .detail = wc_word(&wc_says_words, c->says)};
	enum wc_fact fact = 0;
	if (!view->is_known[c->rule]) {
		item.outcome = WC_TRACE_NOT_KNOWN_YET;
		item.detail = "not known or no longer held on that day";
		return item;
	}
	switch (wc_clause_match(c, a, &fact)) {
	case WC_MATCH_NO:
		item.outcome = WC_TRACE_SILENT;
		item.detail = wc_clause_obstacle(c, a);
		break;
	case WC_MATCH_MISSING:
		item.outcome = WC_TRACE_FACT_MISSING;
		item.fact = (uint8_t)fact;
		break;
	case WC_MATCH_YES:
		item.outcome = outranked(c, mode, pair) ? WC_TRACE_OUTRANKED : WC_TRACE_SPOKE;
	}
	return item;
}

struct wc_trace_item *
wc_explain(wc_arena *arena, const struct wc_view *view, const struct wc_host *host, const struct wc_image *image,
           const struct wc_request *request, size_t *ret_count)
{
	const struct wc_program *p = view->program;
	struct wc_asked a = wc_asked_of(host, image, request);
	struct wc_pair scratch;
	const struct wc_pair *pair = wc_pair_of(view, &a, &scratch);
	size_t site_rules = p->site ? p->site->rule_count : 0;
	struct wc_trace_item *items = wc_array(arena, struct wc_trace_item, p->clause_count * WC_MODES + site_rules);
	size_t count = 0;
	for (size_t i = 0; i < p->clause_count; i++)
		for (unsigned mode = WC_PROCESS; mode <= WC_HYPERV; mode++)
			if (wc_clause_is_about(&p->clauses[i], mode))
				items[count++] = look(view, &a, pair, &p->clauses[i], mode);
	struct wc_situation situation = {p, host, image, request};
	if (site_rules)
		count += wc_site_trace(arena, view, &situation, items + count);
	*ret_count = count;
	return items;
}
