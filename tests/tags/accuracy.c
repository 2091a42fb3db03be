/* accuracy: the tag inference over real references with a known build, over traps, and over the examples of data/tags.yaml. */
#include "base/limits.h"
#include "format/tree.h"
#include "io/file.h"
#include "policy/builtin.h"
#include "said.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { REFERENCE, OS, BUILD, OS_VERSION, ARCHITECTURE, FAMILY, EVIDENCE, SOURCE, COLUMNS };

/* How the answers about one kind of fact turned out. */
struct tally {
	const char *what;
	unsigned right, wrong, silent;
};

static struct tally versions = {.what = "versions"}, named = {.what = "versions where the tag names one"},
                    systems = {.what = "systems"}, families = {.what = "families"}, architectures = {.what = "architectures"};
static unsigned tests, failed;

static void
report(bool ok, const char *what)
{
	printf("%s %u - %s\n", ok ? "ok" : "not ok", ++tests, what);
	failed += !ok;
}

/* Splits a line at its commas in place; the fields hold none. False where their number is another. */
static bool
split(char *line, char **field, int count)
{
	for (int i = 0; i < count; i++) {
		field[i] = line;
		line += strcspn(line, ",");
		if ((*line == ',') != (i + 1 < count))
			return false;
		if (*line)
			*line++ = '\0';
	}
	return true;
}

/* Was the truth itself read from the tag? Then agreeing with it proves nothing. */
static bool
is_from_tag(const char *evidence)
{
	return strcmp(evidence, "tag-embeds-version") == 0 || strcmp(evidence, "publisher-tag-list") == 0;
}

static bool
has_word(const char *tag, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = tag; *p; p++)
		if (strncasecmp(p, word, n) == 0 && (p == tag || !isdigit((unsigned char)p[-1])) && p[-(p > tag)] != '.' &&
		    !isalnum((unsigned char)p[n]))
			return true;
	return false;
}

/* Does the tag name a version to a human reader: by a word that image tags use for a release, or in full? */
static bool
names_version(const char *tag)
{
	if (!tag || strstr(tag, "10.0.1") || strstr(tag, "10.0.2"))
		return tag;
	for (size_t i = 0; i < wc_builtin_program.release_count; i++)
		for (size_t t = 0; t < wc_builtin_program.releases[i].tags.count; t++)
			if (has_word(tag, wc_builtin_program.releases[i].tags.item[t]))
				return true;
	return false;
}

static void
count(struct tally *tally, bool answered, bool right)
{
	tally->silent += !answered;
	tally->right += answered && right;
	tally->wrong += answered && !right;
}

static void
count_word(struct tally *tally, const struct wc_words *words, unsigned value, const char *truth)
{
	if (*truth)
		count(tally, value != 0, strcmp(wc_word(words, value), truth) == 0);
}

/* Is the version that was said the true one, its revision too where both know it? */
static bool
is_version(struct wc_version said, char **field)
{
	struct wc_version truth;
	if (said.build != (uint32_t)strtoul(field[BUILD], NULL, 10))
		return false;
	return !wc_version_parse(field[OS_VERSION], &truth, NULL) || wc_version_compare(said, truth) == 0;
}

static bool
take_reference(wc_arena *arena, char **field)
{
	struct wc_image image;
	struct wc_err err;
	if (is_from_tag(field[EVIDENCE]))
		return true;
	if (!said_of(arena, &wc_builtin_program, field[REFERENCE], &image, &err)) {
		printf("# %s: %s\n", field[REFERENCE], err.text);
		return false;
	}
	bool answered = image.version.build != 0, right = is_version(image.version, field);
	count(&versions, answered, right);
	if (strcmp(field[OS], "windows") == 0 && names_version(image.tag))
		count(&named, answered, right);
	count_word(&systems, &wc_os_words, image.os, field[OS]);
	count_word(&families, &wc_family_words, image.family, field[FAMILY]);
	count_word(&architectures, &wc_arch_words, image.arch, field[ARCHITECTURE]);
	if (answered && !right)
		printf("# wrong: %s: said %s, is %s %s\n", field[REFERENCE], said_words(arena, &image), field[BUILD], field[OS_VERSION]);
	return true;
}

/* Is exactly `expected` said of `marked`, a reference with braces around its span? */
static bool
expect(wc_arena *arena, const char *marked, const char *expected)
{
	struct wc_image image;
	struct wc_err err;
	const char *reference = said_plain(arena, marked);
	if (!said_of(arena, &wc_builtin_program, reference, &image, &err)) {
		report(false, wc_printf(arena, "%s: %s", reference, err.text));
		return false;
	}
	const char *words = said_words(arena, &image), *span = said_span(arena, reference, &image);
	bool ok = strcmp(words, expected) == 0 && strcmp(span, marked) == 0;
	report(ok, reference);
	if (!ok)
		printf("# said '%s' of %s, expected '%s' of %s\n", words, span, expected, marked);
	return ok;
}

/* A trap: a reference, what is to be said of it, and why. */
static bool
take_trap(wc_arena *arena, char **field)
{
	return expect(arena, field[0], field[1]);
}

static void
run_examples(wc_arena *arena, const char *path)
{
	char *bytes;
	size_t length;
	struct wc_err err;
	const struct wc_node *documents;
	bool ok = wc_file_read(arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, &err) &&
	          wc_yaml_read(arena, path, bytes, length, &documents, &err);
	report(ok, ok ? "the examples can be read" : err.text);
	const struct wc_node *records = ok ? wc_get(documents->child, "tags") : NULL;
	for (const struct wc_node *record = records ? records->child : NULL; record; record = record->next) {
		const struct wc_node *examples = wc_get(record, "examples");
		if (!examples)
			report(false, wc_printf(arena, "%s has no examples", wc_get_text(record, "id")));
		for (const struct wc_node *e = examples ? examples->child : NULL; e; e = e->next)
			expect(arena, e->key, e->text);
	}
}

/* Hands every line but the heading to `take`. */
static bool
each_line(wc_arena *arena, const char *path, int columns, bool (*take)(wc_arena *arena, char **field))
{
	char *bytes, *field[COLUMNS];
	size_t length;
	struct wc_err err;
	bool ok = wc_file_read(arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, &err);
	char *line = ok ? strchr(bytes, '\n') : NULL;
	if (!line)
		printf("# %s: %s\n", path, ok ? "it is empty" : err.text);
	for (char *rest = line; ok && (line = strtok_r(rest, "\n", &rest));)
		if (!split(line, field, columns))
			ok = printf("# %s: '%s': not %d fields\n", path, line, columns) < 0;
		else
			ok = take(arena, field) || columns != COLUMNS;
	return ok;
}

static double
percent(unsigned part, unsigned whole)
{
	return whole ? 100.0 * part / whole : 0;
}

static void
bar(wc_arena *arena, const struct tally *t, double least_right, double least_answered)
{
	unsigned answered = t->right + t->wrong;
	double right = percent(t->right, answered), given = percent(answered, answered + t->silent);
	report(right >= least_right && given >= least_answered,
	       wc_printf(arena, "%s: %u right, %u wrong, %u silent; %.2f %% of %.2f %% right", t->what, t->right, t->wrong, t->silent,
	                 right, given));
}

int
main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: accuracy REFERENCES.csv TRAPS.csv TAGS.yaml\n", stderr);
		return 2;
	}
	wc_arena *arena = wc_arena_new();
	report(each_line(arena, argv[1], COLUMNS, take_reference), "the references can be read");
	bar(arena, &versions, 99.5, 0);
	bar(arena, &named, 99.5, 98);
	bar(arena, &systems, 99.5, 0);
	bar(arena, &families, 99.5, 0);
	/* Two of the publisher's own lists call an arm32v7 tag amd64. */
	bar(arena, &architectures, 97, 0);
	report(each_line(arena, argv[2], 3, take_trap), "the traps can be read");
	run_examples(arena, argv[3]);
	printf("1..%u\n", tests);
	wc_arena_free(arena);
	return failed > 0;
}
