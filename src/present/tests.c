/* `policy test` as text and as TAP. */
#include "present/tests.h"

#include "present/safe.h"

static void
add_faults(struct wc_text *out, const struct wc_test_result *result, const char *before)
{
	for (const struct wc_diag *d = result->faults.first; d; d = d->next) {
		wc_text_addz(out, before);
		wc_add_safe(out, d->text);
		wc_end_line(out);
	}
}

static void
add_name(struct wc_text *out, const struct wc_test_result *result)
{
	wc_add_safe(out, result->file);
	wc_text_printf(out, ":%zu ", result->line);
	wc_add_safe(out, result->name);
	wc_end_line(out);
}

/* "RULE (site.yaml:3)", for each rule of which `some` ways were reached and not all. */
static void
add_gaps(struct wc_text *out, const struct wc_tested *t, bool some, const char *head)
{
	for (size_t i = 0; i < t->rule_count; i++) {
		const struct wc_rule_coverage *rule = &t->rule[i];
		if (rule->reached == rule->ways || (rule->reached > 0) != some)
			continue;
		wc_text_printf(out, "%s%s (%zu of %zu) at ", head, rule->id, rule->reached, rule->ways);
		wc_add_safe(out, rule->file);
		wc_text_printf(out, ":%zu\n", rule->line);
	}
}

void
wc_present_tests_text(struct wc_text *out, const struct wc_tested *t)
{
	size_t spoke = 0, ways = 0, reached = 0;
	for (size_t i = 0; i < t->count; i++) {
		if (t->result[i].faults.count == 0)
			continue;
		wc_text_addz(out, "FAILED    ");
		add_name(out, &t->result[i]);
		add_faults(out, &t->result[i], "          ");
	}
	for (size_t i = 0; i < t->rule_count; i++) {
		spoke += t->rule[i].reached > 0;
		ways += t->rule[i].ways;
		reached += t->rule[i].reached;
	}
	add_gaps(out, t, false, "never     ");
	add_gaps(out, t, true, "partly    ");
	wc_text_printf(out, "%zu passed, %zu failed; %zu of %zu rules spoke, in %zu of their %zu ways\n", t->count - t->failed, t->failed, spoke,
	               t->rule_count, reached, ways);
}

void
wc_present_tests_tap(struct wc_text *out, const struct wc_tested *t)
{
	wc_text_printf(out, "TAP version 13\n1..%zu\n", t->count);
	for (size_t i = 0; i < t->count; i++) {
		wc_text_printf(out, "%sok %zu - ", t->result[i].faults.count ? "not " : "", i + 1);
		add_name(out, &t->result[i]);
		add_faults(out, &t->result[i], "# ");
	}
	add_gaps(out, t, false, "# never reached: ");
	add_gaps(out, t, true, "# partly reached: ");
}
