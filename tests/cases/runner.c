/* Runs case files against the built-in program and prints TAP, one line a case. Usage: runner FILE… */
#include "casefile.h"
#include "expect.h"
#include "index.h"
#include "io/file.h"
#include "policy/builtin.h"
#include "policy/decide.h"
#include "source/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILE = 4 * 1024 * 1024, MOST_VIEWS = 512 };

/* What outlives a case: views are dear to make and shared by many. */
struct session {
	wc_arena *arena;
	struct {
		const char *edition;
		wc_date as_of;
		const struct wc_view *view;
	} made[MOST_VIEWS];
	size_t count, failed;
};

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* "2019-11-13" as 20191113. */
static bool
read_day(const char *text, wc_date *ret_day, struct wc_err *err)
{
	int year, month, day, length = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || text[length] != '\0')
		return wc_fail(err, WC_FAULT_INPUT, "no day (YYYY-MM-DD): %s", text);
	*ret_day = year * 10000 + month * 100 + day;
	return true;
}

static bool
view_for(struct session *s, const struct test_case *c, const struct wc_view **ret_view, struct wc_err *err)
{
	const char *edition = c->setting[SET_MATRIX];
	wc_date as_of = 0;

	if (c->setting[SET_AS_OF] != NULL && !read_day(c->setting[SET_AS_OF], &as_of, err))
		return false;
	for (size_t i = 0; i < s->count; i++) {
		if (s->made[i].as_of == as_of && same_text(s->made[i].edition, edition)) {
			*ret_view = s->made[i].view;
			return true;
		}
	}
	if (!wc_view_make(s->arena, &wc_builtin_program, edition, as_of, ret_view, err))
		return false;
	if (s->count < MOST_VIEWS) {
		s->made[s->count].edition = wc_copyz(s->arena, edition);
		s->made[s->count].as_of = as_of;
		s->made[s->count++].view = *ret_view;
	}
	return true;
}

static bool
request_word(const struct wc_words *words, const char *text, uint8_t *ret_value, struct wc_err *err)
{
	unsigned value = *ret_value;

	if (text != NULL && !wc_word_find(words, text, &value))
		return wc_fail(err, WC_FAULT_INPUT, "not %s: %s", words->what, text);
	*ret_value = (uint8_t)value;
	return true;
}

/* Everything that a verdict borrows, read from the settings of one case. */
struct situation {
	const struct wc_view *view;
	struct wc_hosts hosts;
	struct wc_image image;
	struct wc_request request;
};

static bool
read_situation(struct session *s, wc_arena *arena, const struct test_case *c, struct situation *ret, struct wc_err *err)
{
	struct wc_reading reading = {.arena = arena, .program = &wc_builtin_program, .offline = true, .infer = true};
	size_t picked;

	ret->request = (struct wc_request){.isolation = WC_ISOLATION_DEFAULT, .purpose = WC_PURPOSE_UNSPECIFIED};
	if (!view_for(s, c, &ret->view, err) ||
	    !request_word(&wc_isolation_words, c->setting[SET_ISOLATION], &ret->request.isolation, err) ||
	    !request_word(&wc_purpose_words, c->setting[SET_PURPOSE], &ret->request.purpose, err) ||
	    !wc_hosts_read(&reading, c->setting[SET_HOST], &ret->hosts, err) ||
	    (!index_read(arena, c->setting[SET_IMAGE], &ret->image) && !wc_image_read(&reading, c->setting[SET_IMAGE], &ret->image, err)))
		return false;
	if (ret->hosts.count != 1)
		return wc_fail(err, WC_FAULT_INPUT, "%s names %zu hosts, a case takes one", c->setting[SET_HOST], ret->hosts.count);
	ret->image = wc_image_pick(ret->view, &ret->hosts.host[0], &ret->image, &picked);
	return true;
}

/* A situation that could not be read: as expected, or a fault. */
static void
expect_failure(const struct test_case *c, const struct wc_err *err, struct wc_diags *diags)
{
	const char *expected = expected_error(c);

	if (expected == NULL)
		wc_diag_add(diags, c->file, c->line, 1, "%s", err->text);
	else if (strstr(err->text, expected) == NULL && strstr(err->hint, expected) == NULL)
		wc_diag_add(diags, c->file, c->line, 1, "the message is \"%s\" (%s), expected \"%s\" in it", err->text, err->hint, expected);
}

static void
run_case(struct session *s, const struct test_case *c, struct wc_diags *diags)
{
	struct situation situation = {0};
	struct wc_verdict verdict;
	struct wc_err err = {0};

	if (!read_situation(s, diags->arena, c, &situation, &err)) {
		expect_failure(c, &err, diags);
		return;
	}
	if (expected_error(c) != NULL) {
		wc_diag_add(diags, c->file, c->line, 1, "it was read, but an error was expected");
		return;
	}
	wc_decide(situation.view, &situation.hosts.host[0], &situation.image, &situation.request, &verdict);
	expect_verdict(c, &verdict, diags);
}

/* One line of TAP, and what is wrong below it. */
static void
report(struct session *s, size_t number, const struct test_case *c, const struct wc_diags *diags)
{
	printf("%sok %zu - %s:%zu %s: %s on %s\n", diags->count ? "not " : "", number, c->file, c->line, c->title,
	       c->setting[SET_IMAGE], c->setting[SET_HOST]);
	for (const struct wc_diag *d = diags->first; d != NULL; d = d->next)
		printf("# %s:%zu: %s\n", d->file, d->line, d->text);
	s->failed += diags->count > 0;
}

static void
read_files(wc_arena *arena, char **paths, struct case_list *list, struct wc_diags *diags)
{
	for (; *paths != NULL; paths++) {
		const char *name = strrchr(*paths, '/') ? strrchr(*paths, '/') + 1 : *paths;
		struct wc_err err = {0};
		size_t length;
		char *text;

		if (wc_file_read(arena, *paths, MOST_FILE, &text, &length, &err))
			case_file_parse(arena, name, text, list, diags);
		else
			wc_diag_add(diags, name, 0, 0, "%s", err.text);
	}
}

int
main(int argc, char **argv)
{
	struct session s = {.arena = wc_arena_new()};
	struct wc_diags faults = {.arena = s.arena};
	struct case_list list = {0};
	size_t number = 0;

	if (argc < 2) {
		fputs("usage: runner FILE...\n", stderr);
		return 2;
	}
	read_files(s.arena, argv + 1, &list, &faults);
	printf("1..%zu\n", list.count + faults.count);
	for (const struct wc_diag *d = faults.first; d != NULL; d = d->next)
		printf("not ok %zu - %s:%zu: %s%s%s\n", ++number, d->file, d->line, d->text, d->hint ? "; did you mean " : "", d->hint ? d->hint : "");
	for (const struct test_case *c = list.first; c != NULL; c = c->next) {
		wc_arena *arena = wc_arena_new();
		struct wc_diags diags = {.arena = arena};

		run_case(&s, c, &diags);
		report(&s, ++number, c, &diags);
		wc_arena_free(arena);
	}
	wc_arena_free(s.arena);
	return s.failed > 0 || faults.count > 0;
}
