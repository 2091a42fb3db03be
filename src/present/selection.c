/* The `selection` of a verdict as JSON. */
#include "present/selection.h"

#include "present/facts_json.h"

/* The entry that is taken: by the engine where one is named and it is known, else the one that was judged. */
static const char *
picked(const struct wc_answer *answer, const struct wc_verdict *v)
{
	const struct wc_image *image = answer->image;
	const struct wc_selection *s = answer->selection;
	if (v->choice.split || (s && s->outcome_count && s->outcomes[0].taken == SIZE_MAX))
		return NULL;
	if (s && s->outcome_count)
		return s->entries[s->outcomes[0].taken].digest;
	return answer->picked < image->entry_count ? image->entries[answer->picked].digest : NULL;
}

static void
fate_members(struct wc_json_out *out, bool kept, const char *why)
{
	wc_json_bool(out, "kept", kept);
	wc_json_text(out, "why", why ? why : "");
}

/* Every entry; with an engine whose forms agree by its rule, else by which one serves the host best. */
static void
entries_member(struct wc_json_out *out, const struct wc_answer *answer, const struct wc_verdict *v)
{
	const struct wc_selection *s = answer->selection;
	bool by_engine = s && s->outcome_count && !v->choice.split;
	const struct wc_image_entry *entries = s ? s->entries : answer->image->entries;
	size_t count = s ? s->entry_count : answer->image->entry_count;
	wc_json_list(out, "entries");
	for (size_t i = 0; i < count; i++) {
		wc_json_map(out, NULL);
		wc_json_entry(out, &entries[i]);
		if (by_engine)
			fate_members(out, s->outcomes[0].fates[i].kept, s->outcomes[0].fates[i].why);
		else
			fate_members(out, i == answer->picked || count == 1, answer->entry_why ? answer->entry_why[i] : NULL);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
outcome_members(struct wc_json_out *out, const struct wc_selection *s, const struct wc_engine_outcome *o)
{
	wc_json_text(out, "matcher", o->selector->id);
	wc_json_text(out, "title", o->selector->title);
	wc_json_text(out, "rule", o->selector->text);
	wc_json_word(out, "store", &wc_store_words, o->selector->store);
	wc_json_text(out, "says", wc_word(&wc_matcher_words, o->says));
	wc_json_text(out, "picked", o->taken == SIZE_MAX ? NULL : s->entries[o->taken].digest);
	wc_json_texts(out, "source", o->selector->source.item, o->selector->source.count);
	wc_json_list(out, "entries");
	for (size_t i = 0; i < s->entry_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "digest", s->entries[i].digest);
		wc_json_text(out, "osVersion", s->entries[i].os_version);
		fate_members(out, o->fates[i].kept, o->fates[i].why);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
outcomes_member(struct wc_json_out *out, const struct wc_selection *s)
{
	wc_json_list(out, "outcomes");
	for (size_t i = 0; s && i < s->outcome_count; i++) {
		wc_json_map(out, NULL);
		outcome_members(out, s, &s->outcomes[i]);
		wc_json_end(out);
	}
	wc_json_end(out);
}

void
wc_json_selection(struct wc_json_out *out, const struct wc_answer *answer, const struct wc_verdict *v)
{
	if (!answer->image || (answer->image->entry_count == 0 && !answer->selection)) {
		wc_json_null(out, "selection");
		return;
	}
	wc_json_map(out, "selection");
	wc_json_word(out, "engine", &wc_engine_words, answer->host->engine.kind);
	wc_json_text(out, "picked", picked(answer, v));
	entries_member(out, answer, v);
	if (answer->selection) {
		wc_json_text(out, "says", wc_word(&wc_matcher_words, v->choice.says));
		outcomes_member(out, answer->selection);
	}
	wc_json_end(out);
}
