/* Excuses: comments, and rules of wincompat.yaml. */
#include "app/scan_excuse.h"

#include "io/walk.h"
#include "policy/decide.h"
#include "present/wording.h"

#include <string.h>

/* Does the answer rest on the rule: as a reason where it is not allowed, else as a warning? */
static bool
rests_on(const struct wc_answer *answer, const char *rule)
{
	const struct wc_verdict *v = answer->verdict;
	if (strcmp(rule, "*") == 0)
		return true;
	if (!v)
		return strcmp(rule, "IMAGE-UNREADABLE") == 0;
	bool allowed = v->decision == WC_ALLOW;
	const struct wc_reason *list = allowed ? v->warnings : v->reasons;
	for (unsigned i = 0; i < (allowed ? v->warning_count : v->reason_count); i++)
		if (strcmp(v->program->rules[list[i].rule].id, rule) == 0)
			return true;
	for (size_t i = 0; allowed && i < answer->finding->remark_count; i++)
		if (strcmp(v->program->rules[answer->finding->remarks[i].rule].id, rule) == 0)
			return true;
	return false;
}

static struct wc_finding *
excuse(wc_arena *arena, struct wc_answer *answer, enum wc_excuse word, const char *why)
{
	struct wc_finding *finding = wc_alloc(arena, sizeof(*finding));
	*finding = *answer->finding;
	finding->excuse = (uint8_t)word;
	finding->excuse_why = why;
	answer->finding = finding;
	return finding;
}

/* The first comment about findings of `file`; they are sorted by file. */
static size_t
first_of_file(const struct wc_scan_read *read, const char *file)
{
	size_t low = 0, high = read->ignore_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(read->ignores[middle].at.file, file) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
wc_scan_excuse(wc_arena *arena, struct wc_answer *answer, const struct wc_scan_read *read, const struct wc_ignored_rule *rules,
               size_t rule_count)
{
	const struct wc_use *use = answer->finding->use;
	for (size_t i = first_of_file(read, use->at.file); i < read->ignore_count && strcmp(read->ignores[i].at.file, use->at.file) == 0; i++) {
		if (read->ignores[i].line != use->at.line || !rests_on(answer, read->ignores[i].rule))
			continue;
		excuse(arena, answer, WC_IGNORED, read->ignores[i].reason);
		return;
	}
	for (size_t i = 0; i < rule_count; i++) {
		const struct wc_ignored_rule *r = &rules[i];
		if ((r->path && !wc_glob_fits(r->path, use->at.file)) || (r->reference && !wc_glob_fits(r->reference, use->reference)) ||
		    !rests_on(answer, r->rule))
			continue;
		excuse(arena, answer, WC_IGNORED, r->reason);
		return;
	}
}

void
wc_scan_waived(wc_arena *arena, struct wc_answer *answer)
{
	const struct wc_verdict *v = answer->verdict;
	const struct wc_reason *waiver = v && v->decision == WC_ALLOW ? wc_waiver_that_spoke(v) : NULL;
	if (waiver && v->warning_count == 0 && answer->finding->remark_count == 0 && !answer->finding->excuse)
		excuse(arena, answer, WC_WAIVED, wc_wording(arena, v, waiver))->waiver = waiver->rule;
}

void
wc_scan_ignores_check(const struct wc_scan_read *read, const struct wc_program *program, struct wc_diags *faults)
{
	const char **ids = wc_array(faults->arena, const char *, program->rule_count + 1);
	for (size_t i = 0; i < program->rule_count; i++)
		ids[i] = program->rules[i].id;
	for (size_t i = 0; i < read->ignore_count; i++) {
		const struct wc_ignore *ignore = &read->ignores[i];
		bool known = strcmp(ignore->rule, "*") == 0;
		for (size_t k = 0; k < program->rule_count && !known; k++)
			known = strcmp(ids[k], ignore->rule) == 0;
		if (known)
			continue;
		struct wc_diag *diag = wc_diag_add(faults, ignore->at.file, ignore->at.line, ignore->at.column, "no rule is called %.80s", ignore->rule);
		const char *near = wc_nearest(ignore->rule, ids, program->rule_count);
		diag->hint = near ? wc_printf(faults->arena, "did you mean %s?", near) : "answers name the rules that they rest on: see -o json";
	}
}
