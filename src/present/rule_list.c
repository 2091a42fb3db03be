/* The catalogue of rules: collecting them, and what is said of each. */
#include "present/rule_list.h"

#include "base/text.h"
#include "present/uri.h"
#include "present/wording.h"

static struct wc_rule_list
empty_list(wc_arena *arena, const struct wc_report *report)
{
	size_t count = report->options->program->rule_count;
	return (struct wc_rule_list){wc_array(arena, struct wc_listed_rule, count + 1), 0, wc_array(arena, uint16_t, count + 1)};
}

static void
add(struct wc_rule_list *list, const struct wc_program *program, size_t index, struct wc_strings source, enum wc_level level)
{
	if (list->place[index] == 0) {
		list->rules[list->count] = (struct wc_listed_rule){&program->rules[index], source, level};
		list->place[index] = (uint16_t)++list->count;
	}
	struct wc_listed_rule *known = &list->rules[list->place[index] - 1];
	known->worst = level > known->worst ? level : known->worst;
}

static size_t
rule_number(const struct wc_report *report, const struct wc_rule *rule)
{
	return (size_t)(rule - report->options->program->rules);
}

static void
add_case(struct wc_rule_list *list, const struct wc_report *report, const struct wc_case *c)
{
	add(list, report->options->program, rule_number(report, c->rule), c->source, c->level);
}

struct wc_rule_list
wc_rules_deciding(wc_arena *arena, const struct wc_report *report, size_t most)
{
	struct wc_rule_list list = empty_list(arena, report);
	for (size_t i = 0; i < report->count && i < most; i++)
		add_case(&list, report, &report->cases[i]);
	return list;
}

static void
add_reasons(struct wc_rule_list *list, const struct wc_verdict *v, const struct wc_reason *reasons, unsigned count,
            enum wc_level level)
{
	for (unsigned i = 0; i < count; i++)
		add(list, v->program, reasons[i].rule, wc_rule_source(v, reasons[i].rule), level);
}

struct wc_rule_list
wc_rules_speaking(wc_arena *arena, const struct wc_report *report)
{
	struct wc_rule_list list = empty_list(arena, report);
	for (size_t i = 0; i < report->count; i++) {
		const struct wc_case *c = &report->cases[i];
		const struct wc_verdict *v = c->answer ? c->answer->verdict : NULL;
		const struct wc_finding *finding = c->answer ? c->answer->finding : NULL;
		add_case(&list, report, c);
		if (v) {
			add_reasons(&list, v, v->reasons, v->reason_count, c->level);
			add_reasons(&list, v, v->warnings, v->warning_count, WC_LEVEL_WARN);
			add_reasons(&list, v, v->notes, v->note_count, WC_LEVEL_PASS);
		}
		for (size_t k = 0; finding && k < finding->remark_count; k++)
			add(&list, report->options->program, finding->remarks[k].rule,
			    report->options->program->rules[finding->remarks[k].rule].source, WC_LEVEL_WARN);
	}
	return list;
}

size_t
wc_rule_index(const struct wc_rule_list *list, const struct wc_report *report, const struct wc_case *c)
{
	return list->place[rule_number(report, c->rule)] - 1u;
}

const char *
wc_rule_link(wc_arena *arena, const struct wc_listed_rule *rule)
{
	const char *link = NULL;
	for (size_t i = 0; !link && i < rule->source.count; i++)
		link = wc_source_link(arena, rule->source.item[i]);
	return link;
}

const char *
wc_rule_template(wc_arena *arena, const struct wc_rule *rule)
{
	struct wc_text out = {.arena = arena};
	for (const char *p = rule->text ? rule->text : ""; *p; p++) {
		if (*p == '{' || *p == '}')
			wc_text_addz(&out, *p == '{' ? "\xe2\x80\xb9" : "\xe2\x80\xba"); /* ‹ and › */
		else
			wc_text_add(&out, p, 1);
	}
	return wc_text_string(&out);
}

const char *
wc_rule_standing(wc_arena *arena, const struct wc_rule *rule)
{
	char date[WC_DATE_TEXT];
	const char *since = wc_date_print(rule->known_from, date);
	return wc_printf(arena, "%s%s%s", wc_word(&wc_evidence_words, rule->evidence), *since ? " since " : "", since);
}
