/* Entries of the journal for people and for tables, and the table of forms. */
#include "present/journal.h"

#include "format/tree.h"
#include "model/date.h"
#include "present/facts_text.h"
#include "present/safe.h"

#include <inttypes.h>
#include <string.h>

/* The whole decision in a word: the mode, or why there is none. */
static const char *
word_of(const struct wc_journal_entry *entry)
{
	const char *const *column = entry->decision.column;
	const char *word = column[WC_JOURNAL_MODE] ? column[WC_JOURNAL_MODE] : column[WC_JOURNAL_DECISION_WORD];
	return word ? word : "?";
}

/* "ended 0", "launched"; "" where nothing is known. */
static void
add_outcome(struct wc_text *out, const struct wc_journal_outcome *outcome, size_t width)
{
	size_t start = out->length;
	if (outcome->word != WC_OUTCOME_NONE)
		wc_text_addz(out, wc_word(&wc_outcome_words, outcome->word));
	if (outcome->code != WC_NO_CODE)
		wc_text_printf(out, " %" PRId64, outcome->code);
	while (out->length - start < width)
		wc_text_addz(out, " ");
}

static void
line(struct wc_text *out, const struct wc_journal_entry *entry, bool is_first)
{
	char time[WC_MOMENT_TEXT];
	const char *const *column = entry->decision.column;
	(void)is_first;
	wc_text_printf(out, "%-6" PRId64 " %s  ", entry->sequence, wc_moment_print(entry->decision.milliseconds, time));
	wc_add_cell(out, column[WC_JOURNAL_COMMAND], 9);
	wc_add_cell(out, word_of(entry), 9);
	add_outcome(out, &entry->outcome, 12);
	wc_add_safe(out, column[WC_JOURNAL_IMAGE]);
	wc_text_addz(out, " on ");
	wc_add_safe(out, column[WC_JOURNAL_HOST]);
	wc_end_line(out);
}

static void
begin_json(struct wc_text *out)
{
	wc_text_addz(out, "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"JournalList\",\"entries\":[\n");
}

static void
entry_json(struct wc_text *out, const struct wc_journal_entry *entry, bool is_first)
{
	wc_text_addz(out, is_first ? "" : ",");
	wc_present_entry_json(out, entry, false);
}

static void
end_json(struct wc_text *out)
{
	wc_text_addz(out, "]}\n");
}

static void
entry_ndjson(struct wc_text *out, const struct wc_journal_entry *entry, bool is_first)
{
	(void)is_first;
	wc_present_entry_json(out, entry, false);
}

/* Doubles every quote from `start` on. */
static void
double_quotes(struct wc_text *out, size_t start)
{
	size_t from = out->length;
	for (size_t i = start; i < from; i++) {
		if (out->bytes[i] == '"')
			wc_text_addz(out, "\"");
	}
	for (size_t to = out->length; to > from;) {
		char c = out->bytes[--from];
		out->bytes[--to] = c;
		if (c == '"')
			out->bytes[--to] = c;
	}
}

/* A value of a table, quoted where it has to be (RFC 4180); fit for a terminal, so that it is always one line. */
static void
add_value(struct wc_text *out, const char *value, const char *behind)
{
	const char *quote = value && strpbrk(value, ",\"") ? "\"" : "";
	wc_text_addz(out, quote);
	size_t start = out->length;
	wc_add_safe(out, value);
	double_quotes(out, start);
	wc_text_addz(out, quote);
	wc_text_addz(out, behind);
}

static void
begin_csv(struct wc_text *out)
{
	wc_text_addz(out, "sequence,time");
#define NAME(id, name) wc_text_addz(out, "," name);
	WC_JOURNAL_COLUMNS(NAME)
#undef NAME
	wc_text_addz(out, ",outcome,code,detail,hash\n");
}

static void
entry_csv(struct wc_text *out, const struct wc_journal_entry *entry, bool is_first)
{
	char time[WC_MOMENT_TEXT];
	(void)is_first;
	wc_text_printf(out, "%" PRId64 ",%s,", entry->sequence, wc_moment_print(entry->decision.milliseconds, time));
	for (unsigned i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		add_value(out, entry->decision.column[i], ",");
	add_value(out, entry->outcome.word ? wc_word(&wc_outcome_words, entry->outcome.word) : "", ",");
	if (entry->outcome.code != WC_NO_CODE)
		wc_text_printf(out, "%" PRId64, entry->outcome.code);
	wc_text_addz(out, ",");
	add_value(out, entry->outcome.detail, ",");
	add_value(out, entry->hash, "\n");
}

const struct wc_journal_form wc_journal_forms[] = {
	{"text", NULL, line, NULL},
	{"json", begin_json, entry_json, end_json},
	{"ndjson", NULL, entry_ndjson, NULL},
	{"csv", begin_csv, entry_csv, NULL},
};
const size_t wc_journal_form_count = sizeof(wc_journal_forms) / sizeof(wc_journal_forms[0]);

const struct wc_journal_form *
wc_journal_form_find(const char *name)
{
	for (size_t i = 0; i < wc_journal_form_count; i++) {
		if (strcmp(wc_journal_forms[i].name, name) == 0)
			return &wc_journal_forms[i];
	}
	return NULL;
}

static void
field(struct wc_text *out, const char *name, const char *value)
{
	if (value && *value)
		wc_add_fact(out, name, value, WC_FROM_NOWHERE);
}

/* The verdict's own sentence. */
static void
summary(struct wc_text *out, const char *verdict)
{
	const struct wc_node *root;
	if (verdict && wc_json_read(out->arena, "", verdict, strlen(verdict), &root, NULL))
		field(out, "summary", wc_get_text(root, "summary"));
}

void
wc_present_entry_text(struct wc_text *out, const struct wc_journal_entry *entry)
{
	char time[WC_MOMENT_TEXT];
	struct wc_text outcome = {.arena = out->arena};
	add_outcome(&outcome, &entry->outcome, 0);
	wc_text_printf(out, "%-18s%" PRId64 "\n", "entry", entry->sequence);
	field(out, "kind", wc_word(&wc_journal_kind_words, entry->kind));
	field(out, "time", wc_moment_print(entry->decision.milliseconds, time));
#define FIELD(id, name) field(out, name, entry->decision.column[WC_JOURNAL_##id]);
	WC_JOURNAL_COLUMNS(FIELD)
#undef FIELD
	if (entry->kind != WC_JOURNAL_DECISION)
		wc_text_printf(out, "%-18s%" PRId64 "\n", "about", entry->outcome.about);
	field(out, "outcome", wc_text_string(&outcome));
	field(out, "detail", entry->outcome.detail);
	field(out, "hash", entry->hash);
	summary(out, entry->decision.text[WC_JOURNAL_TEXT_VERDICT]);
	field(out, "request", entry->decision.text[WC_JOURNAL_TEXT_REQUEST]);
}

void
wc_present_found_text(struct wc_text *out, const struct wc_journal_found *found)
{
	wc_text_addz(out, found->fault_count ? "DAMAGED   " : "SOUND     ");
	wc_add_safe(out, found->path);
	wc_text_printf(out, ": %" PRId64 " %s", found->entries, found->entries == 1 ? "entry" : "entries");
	if (found->pruned)
		wc_text_printf(out, ", those up to %" PRId64 " were pruned", found->pruned);
	wc_text_addz(out, "\n");
	for (size_t i = 0; i < found->shown; i++) {
		wc_text_addz(out, "because   ");
		wc_add_safe(out, found->faults[i]);
		wc_text_addz(out, "\n");
	}
	if (found->fault_count > found->shown)
		wc_text_printf(out, "          and %zu more\n", found->fault_count - found->shown);
	if (found->fault_count)
		wc_text_addz(out, "do        keep the file as it is, it is evidence; a new one is begun where it was moved away\n");
	wc_text_printf(out, "head      %s\n", found->head);
}
