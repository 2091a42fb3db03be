/* The journal: from answers to decisions. */
#include "app/journal.h"

#include "base/text.h"
#include "format/json_write.h"
#include "present/answers.h"
#include "present/facts_json.h"
#include "present/replay.h"

#include <string.h>

static const char *
policy_json(wc_arena *arena, const struct wc_program *program)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_policies(&out, NULL, program);
	return wc_text_string(&text);
}

/* The members of the object `more` behind those that are there already. */
static void
add_members(struct wc_text *text, const char *more)
{
	const char *inside = strchr(more, '{'), *end = strrchr(more, '}');
	if (!inside || !end)
		return;
	inside += 1 + strspn(inside + 1, " \t\r\n");
	if (inside == end)
		return;
	wc_text_addz(text, ",");
	wc_text_add(text, inside, (size_t)(end - inside));
}

const char *
wc_journal_request_of(wc_arena *arena, const struct wc_journal_asked *asked)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_request(&out, &asked->options->request, true);
	if (asked->as_of)
		wc_json_date(&out, "asOf", asked->as_of);
	if (asked->more)
		add_members(&text, asked->more);
	wc_json_end(&out);
	return wc_text_string(&text);
}

static const char *
verdict_json(wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *v)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_decided(&out, arena, answer, v);
	wc_json_end(&out);
	return wc_text_string(&text);
}

/* Adds the ids that are not there yet. */
static void
add_rules(struct wc_text *rules, const struct wc_verdict *v, const struct wc_reason *reasons, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		const char *id = v->program->rules[reasons[i].rule].id;
		const char *padded = wc_printf(rules->arena, " %s ", id);
		if (!strstr(wc_printf(rules->arena, " %s ", wc_text_string(rules)), padded))
			wc_text_printf(rules, "%s%s", rules->length ? " " : "", id);
	}
}

static const char *
rules_of(wc_arena *arena, const struct wc_verdict *v)
{
	struct wc_text rules = {.arena = arena};
	add_rules(&rules, v, v->reasons, v->reason_count);
	add_rules(&rules, v, v->warnings, v->warning_count);
	add_rules(&rules, v, v->notes, v->note_count);
	return wc_text_string(&rules);
}

static const char *
version_of(wc_arena *arena, struct wc_version version)
{
	char text[WC_VERSION_TEXT];
	return version.build ? wc_copyz(arena, wc_version_print(version, text)) : NULL;
}

static const char *
replayed_host(wc_arena *arena, const struct wc_host *host)
{
	struct wc_text text = {.arena = arena};
	wc_replay_host(&text, host);
	return wc_text_string(&text);
}

static const char *
replayed_image(wc_arena *arena, const struct wc_image *image)
{
	struct wc_text text = {.arena = arena};
	wc_replay_image(&text, image);
	return wc_text_string(&text);
}

struct wc_journal_decision
wc_journal_decision_of(wc_arena *arena, const struct wc_journal_asked *asked, const struct wc_answer *answer)
{
	struct wc_verdict *unread = wc_alloc(arena, sizeof(*unread));
	const struct wc_verdict *v = wc_answer_verdict(answer, asked->options, unread);
	const struct wc_host *host = answer->host;
	const struct wc_image *judged = answer->verdict ? answer->verdict->image : answer->image;
	struct wc_request request = asked->options->request;
	return (struct wc_journal_decision){
		.column = {
			[WC_JOURNAL_COMMAND] = asked->command,
			[WC_JOURNAL_HOST] = host->name ? host->name : host->spec ? host->spec : "",
			[WC_JOURNAL_HOST_VERSION] = version_of(arena, host->version),
			[WC_JOURNAL_IMAGE] = answer->image->reference,
			[WC_JOURNAL_IMAGE_DIGEST] = judged->digest,
			[WC_JOURNAL_ISOLATION] = wc_word(&wc_isolation_words, request.isolation),
			[WC_JOURNAL_PURPOSE] = wc_word(&wc_purpose_words, request.purpose),
			[WC_JOURNAL_DECISION_WORD] = wc_word(&wc_decision_words, v->decision),
			[WC_JOURNAL_MODE] = v->isolation ? wc_word(&wc_mode_words, v->isolation) : NULL,
			[WC_JOURNAL_RULES] = rules_of(arena, v),
			[WC_JOURNAL_EDITION] = v->edition ? v->edition->id : NULL,
			[WC_JOURNAL_POLICY] = policy_json(arena, v->program),
		},
		.text = {
			[WC_JOURNAL_TEXT_HOST] = replayed_host(arena, host),
			[WC_JOURNAL_TEXT_IMAGE] = replayed_image(arena, answer->image),
			[WC_JOURNAL_TEXT_VERDICT] = verdict_json(arena, answer, v),
			[WC_JOURNAL_TEXT_REQUEST] = wc_journal_request_of(arena, asked),
		},
	};
}

bool
wc_journal_answers(struct wc_journal *journal, const struct wc_journal_asked *asked, const struct wc_answer *answers,
                   size_t count, int64_t *ret_first, struct wc_err *err)
{
	bool written = true;
	for (size_t done = 0; done < count && written;) {
		size_t n = count - done < WC_JOURNAL_TOGETHER ? count - done : WC_JOURNAL_TOGETHER;
		wc_arena *arena = wc_arena_new();
		struct wc_journal_decision *decisions = wc_array(arena, struct wc_journal_decision, n);
		for (size_t i = 0; i < n; i++)
			decisions[i] = wc_journal_decision_of(arena, asked, &answers[done + i]);
		written = wc_journal_write(journal, decisions, n, done == 0 ? ret_first : NULL, err);
		wc_arena_free(arena);
		done += n;
	}
	return written;
}

bool
wc_journal_answer_in_group(struct wc_journal_group *group, const struct wc_journal_asked *asked, const struct wc_answer *answer,
                           bool wait, int64_t *ret_sequence, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_journal_decision decision = wc_journal_decision_of(arena, asked, answer);
	bool added = wc_journal_group_add(group, &decision, wait, ret_sequence, err);
	wc_arena_free(arena);
	return added;
}
