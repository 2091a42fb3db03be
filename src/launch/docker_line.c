/* Taking the line of `docker run` apart. */
#include "launch/docker_line.h"

#include <stdlib.h>
#include <string.h>

/* A walk along the words. */
struct walk {
	wc_arena *arena;
	const struct wc_program *program;
	const char *const *words;
	size_t count, at;
	const char **kept; /* words of flags */
	struct wc_line_flag *flags;
	struct wc_docker_line line;
	struct wc_err *err;
};

static int
by_name(const void *name, const void *flag)
{
	return strcmp(name, ((const struct wc_docker_flag *)flag)->name);
}

const struct wc_docker_flag *
wc_docker_flag_find(const struct wc_program *p, const char *name)
{
	return p->docker_flag_count ? bsearch(name, p->docker_flags, p->docker_flag_count, sizeof(*p->docker_flags), by_name) : NULL;
}

static const struct wc_docker_flag *
find_letter(const struct wc_program *p, char letter)
{
	for (size_t i = 0; i < p->docker_flag_count; i++)
		if (p->docker_flags[i].letter && p->docker_flags[i].letter[0] == letter)
			return &p->docker_flags[i];
	return NULL;
}

static void
add_flag(struct walk *w, const struct wc_docker_flag *known, const char *written, const char *value)
{
	w->flags[w->line.flag_count++] = (struct wc_line_flag){known, written, value};
}

/* The next word, which is the value of `written`. NULL and `err` where the line ends. */
static const char *
next_value(struct walk *w, const char *written)
{
	if (w->at + 1 < w->count)
		return w->words[++w->at];
	wc_fail(w->err, WC_FAULT_INPUT, "%.80s needs a value", written);
	wc_hint(w->err, "write it behind the flag, and the image behind all flags");
	return NULL;
}

/* A flag that nobody knows may take what stands next for its value, unless it has one. */
static void
add_unknown(struct walk *w, const char *written, const char *value)
{
	add_flag(w, NULL, written, value);
	w->line.is_ended = !value;
}

static bool
is_isolation(const char *word)
{
	static const char name[] = "--isolation";
	size_t length = sizeof(name) - 1;
	return strncmp(word, name, length) == 0 && (word[length] == '=' || word[length] == '\0');
}

/* "--name", "--name=value", "--name value". */
static bool
take_long(struct walk *w, const char *word)
{
	const char *equals = strchr(word, '='), *value = equals ? equals + 1 : NULL;
	const char *written = equals ? wc_copy(w->arena, word, (size_t)(equals - word)) : word;
	const struct wc_docker_flag *flag = wc_docker_flag_find(w->program, written + 2);
	if (!flag) {
		add_unknown(w, written, value);
		return true;
	}
	if (!value && flag->value == WC_YES && !(value = next_value(w, written)))
		return false;
	add_flag(w, flag, written, value);
	if (is_isolation(word)) /* it is taken out, so what stands before it is as near to the image as before */
		w->line.isolation = value;
	else
		w->line.is_ended = false;
	return true;
}

/* "-it", "-eNAME=value", "-e=NAME=value", "-e NAME=value". */
static bool
take_short(struct walk *w, const char *word)
{
	w->line.is_ended = false;
	for (const char *p = word + 1; *p; p++) {
		const char *written = wc_printf(w->arena, "-%c", *p), *value = p[1] == '=' && p[2] ? p + 2 : NULL;
		const struct wc_docker_flag *flag = find_letter(w->program, *p);
		if (!flag) {
			add_unknown(w, p == word + 1 ? word : written, value);
			return true;
		}
		if (flag->value == WC_YES && !value)
			value = p[1] ? p + 1 : next_value(w, written);
		if (flag->value == WC_YES && !value)
			return false;
		add_flag(w, flag, written, value);
		if (value)
			return true;
	}
	return true;
}

/* The flag at `at`, to its last word. */
static bool
take_flag(struct walk *w)
{
	size_t first = w->at;
	const char *word = w->words[first];
	if (!(word[1] == '-' ? take_long : take_short)(w, word))
		return false;
	for (size_t i = first; i <= w->at && !is_isolation(word); i++)
		w->kept[w->line.word_count++] = w->words[i];
	w->at++;
	return true;
}

static bool
is_flag(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

/* What follows the flags: the image, then the container's own words. */
static void
take_rest(struct walk *w)
{
	if (w->at == w->count)
		return;
	w->line.image = w->words[w->at++];
	w->line.command = w->words + w->at;
	w->line.command_count = w->count - w->at;
	for (size_t i = 0; i < w->line.command_count && !w->line.strayed; i++)
		if (is_isolation(w->line.command[i]))
			w->line.strayed = w->line.command[i];
}

bool
wc_docker_line_parse(wc_arena *arena, const struct wc_program *program, const char *const *words, size_t count,
                     wc_line_taker *taker, void *context, struct wc_docker_line *ret_line, struct wc_err *err)
{
	struct walk w = {.arena = arena, .program = program, .words = words, .count = count, .err = err};
	size_t letters = 0;
	for (size_t i = 0; i < count; i++)
		letters += strlen(words[i]) + 1;
	w.kept = wc_array(arena, const char *, count + 1);
	w.flags = wc_array(arena, struct wc_line_flag, letters + 1); /* a word of n letters holds less than n flags */
	while (w.at < count && is_flag(words[w.at])) {
		if (strcmp(words[w.at], "--") == 0) {
			w.line.is_ended = true;
			w.at++;
			break;
		}
		size_t taken = taker && words[w.at][1] == '-' ? taker(context, words + w.at, count - w.at) : 0;
		w.at += taken;
		if (!taken && !take_flag(&w))
			return false;
	}
	take_rest(&w);
	w.line.words = w.kept;
	w.line.flags = w.flags;
	*ret_line = w.line;
	return true;
}

const char *
wc_docker_line_value(const struct wc_docker_line *line, const char *name)
{
	for (size_t i = line->flag_count; i-- > 0;)
		if (line->flags[i].known && strcmp(line->flags[i].known->name, name) == 0)
			return line->flags[i].value ? line->flags[i].value : "";
	return NULL;
}

bool
wc_docker_line_is_set(const struct wc_docker_line *line, const char *name)
{
	static const char *const no[] = {"0", "f", "F", "false", "FALSE", "False"};
	const char *value = wc_docker_line_value(line, name);
	for (size_t i = 0; value && i < sizeof(no) / sizeof(no[0]); i++)
		if (strcmp(value, no[i]) == 0)
			return false;
	return value != NULL;
}
