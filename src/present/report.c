/* The report: cases made of answers, their order, and their numbers. */
#include "present/report.h"

#include "base/text.h"
#include "present/wording.h"

#define LEVEL_WORD(value, word) word,
static const char *const level_list[] = {WC_LEVEL_WORDS(LEVEL_WORD)};
const struct wc_words wc_level_words = {"a level", level_list, WC_LEVEL_COUNT};

const char *
wc_level_title(enum wc_level level)
{
	static const char *const titles[WC_LEVEL_COUNT] = {
		[WC_LEVEL_PASS] = "allowed",
		[WC_LEVEL_WARN] = "allowed with a warning",
		[WC_LEVEL_UNRESOLVED] = "not resolved",
		[WC_LEVEL_UNREADABLE] = "not readable",
		[WC_LEVEL_UNKNOWN] = "unknown",
		[WC_LEVEL_REFUSE] = "refused",
	};
	return titles[level];
}

static const struct wc_rule *
role_rule(const struct wc_program *program, enum wc_role role)
{
	return &program->rules[program->role[role]];
}

static enum wc_level
answer_level(const struct wc_answer *answer)
{
	const struct wc_verdict *v = answer->verdict;
	if (!v || v->decision == WC_DECISION_UNKNOWN)
		return WC_LEVEL_UNKNOWN;
	if (v->decision == WC_REFUSE)
		return WC_LEVEL_REFUSE;
	const struct wc_finding *finding = answer->finding;
	bool is_shown = v->warning_count || (finding && (finding->remark_count || finding->excuse == WC_WAIVED));
	return is_shown ? WC_LEVEL_WARN : WC_LEVEL_PASS;
}

/* The number of the rule that speaks for the answer's level: its first reason, or what it warns of, or the waiver that lets it pass. */
static unsigned
deciding_rule(const struct wc_answer *answer, enum wc_level level, const struct wc_program *program)
{
	const struct wc_verdict *v = answer->verdict;
	if (!v || answer->error)
		return program->role[WC_ROLE_UNREADABLE];
	if (level == WC_LEVEL_WARN && !v->warning_count)
		return answer->finding->remark_count ? answer->finding->remarks[0].rule : answer->finding->waiver;
	if (level == WC_LEVEL_WARN)
		return v->warnings[0].rule;
	return v->reason_count ? v->reasons[0].rule : program->role[WC_ROLE_NOTHING_KNOWN];
}

static const char *
either(const char *a, const char *b, const char *otherwise)
{
	return a ? a : b ? b : otherwise;
}

static struct wc_case
answer_case(const struct wc_answer *answer, const struct wc_present_options *options)
{
	enum wc_level level = answer_level(answer);
	unsigned rule = deciding_rule(answer, level, options->program);
	struct wc_case c = {
		.level = level,
		.answer = answer,
		.image = either(answer->image->reference, NULL, "image"),
		.host = either(answer->host->name, answer->host->spec, "host"),
		.rule = &options->program->rules[rule],
	};
	c.source = answer->verdict ? wc_rule_source(answer->verdict, rule) : c.rule->source;
	if (answer->finding) {
		c.at = &answer->finding->use->at;
		c.subject = answer->finding->use->subject;
		c.excuse = answer->finding->excuse;
		c.excuse_why = answer->finding->excuse_why;
	}
	return c;
}

static struct wc_case
unresolved_case(const struct wc_unresolved *unresolved, const struct wc_present_options *options)
{
	const struct wc_rule *rule = role_rule(options->program, WC_ROLE_UNRESOLVED);
	return (struct wc_case){.level = WC_LEVEL_UNRESOLVED, .unresolved = unresolved, .at = &unresolved->at,
	                        .image = either(unresolved->text, NULL, ""), .host = "", .rule = rule, .source = rule->source};
}

static struct wc_case
diag_case(wc_arena *arena, const struct wc_diag *diag, const struct wc_present_options *options)
{
	const struct wc_rule *rule = role_rule(options->program, WC_ROLE_FILE_UNREADABLE);
	struct wc_stretch *at = wc_alloc(arena, sizeof(*at));
	*at = (struct wc_stretch){either(diag->file, NULL, ""), diag->line, diag->column, 0};
	return (struct wc_case){.level = WC_LEVEL_UNREADABLE, .diag = diag, .at = at, .image = "", .host = "", .rule = rule,
	                        .source = rule->source};
}

static size_t
rest_count(const struct wc_scan_rest *rest)
{
	size_t n = rest ? rest->unresolved_count : 0;
	for (const struct wc_diag *d = rest ? rest->errors : NULL; d; d = d->next)
		n++;
	return n;
}

static void
add_rest(wc_arena *arena, struct wc_report *report, const struct wc_scan_rest *rest)
{
	for (size_t i = 0; rest && i < rest->unresolved_count; i++)
		report->cases[report->count++] = unresolved_case(&rest->unresolved[i], report->options);
	for (const struct wc_diag *d = rest ? rest->errors : NULL; d; d = d->next)
		report->cases[report->count++] = diag_case(arena, d, report->options);
}

struct wc_report *
wc_report_make(wc_arena *arena, const struct wc_answer *answers, size_t count, const struct wc_present_options *options)
{
	struct wc_report *report = wc_alloc(arena, sizeof(*report));
	report->options = options;
	report->cases = wc_array(arena, struct wc_case, count + rest_count(options->rest) + 1);
	for (size_t i = 0; i < count; i++)
		report->cases[report->count++] = answer_case(&answers[i], options);
	add_rest(arena, report, options->rest);
	for (size_t i = 0; i < report->count; i++) {
		report->excused += report->cases[i].excuse != WC_EXCUSE_NONE;
		report->counted[report->cases[i].level] += report->cases[i].excuse == WC_EXCUSE_NONE;
	}
	return report;
}

void
wc_report_worst_first(wc_arena *arena, struct wc_report *report)
{
	struct wc_case *ordered = wc_array(arena, struct wc_case, report->count + 1);
	size_t n = 0;
	for (int excused = 0; excused <= 1; excused++) {
		for (int level = WC_LEVEL_COUNT - 1; level >= 0; level--) {
			for (size_t i = 0; i < report->count; i++) {
				const struct wc_case *c = &report->cases[i];
				if ((int)c->level == level && (c->excuse != WC_EXCUSE_NONE) == excused)
					ordered[n++] = *c;
			}
		}
	}
	report->cases = ordered;
}

const char *
wc_report_counts(wc_arena *arena, const struct wc_report *report)
{
	const size_t *n = report->counted;
	struct wc_text out = {.arena = arena};
	wc_text_printf(&out, "%zu refused, %zu unknown, %zu allowed", n[WC_LEVEL_REFUSE], n[WC_LEVEL_UNKNOWN],
	               n[WC_LEVEL_PASS] + n[WC_LEVEL_WARN]);
	if (n[WC_LEVEL_WARN])
		wc_text_printf(&out, " (%zu with warnings)", n[WC_LEVEL_WARN]);
	if (n[WC_LEVEL_UNRESOLVED])
		wc_text_printf(&out, ", %zu not resolved", n[WC_LEVEL_UNRESOLVED]);
	if (n[WC_LEVEL_UNREADABLE])
		wc_text_printf(&out, ", %zu not readable", n[WC_LEVEL_UNREADABLE]);
	if (report->excused)
		wc_text_printf(&out, "; %zu excused", report->excused);
	return wc_text_string(&out);
}
