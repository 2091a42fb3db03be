/* Entries of the journal as JSON. */
#include "present/journal.h"

#include "format/json_write.h"
#include "model/date.h"
#include "present/facts_json.h"

#include <string.h>

static void
moment(struct wc_json_out *out, const char *key, int64_t milliseconds)
{
	char text[WC_MOMENT_TEXT];
	wc_json_text(out, key, wc_moment_print(milliseconds, text));
}

static void
code(struct wc_json_out *out, int64_t value)
{
	if (value == WC_NO_CODE)
		wc_json_null(out, "code");
	else
		wc_json_number(out, "code", value);
}

/* Ids parted by blanks, as a list. */
static void
rules(struct wc_json_out *out, const char *ids)
{
	wc_json_list(out, "rules");
	for (const char *p = ids ? ids : ""; *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		wc_json_bytes(out, NULL, p, n);
		p += n;
	}
	wc_json_end(out);
}

static void
outcome(struct wc_json_out *out, const struct wc_journal_entry *entry)
{
	if (entry->outcome.word == WC_OUTCOME_NONE) {
		wc_json_null(out, "outcome");
		return;
	}
	wc_json_map(out, "outcome");
	wc_json_text(out, "word", wc_word(&wc_outcome_words, entry->outcome.word));
	code(out, entry->outcome.code);
	wc_json_text(out, "detail", entry->outcome.detail);
	moment(out, "time", entry->outcome_milliseconds);
	wc_json_end(out);
}

static void
decision(struct wc_json_out *out, const struct wc_journal_entry *entry)
{
	const char *const *column = entry->decision.column;
	wc_json_text(out, "command", column[WC_JOURNAL_COMMAND]);
	wc_json_text(out, "host", column[WC_JOURNAL_HOST]);
	wc_json_text(out, "hostVersion", column[WC_JOURNAL_HOST_VERSION]);
	wc_json_text(out, "image", column[WC_JOURNAL_IMAGE]);
	wc_json_text(out, "imageDigest", column[WC_JOURNAL_IMAGE_DIGEST]);
	wc_json_text(out, "isolation", column[WC_JOURNAL_ISOLATION]);
	wc_json_text(out, "purpose", column[WC_JOURNAL_PURPOSE]);
	wc_json_text(out, "decision", column[WC_JOURNAL_DECISION_WORD]);
	wc_json_text(out, "mode", column[WC_JOURNAL_MODE]);
	rules(out, column[WC_JOURNAL_RULES]);
	wc_json_text(out, "edition", column[WC_JOURNAL_EDITION]);
	wc_json_raw(out, "policy", column[WC_JOURNAL_POLICY]);
	outcome(out, entry);
}

static void
facts(struct wc_json_out *out, const struct wc_journal_decision *d)
{
	static const char *const keys[] = {
#define KEY(id, name) name,
		WC_JOURNAL_TEXTS(KEY)
#undef KEY
	};
	wc_json_map(out, "facts");
	for (unsigned i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		wc_json_raw(out, keys[i], d->text[i]);
	wc_json_end(out);
}

/* An outcome or a prune: what it says of which entry. */
static void
remark(struct wc_json_out *out, const struct wc_journal_entry *entry)
{
	wc_json_number(out, "about", entry->outcome.about);
	if (entry->kind == WC_JOURNAL_OUTCOME) {
		wc_json_text(out, "word", wc_word(&wc_outcome_words, entry->outcome.word));
		code(out, entry->outcome.code);
	}
	wc_json_text(out, "detail", entry->outcome.detail);
}

static void
members(struct wc_json_out *out, const struct wc_journal_entry *entry, bool whole)
{
	wc_json_number(out, "sequence", entry->sequence);
	wc_json_text(out, "entry", wc_word(&wc_journal_kind_words, entry->kind));
	moment(out, "time", entry->decision.milliseconds);
	if (entry->kind == WC_JOURNAL_DECISION)
		decision(out, entry);
	else
		remark(out, entry);
	if (whole && entry->kind == WC_JOURNAL_DECISION)
		facts(out, &entry->decision);
	wc_json_text(out, "hash", entry->hash);
}

void
wc_present_entry_json(struct wc_text *text, const struct wc_journal_entry *entry, bool whole)
{
	struct wc_json_out out = {.text = text};
	wc_json_head(&out, "JournalEntry");
	members(&out, entry, whole);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_found_json(struct wc_text *text, const struct wc_journal_found *found)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "JournalCheck");
	wc_json_text(&out, "path", found->path);
	wc_json_bool(&out, "sound", found->fault_count == 0);
	wc_json_number(&out, "entries", found->entries);
	wc_json_number(&out, "pruned", found->pruned);
	wc_json_number(&out, "last", found->last);
	wc_json_text(&out, "head", found->head);
	wc_json_number(&out, "faultCount", (int64_t)found->fault_count);
	wc_json_texts(&out, "faults", found->faults, found->shown);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
