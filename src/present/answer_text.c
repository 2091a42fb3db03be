/* Verdicts for people: the verdict, the deciding reason with its values, and what to do. */
#include "present/answers.h"

#include "present/line.h"
#include "present/wording.h"

#include <string.h>

/* "REFUSED   process isolation, which this host uses by default (Windows Server 2022)" */
static void
head_line(struct wc_text *out, const struct wc_answer *answer, const struct wc_verdict *v,
          const struct wc_present_options *options)
{
	static const struct {
		const char *word;
		enum wc_colour colour;
	} heads[] = {
		[WC_DECISION_UNKNOWN] = {"UNKNOWN", WC_YELLOW},
		[WC_REFUSE] = {"REFUSED", WC_RED},
		[WC_ALLOW] = {"ALLOWED", WC_GREEN},
	};
	const char *about = answer->verdict ? wc_about(out->arena, v) : "the image could not be read";
	unsigned decision = v->decision <= WC_ALLOW ? v->decision : WC_DECISION_UNKNOWN;
	wc_add_line(out, options->colour ? heads[decision].colour : WC_PLAIN, heads[decision].word, about);
}

static bool
is_inferred(const struct wc_verdict *v)
{
	return v->image->from.of[WC_IMAGE_OS_VERSION] == WC_FROM_TAG;
}

static void
because_line(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, enum wc_colour colour)
{
	if (v->reason_count == 0)
		return;
	const char *inferred = is_inferred(v) ? "   [build inferred from the tag]" : "";
	wc_add_line(out, colour, "because", wc_printf(arena, "%s%s", wc_wording(arena, v, &v->reasons[0]), inferred));
}

static void
do_line(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, enum wc_colour colour)
{
	if (v->remedy_count)
		wc_add_line(out, colour, "do", wc_remedies_text(arena, v));
}

static void
missing_line(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, enum wc_colour colour)
{
	struct wc_text all = {.arena = arena};
	for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++) {
		if (v->missing >> fact & 1)
			wc_text_printf(&all, "%s%s", all.length ? ", " : "", wc_fact_name((enum wc_fact)fact));
	}
	if (all.length && v->decision == WC_DECISION_UNKNOWN)
		wc_add_line(out, colour, "missing", wc_text_string(&all));
}

/* Warnings or notes; that the build was inferred is said in the line above. */
static void
remark_lines(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, const char *label,
             const struct wc_reason *remarks, unsigned count, enum wc_colour colour)
{
	for (unsigned i = 0; i < count; i++) {
		bool said = is_inferred(v) && v->reason_count && remarks[i].rule == v->program->role[WC_ROLE_TAG_INFERRED];
		if (!said)
			wc_add_line(out, colour, label, wc_wording(arena, v, &remarks[i]));
	}
}

static void
error_lines(struct wc_text *out, const struct wc_err *error, enum wc_colour colour)
{
	wc_add_line(out, colour, "because", error->text);
	if (*error->hint)
		wc_add_line(out, colour, "do", error->hint);
}

void
wc_present_one(struct wc_text *out, wc_arena *arena, const struct wc_answer *answer,
               const struct wc_present_options *options)
{
	struct wc_verdict unread;
	const struct wc_verdict *v = wc_answer_verdict(answer, options, &unread);
	enum wc_colour label = options->colour ? WC_DIM : WC_PLAIN, warning = options->colour ? WC_YELLOW : WC_PLAIN;
	head_line(out, answer, v, options);
	if (answer->error)
		error_lines(out, answer->error, label);
	else
		because_line(out, arena, v, label);
	do_line(out, arena, v, label);
	missing_line(out, arena, v, label);
	remark_lines(out, arena, v, "warning", v->warnings, v->warning_count, warning);
	remark_lines(out, arena, v, "note", v->notes, v->note_count, label);
	if (options->explain)
		wc_present_explained(out, arena, answer, v);
}

/* Several answers: which one the lines below are about. */
static void
subject_line(struct wc_text *out, const struct wc_answer *answer)
{
	wc_text_addz(out, out->length ? "\n" : "");
	wc_add_safe(out, answer->image->reference ? answer->image->reference : "the image");
	wc_text_addz(out, " on ");
	wc_add_safe(out, answer->host->name ? answer->host->name : answer->host->spec);
	wc_text_addz(out, "\n");
}

void
wc_present_text(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                const struct wc_present_options *options)
{
	bool table = count > 1 && wc_present_table(out, arena, answers, count, options);
	for (size_t i = 0; i < count; i++) {
		bool allowed = answers[i].verdict && answers[i].verdict->decision == WC_ALLOW;
		if (table && allowed && !options->explain)
			continue;
		if (count > 1)
			subject_line(out, &answers[i]);
		wc_present_one(out, arena, &answers[i], options);
	}
}
