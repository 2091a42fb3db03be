/* What is said of a decision on a review: warnings, a line of the log, an entry of the journal. */
#include "serve/admission_private.h"

#include "serve/log.h"

#include <string.h>

/* What else the journal keeps of the request. */
static const char *
more_of(const struct wc_admission *a, const struct wc_admitted *admitted)
{
	struct wc_text text = {.arena = a->exchange->arena};
	struct wc_json_out out = {.text = &text};
	const struct wc_review *r = &a->review;
	wc_json_map(&out, NULL);
	wc_json_text(&out, "uid", r->uid);
	wc_json_text(&out, "operation", r->operation);
	wc_json_text(&out, "kind", r->kind);
	wc_json_text(&out, "object", r->name);
	wc_json_text(&out, "admission", wc_word(&wc_decision_words, admitted->decision));
	wc_json_number(&out, "eligibleNodes", (int64_t)admitted->nodes.eligible);
	wc_json_number(&out, "ableNodes", (int64_t)admitted->nodes.able);
	if (wc_admission_age(a))
		wc_json_text(&out, "imageAge", wc_admission_age(a));
	wc_json_end(&out);
	return wc_text_string(&text);
}

/* Hosts of the world last as long as it does; those that a review names do not. */
static bool
record_one(const struct wc_admission *a, const struct wc_journal_asked *asked, const struct wc_answer *answer, struct wc_err *err)
{
	bool wait = a->service->options->requires_log;
	if (a->world->admit.pools.windows_count)
		return wc_recordings_add(a->exchange->arena, a->world->recordings, a->service->journal, asked, answer, wait, err);
	return wc_journal_answer_in_group(a->service->journal, asked, answer, wait, NULL, err);
}

bool
wc_admission_record(const struct wc_admission *a, const struct wc_admitted *admitted)
{
	struct wc_err err = {0};
	const struct wc_serve_options *o = a->service->options;
	struct wc_present_options how = {.program = a->world->admit.program, .edition = a->world->edition, .request = admitted->request};
	struct wc_journal_asked asked = {.command = "serve", .options = &how, .as_of = o->as_of, .more = more_of(a, admitted)};
	bool written = true;
	if (!a->service->journal || a->review.is_dry)
		return true;
	for (size_t i = 0; i < admitted->answer_count; i++)
		written = record_one(a, &asked, &admitted->answers[i], &err) && written;
	return written || !o->requires_log;
}

void
wc_admission_log(const struct wc_admission *a, const struct wc_admitted *admitted, bool is_allowed)
{
	struct wc_log_line line;
	const struct wc_review *r = &a->review;
	wc_log_begin(&line, a->exchange->arena, admitted->decision == WC_ALLOW ? "info" : "warning", "decided");
	wc_json_text(&line.out, "uid", r->uid);
	wc_json_text(&line.out, "kind", r->kind);
	wc_json_text(&line.out, "namespace", r->name_space);
	wc_json_text(&line.out, "name", r->name);
	wc_json_text(&line.out, "decision", wc_word(&wc_decision_words, admitted->decision));
	wc_json_bool(&line.out, "allowed", is_allowed);
	wc_json_text(&line.out, "rule", admitted->rule);
	wc_json_text(&line.out, "mode", admitted->mode);
	wc_json_number(&line.out, "eligible", (int64_t)admitted->nodes.eligible);
	wc_json_number(&line.out, "able", (int64_t)admitted->nodes.able);
	if (wc_admission_age(a))
		wc_json_text(&line.out, "imageAge", wc_admission_age(a));
	if (admitted->headline)
		wc_json_text(&line.out, "why", admitted->headline);
	wc_log_end(&line);
}

/* Were old facts of the image used? Of one that stands there twice the first tells. */
static bool
is_aged(const struct wc_admission *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(a->references[k], a->references[i]) == 0)
			return false;
	return a->images[i].age && !a->images[i].error;
}

void
wc_admission_warn(const struct wc_admission *a, const struct wc_admitted *admitted, bool with_message, struct wc_review_answer *ret_answer)
{
	wc_arena *arena = a->exchange->arena;
	size_t lines = 0, count = 0;
	char *message = with_message && admitted->message ? wc_copyz(arena, admitted->message) : NULL;
	for (const char *c = message; c && *c; c++)
		lines += *c == '\n';
	const char **warnings = wc_array(arena, const char *, lines + admitted->warning_count + a->pod.image_count + 2);
	while (message) {
		char *next = strchr(message, '\n');
		if (next)
			*next++ = '\0';
		warnings[count++] = message + strspn(message, " ");
		message = next;
	}
	for (size_t i = 0; i < admitted->warning_count; i++)
		warnings[count++] = admitted->warnings[i];
	for (size_t i = 0; i < a->pod.image_count; i++)
		if (is_aged(a, i))
			warnings[count++] = wc_printf(arena, "%s: its registry did not answer; %s", a->references[i], wc_old_facts_words(arena, &a->images[i].image, a->images[i].age));
	ret_answer->warnings = warnings;
	ret_answer->warning_count = count;
}
