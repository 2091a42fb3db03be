/* A question of a Docker Engine: read what would be launched, judge it, and say what is let through. */
#include "app/authorize.h"

#include "app/answer.h"
#include "app/journal.h"
#include "base/text.h"
#include "format/json_write.h"
#include "present/answers.h"
#include "present/safe.h"
#include "present/wording.h"
#include "source/authz/authz.h"

#include <string.h>

/* A question under way. */
struct question {
	wc_arena *arena;
	const struct wc_authorizing *authorizing;
	struct wc_authz_request request;
	struct wc_authz_route route;
	struct wc_authz_launch launch;
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
sentence(struct question *q, const char *verdict, const char *remedy)
{
	return one_line(q->arena, *remedy ? wc_printf(q->arena, "%s; what to do: %s", verdict, remedy) : verdict);
}

static void
refuse(struct question *q, const char *word, const char *verdict, const char *remedy)
{
	q->word = word;
	q->refusal = sentence(q, verdict, remedy);
}

static void
refuse_fault(struct question *q, const struct wc_err *err)
{
	refuse(q, "refuse", wc_printf(q->arena, "refused: %s", err->text), err->hint);
}

/* A name of nothing but hex digits may be the ID of an image, which no registry knows. */
static bool
is_id(const char *image)
{
	static const char prefix[] = "sha256:", digits[] = "0123456789abcdef";
	image += strncmp(image, prefix, sizeof(prefix) - 1) == 0 ? sizeof(prefix) - 1 : 0;
	return image[strspn(image, digits)] == '\0';
}

static const struct wc_gathered *
gather(struct question *q, const char *name, bool offline)
{
	struct wc_gather how = q->authorizing->how;
	how.offline |= offline;
	how.infer |= q->authorizing->on_unknown == WC_UNKNOWN_INFER;
	return wc_gather_images(q->arena, &how, (struct wc_names){&name, 1});
}

/* With a prefix in front, a name is an image's, never a file of ours: "json:x" is one to an engine. */
static const struct wc_gathered *
gather_image(struct question *q)
{
	const char *image = q->launch.image;
	const struct wc_gathered *of_engine = NULL;
	if (q->authorizing->asks_engine) {
		of_engine = gather(q, wc_printf(q->arena, "docker-daemon:%s", image), true);
		if (!of_engine->error)
			return of_engine;
	}
	if (!is_id(image))
		return gather(q, wc_printf(q->arena, "docker://%s", image), false);
	struct wc_gathered *unread = wc_alloc(q->arena, sizeof(*unread));
	struct wc_err *err = wc_alloc(q->arena, sizeof(*err));
	wc_fail(err, WC_FAULT_UNREACHABLE, "%s may be the ID of an image, which only its engine knows", image);
	wc_hint(err, "name the image by repository and tag, or let the engine be asked (--ask-engine)");
	*unread = (struct wc_gathered){.error = of_engine ? of_engine->error : err};
	unread->image.reference = image;
	return unread;
}

static void
judge(struct question *q)
{
	struct wc_request *request = &q->present.request;
	const struct wc_gathered *image = gather_image(q);
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
refuse_unknown(struct question *q, const char *summary, const char *remedy)
{
	if (q->authorizing->on_unknown == WC_UNKNOWN_REFUSE)
		refuse(q, "unknown", summary, remedy);
	else
		q->warning = sentence(q, summary, remedy);
}

static void
weigh(struct question *q)
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
demand_isolation(struct question *q)
{
	if (!q->authorizing->enforce_isolation || q->launch.isolation != WC_ISOLATION_DEFAULT || q->refusal)
		return;
	unsigned mode = q->answer.verdict ? q->answer.verdict->isolation : WC_MODE_NONE;
	const char *remedy = mode ? wc_printf(q->arena, "--isolation=%s", wc_word(&wc_mode_words, mode)) : "--isolation=process or --isolation=hyperv";
	refuse(q, "refuse", "refused: it names no isolation, and here every launch has to name the one it is allowed in", remedy);
}

static const char *
journal_more(const struct question *q)
{
	struct wc_text text = {.arena = q->arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_map(&out, "docker");
	wc_json_text(&out, "method", q->request.method);
	wc_json_text(&out, "uri", q->request.uri);
	wc_json_text(&out, "stance", wc_word(&wc_stance_words, q->authorizing->stance));
	wc_json_bool(&out, "letThrough", !q->refusal || q->authorizing->stance != WC_STANCE_ENFORCE);
	wc_json_end(&out);
	wc_json_end(&out);
	return wc_text_string(&text);
}

static void
record(struct question *q)
{
	const struct wc_authorizing *a = q->authorizing;
	struct wc_journal_asked asked = {"serve", &q->present, a->as_of, journal_more(q)};
	struct wc_err err = {0};
	if (a->journal && !wc_journal_answer_in_group(a->journal, &asked, &q->answer, a->requires_log, NULL, &err) && a->requires_log)
		refuse(q, "refuse", wc_printf(q->arena, "refused: the decision cannot be written down: %s", err.text), err.hint);
}

/* What a build stands on is in its context, which engines show to nobody. */
static void
weigh_launch(struct question *q)
{
	if (q->route.kind == WC_AUTHZ_START)
		return;
	if (!q->launch.image) {
		q->word = "unknown";
		refuse_unknown(q, "unknown: an engine does not show what a build stands on", "check its Dockerfile before, by wincompat scan or wincompat build");
		demand_isolation(q);
		return;
	}
	judge(q);
	if (is_foreign(&q->answer)) {
		q->word = "other";
		return;
	}
	weigh(q);
	demand_isolation(q);
	record(q);
}

/* Only what is refused in earnest is kept back; what else would be, the user is told where the stance is warn. */
static struct wc_authorized
answer_of(const struct question *q)
{
	unsigned stance = q->authorizing->stance;
	if (q->refusal && stance == WC_STANCE_ENFORCE)
		return (struct wc_authorized){false, q->refusal, q->word};
	const char *said = q->refusal ? q->refusal : q->warning;
	return (struct wc_authorized){true, said && stance != WC_STANCE_AUDIT ? wc_printf(q->arena, "warning: %s", said) : NULL, q->word};
}

struct wc_authorized
wc_authorize(wc_arena *arena, const struct wc_authorizing *authorizing, const char *text, size_t length)
{
	struct question q = {.arena = arena, .authorizing = authorizing, .present = authorizing->present, .word = "other"};
	struct wc_err err = {0};
	if (!wc_authz_request_read(arena, text, length, &q.request, &err) ||
	    !wc_authz_route_find(arena, q.request.method, q.request.uri, &q.route, &err)) {
		refuse_fault(&q, &err);
	} else if (q.route.kind != WC_AUTHZ_OTHER) {
		if (wc_authz_launch_read(arena, &q.request, &q.route, &q.launch, &err))
			weigh_launch(&q);
		else
			refuse_fault(&q, &err);
	}
	return answer_of(&q);
}
