/* The sentences of a case. */
#include "present/report.h"

#include "present/answers.h"
#include "present/safe.h"
#include "present/wording.h"

const char *
wc_case_sentence(wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	struct wc_verdict unread;
	if (c->unresolved)
		return wc_printf(arena, "not resolved: %s", c->unresolved->why ? c->unresolved->why : c->rule->text);
	if (c->diag)
		return wc_printf(arena, "not read: %s", c->diag->text ? c->diag->text : c->rule->text);
	return wc_answer_summary(arena, c->answer, wc_answer_verdict(c->answer, report->options, &unread));
}

const char *
wc_case_remedy(wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	struct wc_verdict unread;
	if (c->diag)
		return c->diag->hint ? c->diag->hint : "";
	if (!c->answer)
		return "";
	if (c->answer->error)
		return c->answer->error->hint;
	return wc_remedies_text(arena, wc_answer_verdict(c->answer, report->options, &unread));
}

const char *
wc_case_warning(wc_arena *arena, const struct wc_case *c, size_t i)
{
	const struct wc_verdict *v = c->answer ? c->answer->verdict : NULL;
	const struct wc_finding *finding = c->answer ? c->answer->finding : NULL;
	size_t own = v ? v->warning_count : 0;
	if (i < own)
		return wc_wording(arena, v, &v->warnings[i]);
	return finding && i - own < finding->remark_count ? finding->remarks[i - own].text : NULL;
}

const char *
wc_case_title(wc_arena *arena, const struct wc_case *c)
{
	if (c->diag)
		return c->at->file;
	struct wc_text out = {.arena = arena};
	wc_text_addz(&out, c->image);
	if (*c->host)
		wc_text_printf(&out, " on %s", c->host);
	if (c->subject)
		wc_text_printf(&out, " (%s)", c->subject);
	return wc_text_string(&out);
}

const char *
wc_case_excuse(wc_arena *arena, const struct wc_case *c)
{
	static const char *const said[] = {
		[WC_IGNORED] = "ignored in the file",
		[WC_WAIVED] = "waived by the policy",
		[WC_IN_BASELINE] = "known in the baseline",
	};
	if (c->excuse == WC_EXCUSE_NONE || c->excuse >= sizeof(said) / sizeof(said[0]))
		return NULL;
	return c->excuse_why ? wc_printf(arena, "%s: %s", said[c->excuse], c->excuse_why) : said[c->excuse];
}

const char *
wc_case_message(wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	struct wc_text out = {.arena = arena};
	const char *warning, *remedy = wc_case_remedy(arena, report, c), *excuse = wc_case_excuse(arena, c);
	wc_add_safe(&out, wc_case_title(arena, c));
	wc_text_addz(&out, ": ");
	wc_add_safe(&out, wc_case_sentence(arena, report, c));
	for (size_t i = 0; (warning = wc_case_warning(arena, c, i)); i++) {
		wc_text_addz(&out, ". Warning: ");
		wc_add_safe(&out, warning);
	}
	if (*remedy) {
		wc_text_addz(&out, ". Do: ");
		wc_add_safe(&out, remedy);
	}
	if (excuse) {
		wc_text_addz(&out, ". Excused: ");
		wc_add_safe(&out, excuse);
	}
	return wc_text_string(&out);
}
