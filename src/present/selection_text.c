/* What an engine would take of an index, for people. */
#include "present/selection.h"

#include "present/place_engine.h"
#include "present/safe.h"

enum { WORD_WIDTH = 8, VERSION_WIDTH = 17, DIGEST_WIDTH = 22 };

static void
entry_line(struct wc_text *out, const struct wc_image_entry *entry, const struct wc_fate *fate, bool taken)
{
	wc_text_addz(out, "  ");
	wc_add_cell(out, taken ? "taken" : fate->kept ? "kept" : "dropped", WORD_WIDTH);
	wc_add_cell(out, entry->os == WC_OS_LINUX ? wc_word(&wc_os_words, entry->os) : wc_entry_version(entry), VERSION_WIDTH);
	wc_text_addz(out, " "); /* an os.version may be longer than its column */
	wc_add_cell(out, wc_digest_short(out->arena, entry->digest), DIGEST_WIDTH);
	wc_add_cell(out, taken ? "" : fate->why, 0);
	wc_end_line(out);
}

static void
outcome_lines(struct wc_text *out, const struct wc_selection *s, const struct wc_engine_outcome *o)
{
	wc_text_printf(out, "with %s (%s) it takes ", o->selector->title, o->selector->id);
	wc_add_safe(out, o->taken == SIZE_MAX ? "nothing" : wc_entry_version(&s->entries[o->taken]));
	wc_text_printf(out, "%s%s\n", o->taken == SIZE_MAX && o->selector->refusal ? ": " : "",
	               o->taken == SIZE_MAX && o->selector->refusal ? o->selector->refusal : "");
	wc_text_printf(out, "  rule: %s\n", o->selector->text);
	if (o->selector->note)
		wc_text_printf(out, "  but: %s\n", o->selector->note);
	for (size_t i = 0; i < s->entry_count; i++)
		entry_line(out, &s->entries[i], &o->fates[i], i == o->taken);
}

void
wc_present_selection(struct wc_text *out, const struct wc_selection *selection)
{
	for (size_t i = 0; selection && i < selection->outcome_count; i++)
		outcome_lines(out, selection, &selection->outcomes[i]);
}
