/* The card of a site's rule: its arms as sentences, where it stands, what it overrides, and its waivers. */
#include "policy/card.h"

#include "base/text.h"
#include "policy/site/phrase.h"

#include <string.h>

static const char *
date_text(wc_arena *arena, wc_date date)
{
	return wc_printf(arena, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
}

static const char *
effect_text(wc_arena *arena, const struct wc_site_rule *rule)
{
	const char *word = wc_word(&wc_effect_words, rule->effect);
	if (rule->waived)
		return "waiver";
	if (rule->effect == WC_EFFECT_ACCEPT)
		return wc_printf(arena, "%s %s", word, wc_word(&wc_status_words, rule->accept));
	return rule->mode ? wc_printf(arena, "%s %s", word, wc_word(&wc_mode_words, rule->mode)) : word;
}

static const char *
remedy_text(wc_arena *arena, const struct wc_rule *text)
{
	const char *value = text->remedy_text ? text->remedy_text : text->remedy_value;
	return text->remedy ? wc_printf(arena, "%s: %s", wc_word(&wc_action_words, text->remedy), value) : NULL;
}

static void
add_part(struct wc_text *out, const char *what, const char *value)
{
	if (value)
		wc_text_printf(out, ", %s %s", what, value);
}

static struct wc_card_example
example(wc_arena *arena, const struct wc_example *e)
{
	struct wc_text out = {.arena = arena};
	wc_text_printf(&out, "%s on %s", e->image, e->host);
	add_part(&out, "isolation", e->isolation);
	add_part(&out, "purpose", e->purpose);
	add_part(&out, "namespace", e->name_space);
	add_part(&out, "user", e->user);
	add_part(&out, "today", e->today);
	for (size_t i = 0; i < e->label_count; i++)
		wc_text_printf(&out, ", label %s=%s", e->labels[i].name, e->labels[i].value);
	return (struct wc_card_example){wc_text_string(&out), e->expect};
}

/* Does the waiver name the rule in its list, "A, B"? */
static bool
waives(const char *list, const char *id)
{
	size_t length = strlen(id);
	for (const char *p = list; p; p = strstr(p, ", ") ? strstr(p, ", ") + 2 : NULL)
		if (strncmp(p, id, length) == 0 && (p[length] == '\0' || p[length] == ','))
			return true;
	return false;
}

static struct wc_strings
waivers_of(wc_arena *arena, const struct wc_site *site, const char *id)
{
	const char **list = wc_array(arena, const char *, site->rule_count + 1);
	size_t n = 0;
	for (size_t i = 0; i < site->rule_count; i++) {
		const struct wc_site_rule *w = &site->rules[i];
		if (w->waived && waives(w->waived, id))
			list[n++] = wc_printf(arena, "%s (%s, up to %s)", w->id, w->owner, date_text(arena, w->expires));
	}
	return (struct wc_strings){list, n};
}

void
wc_site_card(wc_arena *arena, const struct wc_program *p, size_t i, struct wc_rule_card *card)
{
	const struct wc_site_rule *rule = &p->site->rules[i];
	const char **ways = wc_array(arena, const char *, rule->arm_count + 1);
	struct wc_card_example *examples = wc_array(arena, struct wc_card_example, rule->example_count + 1);
	for (size_t k = 0; k < rule->arm_count; k++)
		ways[k] = wc_arm_sentence(arena, p->site, &p->site->arms[rule->first_arm + k]);
	for (size_t k = 0; k < rule->example_count; k++)
		examples[k] = example(arena, &rule->examples[k]);
	card->ways = ways;
	card->way_count = rule->arm_count;
	card->effect = effect_text(arena, rule);
	card->without_fact = rule->lacking ? wc_word(&wc_lacking_words, rule->lacking) : NULL;
	card->remedy = remedy_text(arena, &p->rules[rule->rule]);
	card->file = rule->file;
	card->line = rule->line;
	card->replaces = rule->replaces;
	card->waived = rule->waived;
	card->owner = rule->owner;
	card->expires = rule->expires;
	card->waivers = rule->waived ? (struct wc_strings){NULL, 0} : waivers_of(arena, p->site, rule->id);
	card->examples = examples;
	card->example_count = rule->example_count;
}
