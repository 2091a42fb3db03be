/* `policy list` and `policy explain` as text. */
#include "present/rules.h"

#include "base/text.h"
#include "present/line.h"
#include "present/wording.h"

enum { NAME_WIDTH = 18, EFFECT_WIDTH = 18, GAP = 2 };

void
wc_present_policies_text(struct wc_text *out, const struct wc_policy_title *policies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		wc_add_cell(out, policies[i].name, NAME_WIDTH);
		wc_add_safe(out, policies[i].title);
		wc_end_line(out);
	}
}

/* "site.yaml:7", or that it is built in. */
static const char *
place(wc_arena *arena, const struct wc_rule_card *card)
{
	return card->file ? wc_printf(arena, "%s:%zu", card->file, card->line) : "built in (data/)";
}

static void
add_origin_line(struct wc_text *out, size_t indent, const char *what, const char *value)
{
	wc_add_cell(out, "", indent);
	wc_text_addz(out, what);
	wc_add_safe(out, value);
	wc_end_line(out);
}

static const char *
last_day(wc_arena *arena, const struct wc_rule_card *card)
{
	char date[WC_DATE_TEXT];
	return wc_printf(arena, "%s, up to %s", card->owner, wc_date_print(card->expires, date));
}

static void
add_origin(struct wc_text *out, wc_arena *arena, const struct wc_rule_card *card, size_t indent)
{
	add_origin_line(out, indent, "", place(arena, card));
	if (card->replaces)
		add_origin_line(out, indent, "overrides ", card->replaces);
	if (card->waived) {
		add_origin_line(out, indent, "waives ", card->waived);
		add_origin_line(out, indent, "for ", last_day(arena, card));
	}
	for (size_t i = 0; i < card->waivers.count; i++)
		add_origin_line(out, indent, "waived by ", card->waivers.item[i]);
}

void
wc_present_rules_text(struct wc_text *out, wc_arena *arena, const struct wc_rule_card *cards, size_t count, bool origin)
{
	size_t width = NAME_WIDTH;
	for (size_t i = 0; i < count; i++) {
		size_t columns = wc_columns(arena, cards[i].id) + GAP;
		width = columns > width ? columns : width;
	}
	for (size_t i = 0; i < count; i++) {
		wc_add_cell(out, cards[i].id, width);
		wc_add_cell(out, cards[i].effect, EFFECT_WIDTH);
		wc_add_safe(out, cards[i].title);
		wc_end_line(out);
		if (origin)
			add_origin(out, arena, &cards[i], width);
	}
}

/* The label of a list stands before its first item only. */
static void
add_items(struct wc_text *out, const char *label, const char *const *item, size_t count)
{
	for (size_t i = 0; i < count; i++)
		wc_add_line(out, WC_PLAIN, i ? "" : label, item[i]);
}

static void
add_optional(struct wc_text *out, const char *label, const char *value)
{
	if (value)
		wc_add_line(out, WC_PLAIN, label, value);
}

/* What becomes of it where a fact is missing. */
static const char *
lacking_sentence(const char *word)
{
	if (!word)
		return NULL;
	return word[0] == 's' ? "where a fact is missing the rule is passed over (notEvaluated)" : "where a fact is missing the isolation is unknown";
}

void
wc_present_rule_text(struct wc_text *out, wc_arena *arena, const struct wc_rule_card *card)
{
	char date[WC_DATE_TEXT];
	wc_text_printf(out, "%s: ", card->id);
	wc_add_safe(out, card->title);
	wc_end_line(out);
	add_optional(out, "effect", card->effect);
	if (card->way_count == 0)
		wc_add_line(out, WC_PLAIN, "where", "nowhere: no value makes its condition hold");
	add_items(out, "where", card->ways, card->way_count);
	add_optional(out, "missing", lacking_sentence(card->without_fact));
	wc_add_line(out, WC_PLAIN, "says", card->text);
	add_optional(out, "do", card->remedy);
	add_optional(out, "waives", card->waived);
	add_optional(out, "for", card->waived ? last_day(arena, card) : NULL);
	add_items(out, "waived by", card->waivers.item, card->waivers.count);
	wc_add_line(out, WC_PLAIN, "evidence", card->known ? wc_printf(arena, "%s, since %s", card->evidence, wc_date_print(card->known, date)) : card->evidence);
	add_items(out, "source", card->source.item, card->source.count);
	add_optional(out, "but", card->note);
	wc_add_line(out, WC_PLAIN, "stands at", place(arena, card));
	add_optional(out, "overrides", card->replaces);
	for (size_t i = 0; i < card->example_count; i++)
		wc_add_line(out, WC_PLAIN, i ? "" : "example", wc_printf(arena, "%s: %s", card->examples[i].question, card->examples[i].expect));
}
