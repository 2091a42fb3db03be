/* Options: walking argv. */
#include "cli/opt.h"

#include "base/diag.h"

#include <string.h>

/* Where the walk through argv stands. */
struct walk {
	wc_arena *arena;
	struct wc_args *args;
	struct wc_err *err;
	char **argv;
	int argc, at;
};

static bool
give(struct walk *w, size_t i, const char *value, const char *where)
{
	return wc_opt_give(w->arena, w->args, i, value, where, w->err);
}

/* The value of an option that needs one: `attached`, or the next argument. */
static bool
give_argument(struct walk *w, size_t i, const char *attached, const char *where)
{
	if (attached)
		return give(w, i, attached, where);
	if (w->at + 1 >= w->argc) {
		wc_fail(w->err, WC_FAULT_INPUT, "%s needs a value: %s", where, w->args->options[i].argument);
		return wc_hint(w->err, "write %s %s", where, w->args->options[i].argument);
	}
	return give(w, i, w->argv[++w->at], where);
}

static bool
unknown(struct walk *w, const char *name)
{
	size_t n = w->args->option_count;
	const char **names = wc_array(w->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = wc_printf(w->arena, "--%s", w->args->options[i].name);
	const char *near = wc_nearest(name, names, n);
	wc_fail(w->err, WC_FAULT_INPUT, "unknown option '%.80s'", name);
	if (near)
		return wc_hint(w->err, "did you mean '%s'? --help lists the options", near);
	return wc_hint(w->err, "--help lists the options; what begins with a dash and is none stands behind --");
}

/* "--name", "--name=value". */
static bool
parse_long(struct walk *w, const char *text)
{
	const char *equals = strchr(text, '=');
	const char *where = equals ? wc_copy(w->arena, text, (size_t)(equals - text)) : text;
	size_t i = wc_opt_find(w->args->options, w->args->option_count, where + 2);
	if (i == w->args->option_count)
		return unknown(w, where);
	if (w->args->options[i].argument)
		return give_argument(w, i, equals ? equals + 1 : NULL, where);
	return give(w, i, equals ? equals + 1 : "yes", where);
}

static size_t
find_letter(const struct wc_args *args, char letter)
{
	size_t i = 0;
	while (i < args->option_count && args->options[i].letter != letter)
		i++;
	return i;
}

/* "-q", "-qf LIST", "-ojson", "-o=json". */
static bool
parse_short(struct walk *w, const char *text)
{
	for (const char *p = text + 1; *p; p++) {
		const char *where = wc_printf(w->arena, "-%c", *p);
		size_t i = find_letter(w->args, *p);
		if (i == w->args->option_count)
			return unknown(w, p == text + 1 && (p[1] == '\0' || (*p & 0x80)) ? text : where);
		if (w->args->options[i].argument)
			return give_argument(w, i, p[1] == '\0' ? NULL : p[1] == '=' ? p + 2 : p + 1, where);
		if (!give(w, i, "yes", where))
			return false;
	}
	return true;
}

bool
wc_opt_parse(wc_arena *arena, int argc, char **argv, struct wc_args *args, struct wc_err *err)
{
	struct walk w = {.arena = arena, .args = args, .err = err, .argv = argv, .argc = argc};
	bool ended = false;
	args->operand = wc_array(arena, const char *, argc + 1);
	for (; w.at < argc; w.at++) {
		const char *text = argv[w.at];
		if (!ended && strcmp(text, "--") == 0)
			ended = true;
		else if (ended || text[0] != '-' || text[1] == '\0')
			args->operand[args->operand_count++] = text;
		else if (!(text[1] == '-' ? parse_long : parse_short)(&w, text))
			return false;
	}
	return true;
}
