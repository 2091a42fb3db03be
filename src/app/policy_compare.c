/* Exact policies: the view of the data alone that they are compared on, and the examples that do not hold. */
#include "app/policy_compare.h"

#include "app/cases/example.h"
#include "app/cases/run.h"
#include "policy/site/diff.h"
#include "policy/site/site.h"

#include <string.h>

bool
wc_policies_compare(wc_arena *arena, const struct wc_program *data, const struct wc_program *before, const struct wc_program *after,
                    size_t most, struct wc_policy_classes *ret_classes, struct wc_err *err)
{
	const struct wc_view *view;
	return wc_view_make_tabulated(arena, data, NULL, 0, &view, err) && wc_policy_diff(arena, view, before, after, most, ret_classes, err);
}

/* How many examples the rules have. */
static size_t
count_examples(const struct wc_site *site)
{
	size_t count = 0;
	for (size_t i = 0; i < site->rule_count; i++)
		count += site->rules[i].example_count;
	return count;
}

static void
try_example(wc_arena *arena, struct wc_case_runner *runner, const struct wc_site_rule *rule, const struct wc_example *example,
            struct wc_policy_finding *items, size_t *count)
{
	struct wc_diags faults = {.arena = arena};
	wc_case_run(runner, wc_case_of_example(arena, rule, example), &faults);
	if (faults.first)
		items[(*count)++] = (struct wc_policy_finding){
			.what = "example", .file = rule->file, .line = example->line, .column = 1, .rule = rule->id, .text = faults.first->text};
}

/* Adds the examples that do not hold. */
static void
add_examples(wc_arena *arena, const struct wc_program *program, struct wc_policy_findings *findings)
{
	const struct wc_site *site = program->site;
	struct wc_policy_finding *items = wc_array(arena, struct wc_policy_finding, findings->count + count_examples(site) + 1);
	struct wc_case_runner *runner = wc_case_runner_new(arena, program, (struct wc_names){NULL, 0});
	if (findings->count)
		memcpy(items, findings->item, findings->count * sizeof(*items));
	for (size_t i = 0; i < site->rule_count; i++)
		for (size_t k = 0; k < site->rules[i].example_count; k++)
			try_example(arena, runner, &site->rules[i], &site->rules[i].examples[k], items, &findings->count);
	findings->item = items;
}

bool
wc_policies_lint(wc_arena *arena, const struct wc_program *data, const struct wc_program *program, wc_date today,
                 struct wc_policy_findings *ret_findings, struct wc_err *err)
{
	const struct wc_view *view;
	if (!wc_view_make_tabulated(arena, data, NULL, 0, &view, err) || !wc_policy_lint(arena, view, program, today, ret_findings, err))
		return false;
	if (program->site)
		add_examples(arena, program, ret_findings);
	return true;
}
