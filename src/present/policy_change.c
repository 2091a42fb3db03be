/* Classes and findings for people. */
#include "present/policy_change.h"

#include "model/date.h"
#include "present/safe.h"

#include <string.h>

enum { MOST_VALUES = 12, NAME_WIDTH = 10 };

/* "host.build 17763, 20348-26100; image.family nanoserver": the first values of each fact. */
static const char *
facts(wc_arena *arena, const struct wc_fact_values *list, size_t count)
{
	struct wc_text text = {.arena = arena};
	for (size_t i = 0; i < count; i++) {
		wc_text_printf(&text, "%s%s ", i ? "; " : "", list[i].fact);
		for (size_t k = 0; k < list[i].count && k < MOST_VALUES; k++)
			wc_text_printf(&text, "%s%s", k ? ", " : "", list[i].value[k]);
		if (list[i].count > MOST_VALUES)
			wc_text_printf(&text, " and %zu more", list[i].count - MOST_VALUES);
	}
	return count ? wc_text_string(&text) : "always";
}

static void
line(struct wc_text *out, const char *name, const char *text)
{
	wc_add_cell(out, name, NAME_WIDTH);
	wc_add_safe(out, text);
	wc_end_line(out);
}

static const char *
joined(wc_arena *arena, const char *const *items, size_t count)
{
	struct wc_text text = {.arena = arena};
	for (size_t i = 0; i < count; i++)
		wc_text_printf(&text, "%s%s", i ? ", " : "", items[i]);
	return wc_text_string(&text);
}

static void
class_text(struct wc_text *out, wc_arena *arena, const struct wc_policy_class *c)
{
	if (c->remark)
		line(out, "CHANGED", wc_printf(arena, "%s %s", c->remark, strcmp(c->after, "yes") == 0 ? "speaks now" : "does not speak any more"));
	else
		line(out, "CHANGED", wc_printf(arena, "%s -> %s", c->before, c->after));
	line(out, "where", facts(arena, c->when, c->when_count));
	line(out, "such as", facts(arena, c->witness, c->witness_count));
	if (c->rule_count)
		line(out, "by", joined(arena, c->rules, c->rule_count));
}

static void
past_text(struct wc_text *out, wc_arena *arena, const struct wc_policy_past *past)
{
	char moment[WC_MOMENT_TEXT];
	for (size_t i = 0; i < past->count; i++) {
		const struct wc_past_decision *d = &past->item[i];
		line(out, "PAST", wc_printf(arena, "%lld of %s: %s on %s: %s -> %s (%s then)", (long long)d->sequence, wc_moment_print(d->milliseconds, moment),
		                            d->image, d->host, d->before, d->after, d->recorded));
	}
	wc_text_printf(out, "%zu of %zu past decisions would be others", past->count, past->seen);
	if (past->unread)
		wc_text_printf(out, "; the facts of %zu more cannot be read", past->unread);
	wc_text_addz(out, "\n");
}

void
wc_present_classes_text(struct wc_text *out, wc_arena *arena, const struct wc_policy_classes *classes, const struct wc_policy_past *past)
{
	if (past)
		past_text(out, arena, past);
	if (classes->all == 0) {
		wc_text_addz(out, "EQUAL     the policies come to the same verdict in every situation\n");
		return;
	}
	for (size_t i = 0; i < classes->count; i++) {
		if (i)
			wc_text_addz(out, "\n");
		class_text(out, arena, &classes->item[i]);
	}
	if (classes->count < classes->all)
		wc_text_printf(out, "\n%zu more classes differ\n", classes->all - classes->count);
}

void
wc_present_findings_text(struct wc_text *out, wc_arena *arena, const struct wc_policy_findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct wc_policy_finding *f = &findings->item[i];
		wc_add_safe(out, wc_printf(arena, "%s:%zu:%zu: %s: %s: %s", f->file, f->line, f->column, f->what, f->rule, f->text));
		wc_text_addz(out, "\n");
		if (f->witness_count)
			line(out, "  such as", facts(arena, f->witness, f->witness_count));
	}
	if (findings->count == 0)
		wc_text_addz(out, "CLEAN     every rule can hold and changes something, and no two contradict each other\n");
}
