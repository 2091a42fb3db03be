/* Reads a case file: titles at the margin, settings and expectations indented below them. */
#include "app/cases/file.h"

#include <string.h>

static const char *const setting_word[] = {
#define ITEM(id, word) word,
	WC_CASE_WORDS(ITEM)
#undef ITEM
};

/* Where the reader stands. */
struct reader {
	wc_arena *arena;
	const char *file, *title;
	size_t line;
	const char *defaults[WC_CASE_SETTINGS]; /* settings above the first title hold for the whole file */
	const char *current[WC_CASE_SETTINGS];
	struct wc_case_list *list;
	struct wc_diags *diags;
};

static void
fault(struct reader *r, const char *what, const char *word)
{
	struct wc_diag *diag = wc_diag_add(r->diags, r->file, r->line, 1, "%s: %s", what, word);

	diag->hint = wc_nearest(word, setting_word, WC_CASE_SETTINGS);
}

static void
add_case(struct reader *r)
{
	struct wc_case *c = wc_array(r->arena, struct wc_case, 1);

	c->file = r->file;
	c->title = r->title;
	c->line = r->line;
	memcpy(c->setting, r->current, sizeof(c->setting));
	*(r->list->last ? &r->list->last->next : &r->list->first) = c;
	r->list->last = c;
	r->list->count++;
}

static void
read_title(struct reader *r, const char *text)
{
	r->title = text;
	memcpy(r->current, r->defaults, sizeof(r->current));
}

/* "host ws2022": a setting; "-" takes a default back; an expectation ends a case. */
static void
read_setting(struct reader *r, char *text)
{
	char *value = text + strcspn(text, " \t");
	size_t which = 0;

	if (*value != '\0')
		*value++ = '\0';
	value += strspn(value, " \t");
	while (which < WC_CASE_SETTINGS && strcmp(setting_word[which], text) != 0)
		which++;
	if (which == WC_CASE_SETTINGS || *value == '\0') {
		fault(r, *value == '\0' ? "nothing after the word" : "no such setting", text);
		return;
	}
	(r->title ? r->current : r->defaults)[which] = strcmp(value, "-") == 0 ? NULL : value;
	if (which != WC_CASE_EXPECT)
		return;
	if (r->title == NULL)
		fault(r, "an expectation before the first title", value);
	else if (r->current[WC_CASE_HOST] == NULL || r->current[WC_CASE_IMAGE] == NULL)
		fault(r, "an expectation without a host and an image", value);
	else
		add_case(r);
}

static void
read_line(struct reader *r, char *text)
{
	size_t length = strlen(text);
	size_t margin = strspn(text, " \t");

	while (length > margin && strchr(" \t\r", text[length - 1]) != NULL)
		text[--length] = '\0';
	if (text[margin] == '\0' || text[margin] == '#')
		return;
	if (margin == 0)
		read_title(r, text);
	else
		read_setting(r, text + margin);
}

void
wc_cases_parse(wc_arena *arena, const char *file, const char *text, struct wc_case_list *list, struct wc_diags *diags)
{
	struct reader r = {.arena = arena, .file = file, .list = list, .diags = diags};

	for (r.line = 1; *text != '\0'; r.line++) {
		size_t length = strcspn(text, "\n");
		read_line(&r, wc_copy(arena, text, length));
		text += length + (text[length] == '\n');
	}
}
