/* Index findings as bytes. */
#include "present/lint.h"

#include "base/text.h"
#include "format/json_write.h"
#include "present/facts_json.h"
#include "present/safe.h"
#include "present/wording.h"

static void
clean_line(struct wc_text *out, const struct wc_lint_answer *a)
{
	wc_add_safe(out, a->image->reference);
	if (a->error) {
		wc_text_addz(out, ": error: ");
		wc_add_safe(out, a->error->text);
	} else {
		wc_text_addz(out, a->image->entry_count ? ": nothing found" : ": is one manifest and no index, so there is nothing to choose from");
	}
	wc_text_addz(out, "\n");
}

void
wc_present_lint_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *answers,
                     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct wc_lint_answer *a = &answers[i];
		if (a->lint_count == 0)
			clean_line(out, a);
		for (size_t k = 0; k < a->lint_count; k++) {
			wc_add_safe(out, a->image->reference);
			wc_text_printf(out, ": %s: ", program->rules[a->lint[k].rule].id);
			wc_add_safe(out, wc_lint_wording(arena, program, a->image, &a->lint[k]));
			wc_text_addz(out, "\n");
		}
	}
}

/* Which entry, by its number from 1 and its digest; null for the index as a whole. */
static void
entry_members(struct wc_json_out *out, const struct wc_image *image, size_t entry)
{
	if (entry >= image->entry_count) {
		wc_json_null(out, "entry");
		wc_json_null(out, "digest");
		return;
	}
	wc_json_number(out, "entry", (int64_t)entry + 1);
	wc_json_text(out, "digest", image->entries[entry].digest);
}

static void
members(struct wc_json_out *out, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *a)
{
	wc_json_text(out, "reference", a->image->reference);
	wc_json_text(out, "indexDigest", a->image->index_digest);
	wc_json_list(out, "findings");
	for (size_t k = 0; k < a->lint_count; k++) {
		const struct wc_rule *rule = &program->rules[a->lint[k].rule];
		wc_json_map(out, NULL);
		wc_json_text(out, "rule", rule->id);
		entry_members(out, a->image, a->lint[k].entry);
		wc_json_text(out, "text", wc_lint_wording(arena, program, a->image, &a->lint[k]));
		wc_json_text(out, "evidence", wc_word(&wc_evidence_words, rule->evidence));
		wc_json_texts(out, "source", rule->source.item, rule->source.count);
		wc_json_end(out);
	}
	wc_json_end(out);
	if (a->error)
		wc_json_text(out, "error", a->error->text);
}

void
wc_present_lint_json(struct wc_text *text, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *answers,
                     size_t count)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, count == 1 ? "IndexLint" : "IndexLintList");
	if (count == 1)
		members(&out, arena, program, &answers[0]);
	else
		wc_json_list(&out, "images");
	for (size_t i = 0; count != 1 && i < count; i++) {
		wc_json_map(&out, NULL);
		members(&out, arena, program, &answers[i]);
		wc_json_end(&out);
	}
	if (count != 1)
		wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_lint_ndjson(struct wc_text *text, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *answers,
                       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct wc_json_out out = {.text = text};
		wc_json_head(&out, "IndexLint");
		members(&out, arena, program, &answers[i]);
		wc_json_end(&out);
		wc_text_addz(text, "\n");
	}
}
