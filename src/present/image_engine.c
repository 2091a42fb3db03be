/* What an engine takes of images, as bytes. */
#include "present/image_engine.h"

#include "present/facts_json.h"
#include "present/image.h"
#include "present/line.h"
#include "present/place_engine.h"
#include "present/selection.h"
#include "present/wording.h"

/* "docker 29.1 on win11-25h2 takes 10.0.26100.4061 (sha256:…)" in a sentence. */
static const char *
outcome_text(wc_arena *arena, const struct wc_verdict *v)
{
	const struct wc_choice *c = &v->choice;
	if (c->outcome_count == 0)
		return v->host->engine.kind ? "nothing is known of what this engine takes of it" : "no engine is named";
	if (c->split)
		return wc_printf(arena, "it depends on %s", wc_engine_missing(v));
	if (c->outcome[0].taken == 0)
		return wc_printf(arena, "nothing (%s)", wc_engine_refusal(arena, v));
	if (c->outcome[0].taken > v->image->entry_count)
		return "the image";
	const struct wc_image_entry *e = &v->image->entries[c->outcome[0].taken - 1];
	return wc_printf(arena, "%s (%s)", wc_entry_version(e), e->digest ? e->digest : "no digest");
}

static const char *
subject_text(wc_arena *arena, const struct wc_answer *a)
{
	const struct wc_host *h = a->host;
	return wc_printf(arena, "%s of %s on %s (%s)",
	                 h->engine.kind ? wc_word(&wc_engine_words, h->engine.kind) : "no engine",
	                 a->image->reference ? a->image->reference : "the image", h->name ? h->name : h->spec, wc_host_title(arena, a->verdict));
}

static void
remedy_lines(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v)
{
	for (unsigned i = 0; i < v->remedy_count; i++)
		if (v->remedies[i].action != WC_DECLARE_PURPOSE && v->remedies[i].action != WC_GIVE_FACT)
			wc_add_line(out, WC_PLAIN, i ? "or" : "do", wc_remedy_text(arena, v, &v->remedies[i]));
}

static void
answer_lines(struct wc_text *out, wc_arena *arena, const struct wc_answer *a)
{
	const struct wc_verdict *v = a->verdict;
	wc_add_line(out, WC_PLAIN, "asked", subject_text(arena, a));
	wc_add_line(out, WC_PLAIN, "takes", outcome_text(arena, v));
	if (v->choice.missing)
		wc_add_line(out, WC_PLAIN, "missing", wc_printf(arena, "%s: every outcome is below", wc_engine_missing(v)));
	const struct wc_image_entry *better = v->choice.split ? NULL : wc_better_entry(v);
	if (better)
		wc_add_line(out, WC_PLAIN, "better", wc_printf(arena, "%s (%s) would serve this host %s", wc_entry_version(better),
		                                               better->digest ? better->digest : "no digest", v->choice.outcome[0].taken ? "better" : "best"));
	wc_present_selection(out, a->selection);
	if (v->decision != WC_ALLOW || v->choice.better)
		remedy_lines(out, arena, v);
}

void
wc_present_engine_text(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                       const struct wc_present_options *options)
{
	(void)options;
	for (size_t i = 0; i < count; i++) {
		wc_text_addz(out, i ? "\n" : "");
		if (answers[i].verdict) {
			answer_lines(out, arena, &answers[i]);
			continue;
		}
		wc_add_line(out, WC_PLAIN, "asked", answers[i].image->reference);
		wc_add_line(out, WC_PLAIN, "error", answers[i].error->text);
		if (*answers[i].error->hint)
			wc_add_line(out, WC_PLAIN, "do", answers[i].error->hint);
	}
}

static void
selection_members(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *a)
{
	const struct wc_verdict *v = a->verdict;
	wc_json_map(out, "host");
	wc_json_host(out, a->host);
	wc_json_end(out);
	wc_json_text(out, "decision", wc_word(&wc_decision_words, v->decision));
	wc_json_text(out, "summary", wc_answer_summary(arena, a, v));
	wc_json_selection(out, a, v);
	wc_json_remedies(out, arena, v);
}

/* The image, and what becomes of it on each host. */
static void
image_members(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answers, size_t count, size_t step)
{
	wc_json_image_answer(out, &(struct wc_image_answer){answers->image, answers->error});
	wc_json_list(out, "selections");
	for (size_t i = 0; i < count; i += step) {
		if (!answers[i].verdict)
			continue;
		wc_json_map(out, NULL);
		selection_members(out, arena, &answers[i]);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
image_line(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count, size_t step)
{
	struct wc_json_out out = {.text = text};
	wc_json_head(&out, "Image");
	image_members(&out, arena, answers, count, step);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_engine_json(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count, size_t image_count,
                       bool pretty, const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	(void)options;
	for (size_t i = 0; !pretty && i < image_count; i++)
		image_line(text, arena, answers + i, count - i, image_count);
	if (!pretty)
		return;
	wc_json_head(&out, image_count == 1 ? "Image" : "ImageList");
	if (image_count == 1)
		image_members(&out, arena, answers, count, 1);
	else
		wc_json_list(&out, "images");
	for (size_t i = 0; image_count != 1 && i < image_count; i++) {
		wc_json_map(&out, NULL);
		image_members(&out, arena, answers + i, count - i, image_count);
		wc_json_end(&out);
	}
	if (image_count != 1)
		wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
