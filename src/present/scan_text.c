/* The answers of a scan for people: by file, with the line that names the image. */
#include "present/scan.h"

#include "present/answers.h"
#include "present/line.h"
#include "present/report.h"

#include <string.h>

/* The lines of `block`, each two columns further in. */
static void
add_indented(struct wc_text *out, const char *block)
{
	while (*block) {
		const char *end = strchr(block, '\n');
		size_t length = end ? (size_t)(end - block) + 1 : strlen(block);
		if (*block != '\n')
			wc_text_addz(out, "  ");
		wc_text_add(out, block, length);
		block += length;
	}
}

/* A new heading where another file begins. */
static void
file_line(struct wc_text *out, const char **file, const char *name)
{
	if (*file && strcmp(*file, name) == 0) {
		wc_text_addz(out, "\n");
		return;
	}
	*file = name;
	wc_text_addz(out, out->length ? "\n" : "");
	wc_add_safe(out, name);
	wc_text_addz(out, "\n");
}

/* The line of the file, and a mark below the place; escapes would move it, so there is none where something was escaped. */
static void
excerpt_lines(struct wc_text *out, wc_arena *arena, const struct wc_use *use)
{
	const char *text = use->excerpt.text;
	struct wc_text before = {.arena = arena};
	if (!text || !*text)
		return;
	size_t blanks = strspn(text, " \t"), column = use->excerpt.column > 0 ? use->excerpt.column - 1 : 0;
	if (blanks > column)
		blanks = column;
	wc_text_addz(out, "      ");
	wc_add_safe(out, text + blanks);
	wc_end_line(out);
	if (column > strlen(text))
		return;
	wc_add_safe(&before, wc_copy(arena, text + blanks, column - blanks));
	size_t width = wc_columns(arena, wc_text_string(&before));
	wc_text_printf(out, "      %*s^", (int)width, "");
	for (size_t i = 1; i < use->at.length && i < 60; i++)
		wc_text_addz(out, "~");
	wc_text_addz(out, "\n");
}

static void
subject_line(struct wc_text *out, const struct wc_answer *answer)
{
	const struct wc_use *use = answer->finding->use;
	wc_text_printf(out, "  %zu:%zu  ", use->at.line, use->at.column);
	wc_add_safe(out, use->reference);
	wc_text_addz(out, " on ");
	wc_add_safe(out, answer->host->name ? answer->host->name : answer->host->spec);
	wc_text_printf(out, ", to %s (", use->is_copied ? "take files from" : wc_word(&wc_use_words, use->role));
	wc_add_safe(out, use->subject);
	wc_text_addz(out, ")\n");
}

static void
excuse_line(struct wc_text *out, wc_arena *arena, const struct wc_case *c)
{
	const char *excuse = wc_case_excuse(arena, c);
	if (excuse)
		wc_add_line(out, WC_PLAIN, "excused", excuse);
}

static void
finding_lines(struct wc_text *out, wc_arena *arena, const struct wc_case *c, const struct wc_present_options *options)
{
	struct wc_text block = {.arena = arena};
	const struct wc_finding *finding = c->answer->finding;
	subject_line(out, c->answer);
	excerpt_lines(out, arena, finding->use);
	wc_present_one(&block, arena, c->answer, options);
	for (size_t i = 0; i < finding->remark_count; i++)
		wc_add_line(&block, options->colour ? WC_YELLOW : WC_PLAIN, "warning", finding->remarks[i].text);
	wc_add_line(&block, WC_PLAIN, "rule", c->rule->id);
	excuse_line(&block, arena, c);
	add_indented(out, wc_text_string(&block));
}

static void
unresolved_lines(struct wc_text *out, const struct wc_unresolved *unresolved)
{
	wc_text_printf(out, "  %zu:%zu  not resolved: ", unresolved->at.line, unresolved->at.column);
	wc_add_safe(out, unresolved->text);
	wc_text_addz(out, "\n");
	struct wc_text block = {.arena = out->arena};
	wc_add_line(&block, WC_PLAIN, "because", unresolved->why);
	add_indented(out, wc_text_string(&block));
}

/* Is it more than a number at the end? */
static bool
is_shown(const struct wc_case *c, const struct wc_present_options *options)
{
	return options->explain || (c->level != WC_LEVEL_PASS && c->excuse != WC_IN_BASELINE);
}

/* Does the case `a` stand before `b`, both with a place? */
static bool
is_before(const struct wc_case *a, const struct wc_case *b)
{
	int order = strcmp(a->at->file, b->at->file);
	if (order == 0 && a->at->line != b->at->line)
		return a->at->line < b->at->line;
	return order < 0 || (order == 0 && a->at->column <= b->at->column);
}

void
wc_present_scan_text(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                     const struct wc_present_options *options)
{
	const struct wc_report *report = wc_report_make(arena, answers, count, options);
	const char *file = NULL;
	/* Findings, then what is not resolved, each in the order of files: read together by place. */
	size_t finding = 0, rest = count, end = count + (options->rest ? options->rest->unresolved_count : 0);
	while (finding < count || rest < end) {
		bool first = rest == end || (finding < count && is_before(&report->cases[finding], &report->cases[rest]));
		const struct wc_case *c = &report->cases[first ? finding++ : rest++];
		if (!is_shown(c, options))
			continue;
		file_line(out, &file, c->at->file);
		if (c->answer)
			finding_lines(out, arena, c, options);
		else
			unresolved_lines(out, c->unresolved);
	}
	wc_text_printf(out, "%s%s\n", out->length ? "\n" : "", wc_report_counts(arena, report));
}
