/* examples FILE: every example of data/errors.yaml is found as its record, as nothing else, and with exactly its details. Prints TAP. */
#include "base/limits.h"
#include "base/text.h"
#include "format/tree.h"
#include "io/file.h"
#include "policy/builtin.h"
#include "source/sources.h"

#include <stdio.h>
#include <string.h>

static unsigned tests, failed;

static void
report(bool ok, const char *what)
{
	printf("%s %u - ", ok ? "ok" : "not ok", ++tests);
	for (const char *p = what; *p; p++)
		putchar(*p == '#' ? ' ' : *p);
	putchar('\n');
	failed += !ok;
}

static const char *
said(const char *text)
{
	return text ? text : "(nothing)";
}

/* Is each detail what the example says of it, or nothing where it says nothing? `detail` are those that were found. */
static bool
has_details(const struct wc_node *example, const char *const *detail)
{
	bool ok = true;
	for (unsigned i = 0; i < WC_DETAILS; i++) {
		const char *expected = wc_get_text(example, wc_detail_words.word[i]);
		if (strcmp(said(expected), said(detail[i])) == 0)
			continue;
		printf("# %s is %s, not %s\n", wc_detail_words.word[i], said(detail[i]), said(expected));
		ok = false;
	}
	return ok;
}

/* Does the example have no key but the text and details? */
static bool
has_known_keys(const struct wc_node *example)
{
	unsigned unused;
	for (const struct wc_node *child = example->child; child; child = child->next)
		if (strcmp(child->key, "text") != 0 && !wc_word_find(&wc_detail_words, child->key, &unused))
			return printf("# '%s' is no detail\n", child->key) < 0;
	return true;
}

static bool
is_error(const char *id, const struct wc_node *example, const struct wc_error_matches *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->item[i].error->id, id) != 0)
			return printf("# it is %s\n", f->item[i].error->id) < 0;
	return f->count == 1 && f->item[0].count == 1 && has_details(example, f->item[0].detail);
}

static bool
is_clue(const struct wc_node *example, const struct wc_error_matches *f)
{
	const char *detail[WC_DETAILS];
	for (unsigned i = 0; i < WC_DETAILS; i++)
		detail[i] = f->context[i].count ? f->context[i].item[0] : NULL;
	return has_details(example, detail);
}

/* `text` as a JSON string has it. */
static const char *
escaped(wc_arena *arena, const char *text)
{
	struct wc_text out = {.arena = arena};
	for (const char *p = text; *p; p++)
		wc_text_printf(&out, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
	return wc_text_string(&out);
}

static bool
is_found(wc_arena *arena, const char *log, const char *id, bool of_clue, const struct wc_node *example)
{
	struct wc_err err;
	struct wc_error_matches f;
	struct wc_reading reading = {.arena = arena, .program = &wc_builtin_program};
	if (!wc_log_read_bytes(&reading, log, strlen(log), &f, &err))
		return printf("# %s\n", err.text) < 0;
	return of_clue ? is_clue(example, &f) : is_error(id, example, &f);
}

/* The example as a line of a log, and again in the JSON of a log driver, where its quotes are escaped. */
static void
try_example(wc_arena *arena, const char *id, bool of_clue, const struct wc_node *example)
{
	const char *text = said(wc_get_text(example, "text"));
	const char *plain = wc_printf(arena, "level=info msg=\"nothing\"\r\n%s\r\nthe last line", text);
	const char *json = wc_printf(arena, "{\"log\":\"%s\\r\\n\",\"stream\":\"stderr\"}\n", escaped(arena, text));
	report(has_known_keys(example) && is_found(arena, plain, id, of_clue, example), wc_printf(arena, "%s: %.100s", id, text));
	report(is_found(arena, json, id, of_clue, example), wc_printf(arena, "%s in JSON: %.90s", id, text));
}

static void
try_records(wc_arena *arena, const struct wc_node *root, const char *list, bool are_clues)
{
	const struct wc_node *records = wc_get(root, list);
	for (const struct wc_node *record = records ? records->child : NULL; record; record = record->next) {
		const struct wc_node *examples = wc_get(record, "examples");
		const char *id = said(wc_get_text(record, "id"));
		if (!examples || !examples->child)
			report(false, wc_printf(arena, "%s has no examples", id));
		for (const struct wc_node *e = examples ? examples->child : NULL; e; e = e->next)
			try_example(arena, id, are_clues, e);
	}
}

int
main(int argc, char **argv)
{
	wc_arena *arena = wc_arena_new();
	char *bytes;
	size_t length;
	struct wc_err err = {0};
	const struct wc_node *documents;
	bool ok = argc == 2 && wc_file_read(arena, argv[1], WC_LIMIT_TEXT_BYTES, &bytes, &length, &err) &&
	          wc_yaml_read(arena, argv[1], bytes, length, &documents, &err);
	report(ok, ok ? "the examples can be read" : err.text);
	report(wc_error_patterns_check(&wc_builtin_program, &err), "every pattern is one");
	if (*err.text)
		printf("# %s: %s\n", err.text, err.hint);
	if (ok) {
		try_records(arena, documents->child, "errors", false);
		try_records(arena, documents->child, "clues", true);
	}
	printf("1..%u\n", tests);
	wc_arena_free(arena);
	return failed > 0;
}
