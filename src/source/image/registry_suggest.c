/* Near tags: what somebody may have meant whose tag a registry does not have. */
#include "base/limits.h"
#include "base/text.h"
#include "source/image/registry_image.h"

#include <string.h>

/* So many lists of tags are read in one session: a long list of images that are all gone shall not ask for each again. */
enum { MOST_LISTS = 20, SHOWN_TAGS = 4 };

struct suggestion {
	wc_arena *arena;
	const char *tag;
	struct wc_question question;
	struct wc_err *err;
	wc_tags_done *done;
	void *context;
};

static size_t
common_start(const char *a, const char *b)
{
	size_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* The tags of the list as strings that may be shown; at most WC_LIMIT_ENTRIES. */
static const char **
tags_read(wc_arena *arena, const struct wc_node *list, size_t *ret_count)
{
	const char **tags = wc_array(arena, const char *, list->count + 1);
	size_t n = 0;
	for (const struct wc_node *node = list->child; node && n < WC_LIMIT_ENTRIES; node = node->next) {
		if (node->kind == WC_STRING && node->length && node->length <= WC_LIMIT_TAG)
			tags[n++] = node->text;
	}
	*ret_count = n;
	return tags;
}

/* The tags that begin most like `tag`, in the registry's order. */
static void
like_tags(struct wc_text *out, const char *tag, const char *const *tags, size_t count)
{
	size_t longest = 0, shown = 0;
	for (size_t i = 0; i < count; i++) {
		size_t same = common_start(tag, tags[i]);
		longest = same > longest ? same : longest;
	}
	for (size_t i = count; i-- > 0 && shown < SHOWN_TAGS;) {
		if (common_start(tag, tags[i]) == longest)
			wc_text_printf(out, "%s%.60s", shown++ ? ", " : "", tags[i]);
	}
}

static void
suggest(struct suggestion *s, const struct wc_node *list)
{
	size_t count;
	const char **tags = tags_read(s->arena, list, &count);
	const char *near = wc_nearest(s->tag, tags, count);
	struct wc_text like = {.arena = s->arena};
	if (count == 0)
		return;
	if (near) {
		wc_hint(s->err, "did you mean the tag '%.128s'?", near);
		return;
	}
	like_tags(&like, s->tag, tags, count);
	wc_hint(s->err, "the repository has no tag '%.80s'; it has %s%s", s->tag, wc_text_string(&like), count > SHOWN_TAGS ? " and more" : "");
}

static void
listed(void *context, const struct wc_reply *reply)
{
	struct suggestion *s = context;
	const struct wc_node *root;
	if (!reply->err && wc_json_read(s->arena, "tags", reply->answer->body, reply->answer->length, &root, NULL)) {
		const struct wc_node *list = wc_get(root, "tags");
		if (list && list->kind == WC_LIST)
			suggest(s, list);
	}
	s->done(s->context);
}

void
wc_registry_suggest(struct wc_registry *registry, wc_arena *arena, const struct wc_question *question, const char *tag,
                    struct wc_err *err, wc_tags_done *done, void *context)
{
	struct suggestion *s = wc_alloc(arena, sizeof(*s));
	*s = (struct suggestion){arena, tag, *question, err, done, context};
	if (registry->suggestions++ >= MOST_LISTS) {
		done(context);
		return;
	}
	s->question.rest = "/tags/list?n=1000";
	s->question.what = "its tags";
	s->question.most = WC_LIMIT_TAGS_BYTES;
	s->question.digest = NULL;
	wc_registry_ask(registry, arena, &s->question, listed, s);
}
