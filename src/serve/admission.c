/* Admission: from a review to its answer. Pods are decided, workloads are advised, everything else passes. */
#include "serve/service.h"

#include "app/scan_judge.h"
#include "io/clock.h"
#include "model/date.h"
#include "serve/log.h"
#include "serve/patch.h"
#include "serve/review.h"
#include "serve/subject.h"

#include <string.h>

/* A review under way: what is kept while its images are waited for. */
struct admission {
	struct wc_service *service;
	struct wc_exchange *exchange;
	struct wc_world *world;
	struct wc_review review;
	bool mutates;
	bool is_advice; /* a workload: its pods will be asked about */
	const char *root; /* where the pod's spec stands in the object */
	struct wc_admit_pod pod;
	struct wc_admit_place place;
	const char **references;
	struct wc_gathered *images;
	struct wc_lookup_wait wait;
};

static void
answer(struct admission *a, const struct wc_review_answer *answer, enum wc_reviewed outcome)
{
	wc_review_write(&a->exchange->answer, &a->review, answer);
	if (!a->mutates)
		wc_metrics_review(&a->service->metrics, outcome, answer->rule, wc_clock_us() - a->exchange->began);
	wc_world_release(a->service, a->world);
	a->world = NULL;
}

/* A review that cannot be understood is never let through, whatever the mode. */
static void
refuse_unread(struct admission *a)
{
	const char *message = wc_printf(a->exchange->arena, "wincompat: refused: the review cannot be understood: %s", a->review.problem);
	wc_log("warning", message);
	answer(a, &(struct wc_review_answer){.message = message}, WC_REVIEWED_MALFORMED);
}

/* How old the oldest facts are that were used for want of newer ones, as Kubernetes writes a duration: "10800s"; NULL where all are new. */
static const char *
age_of(const struct admission *a)
{
	int64_t oldest = 0;
	for (size_t i = 0; i < a->pod.image_count; i++)
		if (!a->images[i].error && a->images[i].age > oldest)
			oldest = a->images[i].age;
	return oldest ? wc_printf(a->exchange->arena, "%llds", (long long)oldest) : NULL;
}

/* What else the journal keeps of the request. */
static const char *
more_of(const struct admission *a, const struct wc_admitted *admitted)
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
	if (age_of(a))
		wc_json_text(&out, "imageAge", age_of(a));
	wc_json_end(&out);
	return wc_text_string(&text);
}

/* Hosts of the world last as long as it does; those that a review names do not. */
static bool
record_one(const struct admission *a, const struct wc_journal_asked *asked, const struct wc_answer *answer, struct wc_err *err)
{
	bool wait = a->service->options->requires_log;
	if (a->world->admit.pools.windows_count)
		return wc_recordings_add(a->world->recordings, a->service->journal, asked, answer, wait, err);
	return wc_journal_answer_in_group(a->service->journal, asked, answer, wait, NULL, err);
}

/* Into the journal, unless it is a dry run, which has no side effects. False where it must be written and could not. */
static bool
record(const struct admission *a, const struct wc_admitted *admitted)
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

static void
log_decision(const struct admission *a, const struct wc_admitted *admitted, bool is_allowed)
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
	if (age_of(a))
		wc_json_text(&line.out, "imageAge", age_of(a));
	if (admitted->headline)
		wc_json_text(&line.out, "why", admitted->headline);
	wc_log_end(&line);
}

/* Were old facts of the image used? Of one that stands there twice the first tells. */
static bool
is_aged(const struct admission *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(a->references[k], a->references[i]) == 0)
			return false;
	return a->images[i].age && !a->images[i].error;
}

/* The warnings of an answer: the lines of a message that does not refuse, then what else is to be said. */
static void
warn(const struct admission *a, const struct wc_admitted *admitted, bool with_message, struct wc_review_answer *ret_answer)
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

/* Does it keep the object out? A workload is only advised about: its pods will be asked about, and they bind. */
static bool
keeps_out(const struct admission *a, const struct wc_admitted *admitted)
{
	const struct wc_serve_options *o = a->service->options;
	bool is_no = admitted->decision == WC_REFUSE || (admitted->decision == WC_DECISION_UNKNOWN && o->on_unknown == WC_ON_UNKNOWN_REFUSE);
	return o->mode == WC_SERVE_ENFORCE && !a->is_advice && is_no;
}

static void
answer_validate(struct admission *a, const struct wc_admitted *admitted)
{
	const struct wc_serve_options *o = a->service->options;
	bool is_recorded = record(a, admitted), is_allowed = !keeps_out(a, admitted) && (is_recorded || o->mode != WC_SERVE_ENFORCE || a->is_advice);
	struct wc_review_answer said = {
		.is_allowed = is_allowed, .decision = wc_word(&wc_decision_words, admitted->decision), .rule = admitted->rule, .mode = admitted->mode,
		.edition = a->world->edition ? a->world->edition->id : NULL, .image_age = age_of(a)};
	if (!is_allowed && is_recorded)
		said.message = wc_printf(a->exchange->arena, "wincompat: %s", admitted->message);
	else if (!is_allowed)
		said.message = "wincompat: refused by --require-log: the decision could not be written into the journal";
	if (o->mode != WC_SERVE_AUDIT)
		warn(a, admitted, is_allowed, &said);
	log_decision(a, admitted, is_allowed);
	answer(a, &said, admitted->decision == WC_ALLOW ? WC_REVIEWED_ALLOWED : admitted->decision == WC_REFUSE ? WC_REVIEWED_REFUSED : WC_REVIEWED_UNDETERMINED);
}

/* What a pod is changed to, as far as it was asked for. */
static const char *
make_patch(struct admission *a, const struct wc_admitted *admitted)
{
	wc_arena *arena = a->exchange->arena;
	const struct wc_serve_options *o = a->service->options;
	struct wc_toleration needed[WC_MOST_TOLERATIONS];
	struct wc_admitted with = *admitted;
	struct wc_patch patch = {.spec = a->pod.spec, .root = a->root, .is_new = strcmp(a->review.operation, "CREATE") == 0, .place = &a->place,
	                         .admitted = &with, .tolerations = needed};
	if (patch.is_new)
		patch.toleration_count = wc_tolerations_needed(arena, &(struct wc_tolerate){&a->world->admit, &a->pod, &a->place, a->images, admitted},
		                                               o->tolerations, o->toleration_count, needed, &with);
	if (o->pins)
		patch.pins = (struct wc_pins){a->pod.images, a->images, a->pod.image_count};
	return wc_patch_make(arena, &patch);
}

/* Never refuses: whether the pod as it is then may run is asked of /validate. In audit nothing is changed. */
static void
answer_mutate(struct admission *a, const struct wc_admitted *admitted)
{
	struct wc_review_answer said = {.is_allowed = true};
	if (a->service->options->mode != WC_SERVE_AUDIT)
		said.patch = make_patch(a, admitted);
	answer(a, &said, WC_REVIEWED_ALLOWED);
}

/* What could not be asked in time is inferred from its tag where that is wanted. */
static void
infer(struct admission *a)
{
	wc_arena *arena = a->exchange->arena;
	struct wc_gather how = {.program = a->world->admit.program, .offline = true};
	for (size_t i = 0; i < a->pod.image_count; i++)
		if (a->images[i].error)
			a->images[i] = *wc_gather_references(arena, &how, (struct wc_names){&a->references[i], 1});
}

static void
decide(struct admission *a)
{
	struct wc_admitted admitted;
	if (a->service->options->on_unknown == WC_ON_UNKNOWN_INFER)
		infer(a);
	wc_admit_decide(a->exchange->arena, &a->world->admit, &a->pod, &a->place, a->images, &admitted);
	if (a->mutates)
		answer_mutate(a, &admitted);
	else if (admitted.is_windows)
		answer_validate(a, &admitted);
	else
		answer(a, &(struct wc_review_answer){.is_allowed = true}, WC_REVIEWED_OTHER);
}

static void
go_on(void *context)
{
	struct admission *a = context;
	wc_exchange_resume(a->exchange);
}

/* Asks for the facts of all images; true where they are there, so far as they can be had. */
static bool
ask_images(struct admission *a)
{
	wc_arena *arena = a->exchange->arena;
	size_t count = a->pod.image_count;
	a->references = wc_array(arena, const char *, count + 1);
	a->images = wc_array(arena, struct wc_gathered, count + 1);
	for (size_t i = 0; i < count; i++)
		a->references[i] = a->pod.images[i].reference->text;
	if (wc_lookups_find(a->service->lookups, a->references, count, a->images))
		return true;
	a->wait = (struct wc_lookup_wait){.wake = go_on, .context = a, .references = a->references, .count = count};
	wc_exchange_pause(a->exchange);
	if (!wc_lookups_wait(a->service->lookups, &a->wait))
		wc_exchange_resume(a->exchange); /* they came meanwhile */
	return false;
}

/* What a review is about, and where it may land. True: it is answered already. */
static bool
begin(struct admission *a)
{
	struct wc_review_subject subject;
	enum wc_review_found found = wc_review_find(a->exchange->arena, &a->review, &subject);
	a->pod = subject.pod;
	a->is_advice = subject.is_advice;
	a->root = subject.root;
	if (found == WC_REVIEW_POD) {
		a->place = wc_admit_place(a->exchange->arena, &a->world->admit, a->pod.spec);
		a->pod.name_space = a->review.name_space;
		a->pod.user = a->review.user;
		a->pod.today = a->service->options->as_of ? a->service->options->as_of : wc_date_of_days((int32_t)(wc_clock_now() / 86400));
	}
	if (found == WC_REVIEW_FAULT)
		refuse_unread(a);
	else if (found == WC_REVIEW_NOTHING || (a->mutates && a->is_advice) || (a->place.place.os != WC_OS_UNKNOWN && a->place.place.os != WC_OS_WINDOWS))
		answer(a, &(struct wc_review_answer){.is_allowed = true}, WC_REVIEWED_OTHER);
	else
		return false;
	return true;
}

static struct admission *
start(struct wc_service *service, struct wc_exchange *x, bool mutates)
{
	struct wc_err err;
	struct admission *a = wc_alloc(x->arena, sizeof(*a));
	*a = (struct admission){.service = service, .exchange = x, .mutates = mutates};
	if (wc_review_read(x->arena, x->body, x->length, &a->review, &err)) {
		a->world = wc_world_hold(service);
		return a;
	}
	x->status = 400;
	x->content_type = "text/plain; charset=utf-8";
	wc_text_printf(&x->answer, "%s\n", err.text);
	wc_metrics_review(&service->metrics, WC_REVIEWED_MALFORMED, NULL, wc_clock_us() - x->began);
	return NULL;
}

/* Called a second time where images had to be waited for: then with what is known by now. */
static bool
handle(struct wc_service *service, struct wc_exchange *x, bool mutates)
{
	struct admission *a = x->kept;
	if (!a) {
		x->kept = a = start(service, x, mutates);
		if (!a || begin(a))
			return true;
		if (!ask_images(a))
			return false;
	} else {
		wc_lookups_take(service->lookups, a->references, a->pod.image_count, a->images);
	}
	decide(a);
	return true;
}

bool
wc_handle_validate(struct wc_service *service, struct wc_exchange *x)
{
	return handle(service, x, false);
}

bool
wc_handle_mutate(struct wc_service *service, struct wc_exchange *x)
{
	return handle(service, x, true);
}
