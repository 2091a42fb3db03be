/* Examples of rules as cases. */
#include "app/cases/example.h"

#include "base/text.h"
#include "model/words.h"
#include "policy/site/site.h"

#include <string.h>

/* "process …" stands for "allow isolation=process …". */
static const char *
expectation(wc_arena *arena, const char *text)
{
	size_t length = strcspn(text, " ");
	unsigned mode;
	if (wc_word_find(&wc_mode_words, wc_copy(arena, text, length), &mode) && mode != WC_MODE_NONE)
		return wc_printf(arena, "allow isolation=%s", text);
	return text;
}

struct wc_case *
wc_case_of_example(wc_arena *arena, const struct wc_site_rule *rule, const struct wc_example *e)
{
	struct wc_case *c = wc_alloc(arena, sizeof(*c));
	*c = (struct wc_case){.file = rule->file, .title = rule->id, .line = e->line, .labels = e->labels, .label_count = e->label_count};
	c->setting[WC_CASE_HOST] = e->host;
	c->setting[WC_CASE_IMAGE] = e->image;
	c->setting[WC_CASE_ISOLATION] = e->isolation;
	c->setting[WC_CASE_PURPOSE] = e->purpose;
	c->setting[WC_CASE_NAMESPACE] = e->name_space;
	c->setting[WC_CASE_USER] = e->user;
	c->setting[WC_CASE_TODAY] = e->today;
	c->setting[WC_CASE_EXPECT] = expectation(arena, e->expect);
	return c;
}
