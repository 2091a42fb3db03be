/* `policy list` and `policy explain` as JSON. */
#include "present/rules.h"

#include "present/facts_json.h"

void
wc_present_policies_json(struct wc_text *text, const struct wc_policy_title *policies, size_t count)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "PolicyList");
	wc_json_list(&out, "policies");
	for (size_t i = 0; i < count; i++) {
		wc_json_map(&out, NULL);
		wc_json_text(&out, "name", policies[i].name);
		wc_json_text(&out, "title", policies[i].title);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

static void
place_member(struct wc_json_out *out, const struct wc_rule_card *card)
{
	if (!card->file) {
		wc_json_null(out, "place");
		return;
	}
	wc_json_map(out, "place");
	wc_json_text(out, "file", card->file);
	wc_json_number(out, "line", (int64_t)card->line);
	wc_json_end(out);
}

static void
waiver_members(struct wc_json_out *out, const struct wc_rule_card *card)
{
	if (card->waived) {
		wc_json_text(out, "waives", card->waived);
		wc_json_text(out, "owner", card->owner);
		wc_json_date(out, "expires", card->expires);
	}
	wc_json_texts(out, "waivers", card->waivers.item, card->waivers.count);
}

static void
examples_member(struct wc_json_out *out, const struct wc_rule_card *card)
{
	wc_json_list(out, "examples");
	for (size_t i = 0; i < card->example_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "question", card->examples[i].question);
		wc_json_text(out, "expect", card->examples[i].expect);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
card_members(struct wc_json_out *out, const struct wc_rule_card *card)
{
	wc_json_text(out, "rule", card->id);
	wc_json_text(out, "title", card->title);
	wc_json_text(out, "effect", card->effect);
	wc_json_texts(out, "when", card->ways, card->way_count);
	wc_json_text(out, "withoutFact", card->without_fact);
	wc_json_text(out, "text", card->text);
	wc_json_text(out, "remedy", card->remedy);
	wc_json_text(out, "evidence", card->evidence);
	wc_json_texts(out, "source", card->source.item, card->source.count);
	wc_json_date(out, "known", card->known);
	wc_json_text(out, "note", card->note);
	place_member(out, card);
	wc_json_text(out, "overrides", card->replaces);
	waiver_members(out, card);
	examples_member(out, card);
}

void
wc_present_rules_json(struct wc_text *text, const struct wc_rule_card *cards, size_t count)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "RuleList");
	wc_json_list(&out, "rules");
	for (size_t i = 0; i < count; i++) {
		wc_json_map(&out, NULL);
		card_members(&out, &cards[i]);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_rule_json(struct wc_text *text, const struct wc_rule_card *card)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "Rule");
	card_members(&out, card);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
