/* Diagnoses for people: what it is, why, what to do; then whether versions are the cause, other causes, and where it stands. */
#include "present/diagnosis.h"

#include "present/line.h"
#include "present/wording.h"

#include <inttypes.h>
#include <string.h>

/* Where the lines go. */
struct sheet {
	struct wc_text *out;
	wc_arena *arena;
	const struct wc_program *program;
	enum wc_colour label;
	bool colour;
};

static void
line(const struct sheet *s, const char *label, const char *text)
{
	wc_add_line(s->out, s->label, label, text);
}

static const char *
code_of(const struct wc_error_match *f)
{
	return f->detail[WC_DETAIL_CODE] ? f->detail[WC_DETAIL_CODE] : f->error->code;
}

/* "FOUND     The image's Windows version does not match the host's (E-MISMATCH, 0xc0370101)" */
static void
head_line(const struct sheet *s, const struct wc_error_match *f)
{
	static const char *const sure[] = {[WC_CONFIDENCE_NONE] = "", [WC_POSSIBLE] = ", possible", [WC_LIKELY] = ", likely", [WC_CERTAIN] = ""};
	const char *code = code_of(f);
	const char *text = wc_printf(s->arena, "%s (%s%s%s%s)", f->error->title, f->error->id, code ? ", " : "", code ? code : "",
	                             sure[f->error->confidence <= WC_CERTAIN ? f->error->confidence : 0]);
	wc_add_line(s->out, s->colour ? WC_RED : WC_PLAIN, "FOUND", text);
}

/* The reason why versions are blamed, or the verdict that says they are fine. */
static const char *
why(const struct sheet *s, const struct wc_tried *t)
{
	const struct wc_verdict *v = t->answer->verdict;
	if (!v)
		return t->answer->error->text;
	if (t->warning)
		return wc_wording(s->arena, v, t->warning);
	return t->versions == WC_BLAME_YES && v->reason_count ? wc_wording(s->arena, v, &v->reasons[0]) : wc_summary(s->arena, v);
}

/* " for IMAGE on HOST", where there are several. */
static const char *
subject(const struct sheet *s, const struct wc_diagnosed *d, const struct wc_tried *t)
{
	const struct wc_host *host = t->answer->host;
	if (d->tried_count < 2)
		return "";
	return wc_printf(s->arena, " for %s on %s", t->answer->image->reference, host->name ? host->name : host->spec);
}

/* What is said without a check, and whether one would tell more. */
static void
unchecked_line(const struct sheet *s, const struct wc_diagnosed *d)
{
	static const char *const words[] = {
		[WC_BLAME_NONE] = "", [WC_BLAME_NO] = "are not the cause", [WC_BLAME_MAYBE] = "may be the cause", [WC_BLAME_YES] = "are the cause"};
	bool more = d->versions != WC_BLAME_NO && d->finding->error->subject == WC_SUBJECT_IMAGE;
	line(s, "versions", wc_printf(s->arena, "%s%s", words[d->versions], more ? "; name host and image (--host SPEC, --image IMAGE) to know more" : ""));
}

static void
versions_lines(const struct sheet *s, const struct wc_diagnosed *d)
{
	static const char *const words[] = {
		[WC_BLAME_NONE] = "could not be checked", [WC_BLAME_NO] = "are fine", [WC_BLAME_MAYBE] = "may be the cause", [WC_BLAME_YES] = "are the cause"};
	if (d->tried_count == 0)
		unchecked_line(s, d);
	for (size_t i = 0; i < d->tried_count; i++) {
		const struct wc_tried *t = &d->tried[i];
		bool contrary = t->versions == WC_BLAME_NO && d->finding && d->finding->error->versions == WC_BLAME_YES;
		line(s, "versions", wc_printf(s->arena, "%s%s%s: %s", words[t->versions], subject(s, d, t),
		                              contrary ? " if host and image are what was named" : "", why(s, t)));
	}
}

/* Something to do about versions, no fact to give and no purpose to declare. An engine that refuses the entry does so in either isolation. */
static bool
is_cure(const struct sheet *s, const struct wc_error_text *error, const struct wc_remedy *r)
{
	bool refused = error->rule == s->program->role[WC_ROLE_ENGINE_REFUSES];
	if (r->action == WC_USE_ISOLATION || r->action == WC_ENABLE_HYPERV)
		return !refused;
	return r->action != WC_GIVE_FACT && r->action != WC_DECLARE_PURPOSE;
}

/* The remedies of the check, for it knows host and image; then the commands of the data. */
static void
do_lines(const struct sheet *s, const struct wc_diagnosed *d)
{
	const struct wc_verdict *v = d->tried_count == 1 ? d->tried[0].answer->verdict : NULL;
	const char *label = "do";
	if (v && d->tried[0].versions == WC_BLAME_YES && v->remedy_count) {
		struct wc_text all = {.arena = s->arena};
		for (unsigned i = 0; i < v->remedy_count; i++)
			if (is_cure(s, d->finding->error, &v->remedies[i]))
				wc_text_printf(&all, "%s%s", all.length ? ", or " : "", wc_remedy_text(s->arena, v, &v->remedies[i]));
		if (all.length) {
			line(s, label, wc_text_string(&all));
			label = "";
		}
	}
	const struct wc_strings *next = &d->finding->error->next;
	for (size_t i = 0; i < next->count; i++, label = "")
		line(s, label, wc_next_command(s->arena, next->item[i], d));
}

static void
cause_lines(const struct sheet *s, const struct wc_diagnosed *d)
{
	const struct wc_strings *causes = &d->finding->error->causes;
	for (size_t i = 0; i < causes->count; i++) {
		const struct wc_cause *c = wc_cause_find(s->program, causes->item[i]);
		const char *command = c && c->next.count ? wc_next_command(s->arena, c->next.item[0], d) : NULL;
		if (c)
			line(s, i ? "" : "or", wc_printf(s->arena, "%s%s%s", c->text, command ? "; see: " : "", command ? command : ""));
	}
}

static void
seen_line(const struct sheet *s, const struct wc_error_match *f)
{
	const char *times = f->count > 1 ? wc_printf(s->arena, ", on %" PRIu64 " lines in all", f->count) : "";
	line(s, "seen", wc_printf(s->arena, "line %" PRIu64 "%s: %s", f->line, times, f->excerpt));
}

/* What the text tells: "host version 10.0.17763, image …". */
static void
facts_line(const struct sheet *s, const struct wc_error_match *f)
{
	static const char *const names[WC_DETAILS] = {"host version", "image version", "image", "code", "operation", "system", "architecture", "value"};
	struct wc_text all = {.arena = s->arena};
	for (unsigned i = 0; i < WC_DETAILS; i++)
		if (f->detail[i] && i != WC_DETAIL_CODE)
			wc_text_printf(&all, "%s%s %s", all.length ? ", " : "", names[i], f->detail[i]);
	if (all.length)
		line(s, "says", wc_text_string(&all));
}

/* `again`: the same error was explained above, with other details. Other causes are of use unless a check has blamed the versions. */
static void
finding_lines(const struct sheet *s, const struct wc_diagnosed *d, bool again)
{
	head_line(s, d->finding);
	if (!again) {
		line(s, "because", d->finding->error->means);
		do_lines(s, d);
	}
	versions_lines(s, d);
	if (!again && !(d->tried_count && d->versions == WC_BLAME_YES))
		cause_lines(s, d);
	facts_line(s, d->finding);
	seen_line(s, d->finding);
}

static bool
stands_above(const struct wc_diagnosis *d, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (d->item[k].finding->error == d->item[i].finding->error)
			return true;
	return false;
}

/* A code of the compute layer that no error of the data has is worth saying. */
static void
unknown_lines(const struct sheet *s, const struct wc_diagnosis *d)
{
	const struct wc_values *codes = &d->findings->context[WC_DETAIL_CODE];
	struct wc_text seen = {.arena = s->arena};
	for (size_t i = 0; i < codes->count; i++)
		wc_text_printf(&seen, "%s%s", i ? ", " : "; it names the code ", codes->item[i]);
	const char *lines = d->findings->lines == 1 ? "its line" : wc_printf(s->arena, "none of its %" PRIu64 " lines", d->findings->lines);
	const char *because = wc_printf(s->arena, "%s holds %s of the %zu errors that are known%s", lines, d->findings->lines == 1 ? "none" : "one",
	                                s->program->error_count, wc_text_string(&seen));
	if (d->findings->bytes == 0)
		because = "the text is empty";
	wc_add_line(s->out, s->colour ? WC_YELLOW : WC_PLAIN, "UNKNOWN", "no known error of a container engine");
	line(s, "because", because);
	line(s, "do", "give the whole message of the engine, with its code (0x...): what docker, nerdctl or kubectl describe printed, or the");
	line(s, "", "daemon's log (Get-EventLog -LogName Application -Source docker), in English");
	line(s, "", "with --host SPEC and --image IMAGE it says whether versions are fine, whatever the text says");
}

void
wc_present_diagnosis_text(struct wc_text *out, wc_arena *arena, const struct wc_diagnosis *d, bool colour)
{
	struct sheet s = {out, arena, d->program, colour ? WC_DIM : WC_PLAIN, colour};
	if (d->findings->count == 0) {
		unknown_lines(&s, d);
		if (d->count)
			versions_lines(&s, &d->item[0]);
	}
	for (size_t i = 0; i < d->count && d->item[i].finding; i++) {
		wc_text_addz(out, i ? "\n" : "");
		finding_lines(&s, &d->item[i], stands_above(d, i));
	}
	if (d->findings->more)
		wc_text_printf(out, "\nand %" PRIu64 " more lines with other details of errors, which are not listed\n", d->findings->more);
}
