/* policy test: operands to cases, cases to results. */
#include "app/policy_test.h"

#include "app/cases/example.h"
#include "app/cases/run.h"
#include "app/policy.h"
#include "base/limits.h"
#include "base/text.h"
#include "io/file.h"
#include "policy/site/site.h"

#include <string.h>

struct testing {
	wc_arena *arena;
	const struct wc_program *program;
	struct wc_names policies;
	struct wc_case_runner **runner; /* of the case files, then one for each policy */
	size_t runners;
	struct wc_case_list cases;
	struct wc_test_result *result;
	size_t count, failed;
	struct wc_diags *diags;
};

static bool
ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);
	return length > tail && strcmp(text + length - tail, end) == 0;
}

static bool
is_policy(const char *name)
{
	enum wc_path_kind kind = wc_path_kind(name);
	if (kind == WC_PATH_DIRECTORY || ends_with(name, ".yaml") || ends_with(name, ".yml"))
		return true;
	for (size_t i = 0; kind == WC_PATH_NONE && i < wc_ready_policy_count; i++)
		if (strcmp(wc_ready_policies[i].name, name) == 0)
			return true;
	return false;
}

static void
add_result(struct testing *t, struct wc_case_runner *runner, const struct wc_case *c)
{
	if ((t->count & (t->count - 1)) == 0) {
		struct wc_test_result *more = wc_array(t->arena, struct wc_test_result, t->count ? t->count * 2 : 1);
		if (t->count)
			memcpy(more, t->result, t->count * sizeof(*more));
		t->result = more;
	}
	struct wc_test_result *result = &t->result[t->count++];
	*result = (struct wc_test_result){
		.file = c->file,
		.line = c->line,
		.name = wc_printf(t->arena, "%s: %s on %s", c->title, c->setting[WC_CASE_IMAGE], c->setting[WC_CASE_HOST]),
		.faults = {.arena = t->arena},
	};
	wc_case_run(runner, c, &result->faults);
	t->failed += result->faults.count > 0;
}

/* Two operands may hold the same rule, by an include or by --policy. */
static bool
was_run(const struct testing *t, const char *file, size_t line)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->result[i].line == line && strcmp(t->result[i].file, file) == 0)
			return true;
	return false;
}

static bool
test_policy(struct testing *t, const char *name, struct wc_err *err)
{
	const char **names = wc_array(t->arena, const char *, t->policies.count + 1);
	const struct wc_program *program;
	if (t->policies.count)
		memcpy(names, t->policies.item, t->policies.count * sizeof(*names));
	names[t->policies.count] = name;
	struct wc_case_runner *runner = wc_case_runner_new(t->arena, t->program, (struct wc_names){names, t->policies.count + 1});
	t->runner[t->runners++] = runner;
	if (!wc_case_load(runner, "", &program, t->diags, err))
		return false;
	for (size_t i = 0; program->site && i < program->site->rule_count; i++) {
		const struct wc_site_rule *rule = &program->site->rules[i];
		for (size_t k = 0; k < rule->example_count; k++)
			if (!was_run(t, rule->file, rule->examples[k].line))
				add_result(t, runner, wc_case_of_example(t->arena, rule, &rule->examples[k]));
	}
	return true;
}

static bool
read_cases(struct testing *t, const char *path, struct wc_err *err)
{
	char *text;
	size_t length, faults = t->diags->count;
	if (!wc_file_read(t->arena, path, WC_LIMIT_YAML_BYTES, &text, &length, err))
		return false;
	wc_cases_parse(t->arena, path, text, &t->cases, t->diags);
	if (t->diags->count == faults)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%s is no case file", path);
	return wc_hint(err, "docs/policy.md shows one; a policy ends with .yaml");
}

bool
wc_policy_test_run(wc_arena *arena, const struct wc_program *program, struct wc_names operands, struct wc_names policies, struct wc_tested *ret_tested,
                   struct wc_diags *diags, struct wc_err *err)
{
	struct testing t = {.arena = arena, .program = program, .policies = policies, .diags = diags};
	t.runner = wc_array(arena, struct wc_case_runner *, operands.count + 1);
	t.runner[t.runners++] = wc_case_runner_new(arena, program, policies);
	const struct wc_program *own;
	if (!wc_case_load(t.runner[0], "", &own, diags, err))
		return false;
	for (size_t i = 0; i < operands.count; i++)
		if (!(is_policy(operands.item[i]) ? test_policy(&t, operands.item[i], err) : read_cases(&t, operands.item[i], err)))
			return false;
	for (const struct wc_case *c = t.cases.first; c; c = c->next)
		add_result(&t, t.runner[0], c);
	*ret_tested = (struct wc_tested){.result = t.result, .count = t.count, .failed = t.failed};
	ret_tested->rule = wc_case_coverage(arena, t.runner, t.runners, &ret_tested->rule_count);
	return true;
}
