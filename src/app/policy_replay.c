/* Replaying a journal: kept facts to a decision under either policy. */
#include "app/policy_replay.h"

#include "base/limits.h"
#include "format/tree.h"
#include "model/date.h"
#include "policy/decide.h"
#include "source/host/host.h"
#include "source/image/sources.h"

#include <string.h>

struct replay {
	wc_arena *arena;
	const struct wc_program *program[2];
	struct {
		wc_date as_of;
		const struct wc_view *view[2];
	} made;
	struct wc_policy_past past;
	struct wc_past_decision *item;
	size_t room;
	struct wc_err *err;
};

static void
read_word(const struct wc_node *request, const char *key, const struct wc_words *words, uint8_t *value)
{
	const char *text = wc_get_text(request, key);
	unsigned found;
	if (text && wc_word_find(words, text, &found))
		*value = (uint8_t)found;
}

static wc_date
read_day(const struct wc_node *request, const char *key)
{
	struct wc_err err;
	wc_date day = 0;
	const char *text = wc_get_text(request, key);
	return text && wc_date_parse(text, &day, &err) ? day : 0;
}

static struct wc_request
read_request(wc_arena *arena, const struct wc_node *node)
{
	struct wc_request request = {.today = read_day(node, "today"), .name_space = wc_get_text(node, "namespace"), .user = wc_get_text(node, "user")};
	const struct wc_node *labels = wc_get(node, "labels");
	struct wc_label *list = wc_array(arena, struct wc_label, (labels ? labels->count : 0) + 1);
	read_word(node, "isolation", &wc_isolation_words, &request.isolation);
	read_word(node, "purpose", &wc_purpose_words, &request.purpose);
	for (const struct wc_node *label = labels && labels->kind == WC_MAP ? labels->child : NULL; label; label = label->next)
		if (label->text)
			list[request.label_count++] = (struct wc_label){label->key, label->text};
	request.labels = list;
	return request;
}

/* The views of both programs as of a day; those of the last one are kept. */
static bool
views_of(struct replay *r, wc_date as_of)
{
	if (r->made.view[0] && r->made.as_of == as_of)
		return true;
	r->made.as_of = as_of;
	for (unsigned i = 0; i < 2; i++)
		if (!wc_view_make(r->arena, r->program[i], NULL, as_of, &r->made.view[i], r->err))
			return false;
	return true;
}

static const char *
word_under(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, const struct wc_request *request)
{
	struct wc_verdict v;
	size_t picked;
	struct wc_image judged = wc_image_pick(view, host, image, &picked);
	wc_decide(view, host, &judged, request, &v);
	return v.decision == WC_ALLOW ? wc_word(&wc_mode_words, v.isolation) : v.decision == WC_REFUSE ? "refuse" : "unknown";
}

static void
add(struct replay *r, const struct wc_journal_entry *entry, const char *before, const char *after)
{
	const struct wc_journal_decision *d = &entry->decision;
	const char *mode = d->column[WC_JOURNAL_MODE], *decision = d->column[WC_JOURNAL_DECISION_WORD];
	if (r->past.count == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		struct wc_past_decision *more = wc_array(r->arena, struct wc_past_decision, r->room);
		if (r->past.count)
			memcpy(more, r->item, r->past.count * sizeof(*more));
		r->item = more;
	}
	r->item[r->past.count++] = (struct wc_past_decision){
		.sequence = entry->sequence, .milliseconds = d->milliseconds, .host = wc_copyz(r->arena, d->column[WC_JOURNAL_HOST]),
		.image = wc_copyz(r->arena, d->column[WC_JOURNAL_IMAGE]), .recorded = wc_copyz(r->arena, mode ? mode : decision), .before = before, .after = after};
}

/* The facts of one entry; false where they cannot be read again. */
static bool
read_facts(wc_arena *arena, const struct replay *r, const struct wc_journal_decision *d, struct wc_hosts *hosts, struct wc_image *image,
           const struct wc_node **request)
{
	struct wc_err err;
	const char *host_text = d->text[WC_JOURNAL_TEXT_HOST], *image_text = d->text[WC_JOURNAL_TEXT_IMAGE], *asked = d->text[WC_JOURNAL_TEXT_REQUEST];
	struct wc_reading reading = {.arena = arena, .program = r->program[0], .offline = true};
	return host_text && image_text && asked && wc_host_read_bytes(&reading, "journal", host_text, strlen(host_text), hosts, &err) && hosts->count == 1 &&
	       wc_image_from_own_json(arena, "journal", image_text, strlen(image_text), image, &err) &&
	       wc_json_read(arena, "journal", asked, strlen(asked), request, &err);
}

static bool
take(void *context, const struct wc_journal_entry *entry)
{
	struct replay *r = context;
	wc_arena *scratch = wc_arena_new();
	struct wc_hosts hosts = {0};
	struct wc_image image;
	const struct wc_node *node;
	bool go_on = true;
	if (!read_facts(scratch, r, &entry->decision, &hosts, &image, &node)) {
		r->past.unread++;
	} else if ((go_on = views_of(r, read_day(node, "asOf")))) {
		struct wc_request request = read_request(scratch, node);
		const char *before = word_under(r->made.view[0], &hosts.host[0], &image, &request);
		const char *after = word_under(r->made.view[1], &hosts.host[0], &image, &request);
		r->past.seen++;
		if (strcmp(before, after) != 0 && r->past.count < WC_LIMIT_ANSWERS)
			add(r, entry, before, after);
	}
	wc_arena_free(scratch);
	return go_on;
}

bool
wc_policy_replay(wc_arena *arena, const struct wc_program *before, const struct wc_program *after, struct wc_journal *journal,
                 const struct wc_journal_filter *filter, struct wc_policy_past *ret_past, struct wc_err *err)
{
	struct replay r = {.arena = arena, .program = {before, after}, .err = err};
	struct wc_journal_filter with_texts = *filter;
	with_texts.texts = true;
	with_texts.kind = WC_JOURNAL_DECISION;
	err->text[0] = '\0';
	if (!wc_journal_read(journal, &with_texts, take, &r, err) || err->text[0])
		return false;
	r.past.item = r.item;
	*ret_past = r.past;
	return true;
}
