/* compile-data OUT.c FILE…: turns data/ into constant tables at build time; `--check FILE…` only says whether it could. */
#include "base/limits.h"
#include "emit-data.h"
#include "format/tree.h"
#include "io/file.h"
#include "policy/load.h"

#include <stdio.h>
#include <string.h>

enum { FAULTY = 2 };

/* The text of every file, for the excerpts of diagnostics. */
struct texts {
	struct wc_data_file *file;
	char **text;
	size_t count;
};

/* Prints line `line` of `text`, and a caret under its column. */
static void
print_excerpt(const char *text, size_t line, size_t column)
{
	for (size_t i = 1; i < line && text; i++) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	if (!text || line == 0)
		return;
	fprintf(stderr, "  %.*s\n  ", (int)strcspn(text, "\r\n"), text);
	for (size_t i = 1; i < column && text[i - 1]; i++)
		fputc(text[i - 1] == '\t' ? '\t' : ' ', stderr);
	fputs("^\n", stderr);
}

static void
print_diag(const struct wc_diag *diag, const struct texts *texts)
{
	if (diag->line)
		fprintf(stderr, "%s:%zu:%zu: %s\n", diag->file, diag->line, diag->column, diag->text);
	else
		fprintf(stderr, "%s: %s\n", diag->file, diag->text);
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(texts->file[i].path, diag->file) == 0)
			print_excerpt(texts->text[i], diag->line, diag->column);
	if (diag->hint)
		fprintf(stderr, "  %s\n", diag->hint);
}

static bool
read_one(wc_arena *arena, const char *path, char **ret_text, const struct wc_node **ret_root, struct wc_err *err)
{
	size_t length;
	const struct wc_node *documents;
	if (!wc_file_read(arena, path, WC_LIMIT_MANIFEST_BYTES, ret_text, &length, err))
		return false;
	if (!wc_yaml_read(arena, path, *ret_text, length, &documents, err))
		return false;
	if (documents->count != 1)
		return wc_fail(err, WC_FAULT_INPUT, "%s: a data file is one YAML document, this has %zu", path, documents->count);
	*ret_root = documents->child;
	return true;
}

/* Reads every file; complains about each that can't be read. */
static bool
read_all(wc_arena *arena, char **paths, size_t count, struct texts *ret_texts)
{
	bool ok = true;
	*ret_texts = (struct texts){wc_array(arena, struct wc_data_file, count), wc_array(arena, char *, count), count};
	for (size_t i = 0; i < count; i++) {
		struct wc_err err = {0};
		ret_texts->file[i].path = paths[i];
		if (read_one(arena, paths[i], &ret_texts->text[i], &ret_texts->file[i].root, &err))
			continue;
		fprintf(stderr, "%s\n%s%s", err.text, err.hint, err.hint[0] ? "\n" : "");
		ok = false;
	}
	return ok;
}

static void
print_counts(const struct wc_program *p)
{
	printf("%zu releases, %zu editions, %zu cells, %zu rules, %zu clauses, %zu borders, %zu observations, %zu engines, "
	       "%zu tag patterns, %zu base layers, %zu flags, %zu errors, %zu clues, %zu causes: no fault\n",
	       p->release_count, p->edition_count, p->cell_count, p->rule_count, p->clause_count, p->border_count,
	       p->observation_count, p->engine_count, p->tag_count, p->base_layer_count, p->docker_flag_count, p->error_count, p->clue_count,
	       p->cause_count);
}

static int
write_out(const char *path, const struct wc_program *program)
{
	FILE *out = fopen(path, "w");
	if (!out) {
		perror(path);
		return FAULTY;
	}
	emit_program(out, program);
	if (fclose(out) != 0) {
		perror(path);
		return FAULTY;
	}
	return 0;
}

static int
compile(wc_arena *arena, const char *out, char **paths, size_t count)
{
	struct texts texts;
	struct wc_diags diags = {.arena = arena};
	const struct wc_program *program;
	if (!read_all(arena, paths, count, &texts))
		return FAULTY;
	if (!wc_program_load(arena, texts.file, texts.count, &program, &diags)) {
		for (const struct wc_diag *diag = diags.first; diag; diag = diag->next)
			print_diag(diag, &texts);
		fprintf(stderr, "%zu %s\n", diags.count, diags.count == 1 ? "fault" : "faults");
		return FAULTY;
	}
	if (out)
		return write_out(out, program);
	print_counts(program);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: compile-data OUT.c FILE...\n       compile-data --check FILE...\n", stderr);
		return FAULTY;
	}
	const char *out = strcmp(argv[1], "--check") == 0 ? NULL : argv[1];
	wc_arena *arena = wc_arena_new();
	int code = compile(arena, out, argv + 2, (size_t)argc - 2);
	wc_arena_free(arena);
	return code;
}
