/* Options: from argv and a table to arguments. */
#include "cli/opt.h"

#include "base/diag.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

struct wc_args
wc_args_new(wc_arena *arena, const struct wc_opt *options, size_t count)
{
	return (struct wc_args){
		.options = options,
		.option_count = count,
		.given = wc_array(arena, struct wc_given, count + 1),
	};
}

size_t
wc_opt_find(const struct wc_opt *options, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(options[i].name, name) == 0)
			return i;
	}
	return count;
}

bool
wc_opt_has(wc_opt_word *word, const char *text)
{
	for (size_t i = 0; word(i); i++) {
		if (strcmp(word(i), text) == 0)
			return true;
	}
	return false;
}

static size_t
word_count(wc_opt_word *word)
{
	size_t n = 0;
	while (word(n))
		n++;
	return n;
}

const char *
wc_opt_words(wc_arena *arena, wc_opt_word *word)
{
	struct wc_text list = {.arena = arena};
	size_t n = word_count(word);
	for (size_t i = 0; i < n; i++)
		wc_text_printf(&list, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", word(i));
	return wc_text_string(&list);
}

const char *
wc_opt_nearest(wc_arena *arena, wc_opt_word *word, const char *text)
{
	size_t n = word_count(word);
	const char **list = wc_array(arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		list[i] = word(i);
	return wc_nearest(text, list, n);
}

static bool
not_a_word(wc_arena *arena, wc_opt_word *word, const char *value, const char *where, struct wc_err *err)
{
	const char *near = wc_opt_nearest(arena, word, value);
	const char *list = wc_opt_words(arena, word);
	wc_fail(err, WC_FAULT_INPUT, "%s: '%.80s' is not one of its values", where, value);
	if (near)
		return wc_hint(err, "did you mean '%s'? It takes %s", near, list);
	return wc_hint(err, "it takes %s", list);
}

/* Turns the spellings of yes and no into "yes" and "no"; NULL for anything else. */
static const char *
switch_value(const char *value)
{
	static const char *const yes[] = {"yes", "true", "1", "on"}, *const no[] = {"no", "false", "0", "off"};
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		if (strcmp(value, yes[i]) == 0)
			return "yes";
		if (strcmp(value, no[i]) == 0)
			return "no";
	}
	return NULL;
}

bool
wc_opt_give(wc_arena *arena, struct wc_args *args, size_t i, const char *value, const char *where, struct wc_err *err)
{
	const struct wc_opt *o = &args->options[i];
	struct wc_given *g = &args->given[i];
	if (!o->argument && !switch_value(value))
		return wc_fail(err, WC_FAULT_INPUT, "%s: '%.80s' is neither yes nor no", where, value);
	if (*value == '\0') {
		wc_fail(err, WC_FAULT_INPUT, "%s: the %s is empty", where, o->argument);
		return wc_hint(err, "give one, or leave the option out");
	}
	if (o->word && !o->suggested && !wc_opt_has(o->word, value))
		return not_a_word(arena, o->word, value, where, err);
	if (!o->repeats)
		g->count = 0;
	const char **more = wc_array(arena, const char *, g->count + 1);
	if (g->count)
		memcpy(more, g->item, g->count * sizeof(*more));
	more[g->count++] = o->argument ? value : switch_value(value);
	g->item = more;
	return true;
}

void
wc_args_fill(struct wc_args *args, const struct wc_args *defaults)
{
	for (size_t i = 0; i < args->option_count; i++) {
		if (args->given[i].count == 0)
			args->given[i] = defaults->given[i];
	}
}

static size_t
required(const struct wc_args *args, const char *name)
{
	size_t i = wc_opt_find(args->options, args->option_count, name);
	assert(i < args->option_count);
	return i;
}

const struct wc_given *
wc_opt_all(const struct wc_args *args, const char *name)
{
	return &args->given[required(args, name)];
}

const char *
wc_opt_text(const struct wc_args *args, const char *name)
{
	size_t i = required(args, name);
	const struct wc_given *g = &args->given[i];
	return g->count ? g->item[g->count - 1] : args->options[i].fallback;
}

const char *
wc_opt_text_if_any(const struct wc_args *args, const char *name)
{
	return wc_opt_find(args->options, args->option_count, name) < args->option_count ? wc_opt_text(args, name) : NULL;
}

bool
wc_opt_flag(const struct wc_args *args, const char *name)
{
	const char *value = wc_opt_text(args, name);
	return value && strcmp(value, "yes") == 0;
}

bool
wc_opt_no_job(wc_arena *arena, const char *command, wc_opt_word *word, const char *name, struct wc_err *err)
{
	const char *near = wc_opt_nearest(arena, word, name), *words = wc_opt_words(arena, word);
	wc_fail(err, WC_FAULT_INPUT, "%s: '%.80s' is not one of its jobs", command, name);
	return near ? wc_hint(err, "did you mean '%s'? It takes %s", near, words) : wc_hint(err, "it takes %s", words);
}
