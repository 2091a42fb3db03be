/* A question of a Docker Engine: read what would be launched, judge it, and say what is let through. */
#include "app/authorize.h"

#include "app/answer.h"
#include "app/journal.h"
#include "base/text.h"
#include "base/utf8.h"
#include "format/json_write.h"
#include "present/answers.h"
#include "present/safe.h"
#include "present/wording.h"
#include "source/authz/authz.h"

#include <string.h>

struct wc_question {
	wc_arena *arena;
	struct wc_authz_request request;
	struct wc_authz_route route;
	struct wc_authz_launch launch;
	bool is_read;
	struct wc_err err; /* why not */
	/* From here on it is being answered. */
	const struct wc_authorizing *authorizing;
	struct wc_present_options present; /* with the request that is judged */
	struct wc_answer answer;
	const char *refusal; /* why it must not be launched, or NULL */
	const char *warning; /* why nobody can say whether it may, or NULL */
	const char *word;
};

/* One line that no terminal and no log mistakes for anything else. */
static const char *
one_line(wc_arena *arena, const char *text)
{
	struct wc_text line = {.arena = arena};
	wc_add_safe(&line, text);
	return wc_text_string(&line);
}

/* The verdict with its reason, then what to do. */
static const char *
sentence(struct wc_question *q, const char *verdict, const char *remedy)
{
	return one_line(q->arena, *remedy ? wc_printf(q->arena, "%s; what to do: %s", verdict, remedy) : verdict);
}

static void
refuse(struct wc_question *q, const char *word, const char *verdict, const char *remedy)
{
	q->word = word;
	q->refusal = sentence(q, verdict, remedy);
}

/* What is known of an image that its engine alone could say something of. */
static const struct wc_gathered *
unread_id(struct wc_question *q)
{
	struct wc_gathered *unread = wc_alloc(q->arena, sizeof(*unread));
	struct wc_err *err = wc_alloc(q->arena, sizeof(*err));
	char shown[WC_SHOWN];
	wc_fail(err, WC_FAULT_UNREACHABLE, "%s may be the ID of an image, which only its engine knows",
	        wc_show(shown, q->launch.image, strlen(q->launch.image)));
	wc_hint(err, "name the image by its repository, with a tag or digest");
	unread->error = err;
	unread->image.reference = q->launch.image;
	return unread;
}

static void
judge(struct wc_question *q, const struct wc_gathered *image)
{
	struct wc_request *request = &q->present.request;
	request->isolation = q->launch.isolation;
	request->user = q->request.user && *q->request.user ? q->request.user : request->user;
	request->labels = q->launch.labels;
	request->label_count = q->launch.label_count;
	wc_answer_make(&(struct wc_answering){q->arena, q->authorizing->view, false}, q->authorizing->host, image, request, &q->answer);
	q->word = wc_answer_word(&q->answer);
}

/* What is known to be of another system is not ours to judge. */
static bool
is_foreign(const struct wc_answer *answer)
{
	return answer->verdict && answer->verdict->image->os != WC_OS_WINDOWS && answer->verdict->image->os != WC_OS_UNKNOWN;
}

static void
refuse_unknown(struct wc_question *q, const char *summary, const char *remedy)
{
	if (q->authorizing->on_unknown == WC_ON_UNKNOWN_REFUSE)
		refuse(q, "unknown", summary, remedy);
	else
		q->warning = sentence(q, summary, remedy);
}

static void
weigh(struct wc_question *q)
{
	struct wc_verdict stand_in;
	const struct wc_verdict *v = wc_answer_verdict(&q->answer, &q->present, &stand_in);
	const char *summary = wc_answer_summary(q->arena, &q->answer, v);
	const char *remedy = q->answer.error ? q->answer.error->hint : wc_remedies_text(q->arena, v);
	if (v->decision == WC_REFUSE)
		refuse(q, "refuse", summary, remedy);
	else if (v->decision == WC_DECISION_UNKNOWN)
		refuse_unknown(q, summary, remedy);
}

/* By what a launch names no isolation, the engine's own default is taken: a setting that may change after this answer. */
static void
demand_isolation(struct wc_question *q)
{
	if (!q->authorizing->enforce_isolation || q->launch.isolation != WC_ISOLATION_DEFAULT || q->refusal)
		return;
	unsigned mode = q->answer.verdict ? q->answer.verdict->isolation : WC_MODE_NONE;
	const char *remedy = mode ? wc_printf(q->arena, "--isolation=%s", wc_word(&wc_mode_words, mode)) : "--isolation=process or --isolation=hyperv";
	refuse(q, "refuse", "refused: it names no isolation, and here every launch has to name the one it is allowed in", remedy);
}

static const char *
journal_more(const struct wc_question *q)
{
	struct wc_text text = {.arena = q->arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_map(&out, "docker");
	wc_json_text(&out, "method", q->request.method);
	wc_json_text(&out, "uri", q->request.uri);
	wc_json_text(&out, "mode", wc_word(&wc_serve_mode_words, q->authorizing->mode));
	wc_json_bool(&out, "letThrough", !q->refusal || q->authorizing->mode != WC_SERVE_ENFORCE);
	wc_json_end(&out);
	wc_json_end(&out);
	return wc_text_string(&text);
}

static void
record(struct wc_question *q)
{
	const struct wc_authorizing *a = q->authorizing;
	struct wc_journal_asked asked = {"serve", &q->present, a->as_of, journal_more(q)};
	struct wc_err err = {0};
	if (a->journal && !wc_journal_answer_in_group(a->journal, &asked, &q->answer, a->requires_log, NULL, &err) && a->requires_log)
		refuse(q, "refuse", wc_printf(q->arena, "refused: the decision cannot be written down: %s", err.text), err.hint);
}

/* The engine takes the entry for the platform that is named; what is known is the one that it takes by itself. */
static bool
asks_for_other_architecture(const struct wc_question *q)
{
	unsigned named = q->launch.arch, own = q->authorizing->host->arch;
	return named != WC_ARCH_UNKNOWN && own != WC_ARCH_UNKNOWN && named != own;
}

/* What a build stands on is in its context, which engines show to nobody. */
static void
weigh_launch(struct wc_question *q, const struct wc_gathered *image)
{
	if (q->route.kind == WC_AUTHZ_START || q->launch.is_foreign)
		return;
	if (!q->launch.image) {
		q->word = "unknown";
		refuse_unknown(q, "unknown: an engine does not show what a build stands on", "check its Dockerfile before, by wincompat scan or wincompat build");
		demand_isolation(q);
		return;
	}
	judge(q, image ? image : unread_id(q));
	if (is_foreign(&q->answer)) {
		q->word = "other";
		return;
	}
	if (asks_for_other_architecture(q))
		refuse_unknown(q, wc_printf(q->arena, "unknown: it asks for the architecture %s, and this host has %s",
		                            wc_word(&wc_arch_words, q->launch.arch), wc_word(&wc_arch_words, q->authorizing->host->arch)), "leave --platform out");
	else
		weigh(q);
	demand_isolation(q);
	record(q);
}

static const char *
rule_of(const struct wc_question *q)
{
	const struct wc_verdict *v = q->answer.verdict;
	return v && v->reason_count ? v->program->rules[v->reasons[0].rule].id : NULL;
}

/* Only what is refused in earnest is kept back; of what else would be the user is told where the mode says so. */
static struct wc_authorized
answer_of(const struct wc_question *q)
{
	unsigned mode = q->authorizing->mode;
	struct wc_authorized answer = {.allow = true, .why = q->refusal ? q->refusal : q->warning, .word = q->word, .rule = rule_of(q),
	                               .method = q->request.method, .uri = q->request.uri, .user = q->request.user, .image = q->launch.image};
	if (q->refusal && mode == WC_SERVE_ENFORCE) {
		answer.allow = false;
		answer.message = q->refusal;
	} else if (answer.why && mode != WC_SERVE_AUDIT) {
		answer.message = wc_printf(q->arena, "warning: %s", answer.why);
	}
	return answer;
}

struct wc_question *
wc_question_read(wc_arena *arena, const char *text, size_t length)
{
	struct wc_question *q = wc_alloc(arena, sizeof(*q));
	q->arena = arena;
	q->is_read = wc_authz_request_read(arena, text, length, &q->request, &q->err) &&
	             wc_authz_route_find(arena, q->request.method, q->request.uri, &q->route, &q->err) &&
	             (q->route.kind == WC_AUTHZ_OTHER || wc_authz_launch_read(arena, &q->request, &q->route, &q->launch, &q->err));
	return q;
}

const char *
wc_question_name(const struct wc_question *question)
{
	return question->is_read && !question->launch.is_foreign ? question->launch.image : NULL;
}

const char *
wc_question_image(const struct wc_question *question)
{
	return question->launch.by_id ? NULL : wc_question_name(question);
}

struct wc_authorized
wc_authorize(struct wc_question *q, const struct wc_authorizing *authorizing, const struct wc_gathered *image)
{
	q->authorizing = authorizing;
	q->present = authorizing->present;
	q->word = "other";
	if (!q->is_read)
		refuse(q, "malformed", wc_printf(q->arena, "refused: %s", q->err.text), q->err.hint);
	else if (q->route.kind != WC_AUTHZ_OTHER)
		weigh_launch(q, image);
	return answer_of(q);
}
