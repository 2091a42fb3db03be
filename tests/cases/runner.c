/* Runs case files against the built-in program and prints TAP, one line a case. Usage: runner FILE… */
#include "app/cases/file.h"
#include "app/cases/run.h"
#include "io/file.h"
#include "policy/builtin.h"

#include <stdio.h>
#include <string.h>

enum { MOST_FILE = 4 * 1024 * 1024 };

/* One line of TAP, and what is wrong below it. */
static void
report(size_t number, const struct wc_case *c, const struct wc_diags *diags)
{
	printf("%sok %zu - %s:%zu %s: %s on %s\n", diags->count ? "not " : "", number, c->file, c->line, c->title, c->setting[WC_CASE_IMAGE],
	       c->setting[WC_CASE_HOST]);
	for (const struct wc_diag *d = diags->first; d; d = d->next)
		printf("# %s:%zu: %s\n", d->file, d->line, d->text);
}

static void
read_files(wc_arena *arena, char **paths, struct wc_case_list *list, struct wc_diags *diags)
{
	for (; *paths; paths++) {
		const char *name = strrchr(*paths, '/') ? strrchr(*paths, '/') + 1 : *paths;
		struct wc_err err = {0};
		size_t length;
		char *text;
		if (wc_file_read(arena, *paths, MOST_FILE, &text, &length, &err))
			wc_cases_parse(arena, name, text, list, diags);
		else
			wc_diag_add(diags, name, 0, 0, "%s", err.text);
	}
}

int
main(int argc, char **argv)
{
	wc_arena *arena = wc_arena_new();
	struct wc_case_runner *runner = wc_case_runner_new(arena, &wc_builtin_program, (struct wc_names){NULL, 0});
	struct wc_diags faults = {.arena = arena};
	struct wc_case_list list = {0};
	size_t number = 0, failed;
	if (argc < 2) {
		fputs("usage: runner FILE...\n", stderr);
		return 2;
	}
	read_files(arena, argv + 1, &list, &faults);
	failed = faults.count;
	printf("1..%zu\n", list.count + faults.count);
	for (const struct wc_diag *d = faults.first; d; d = d->next)
		printf("not ok %zu - %s:%zu: %s%s%s\n", ++number, d->file, d->line, d->text, d->hint ? "; did you mean " : "", d->hint ? d->hint : "");
	for (const struct wc_case *c = list.first; c; c = c->next) {
		wc_arena *scratch = wc_arena_new();
		struct wc_diags diags = {.arena = scratch};
		wc_case_run(runner, c, &diags);
		report(++number, c, &diags);
		failed += diags.count > 0;
		wc_arena_free(scratch);
	}
	wc_arena_free(arena);
	return failed > 0;
}
