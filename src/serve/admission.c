/* Admission: from a review to its answer. Pods are decided, workloads are advised, everything else passes. */
#include "serve/admission_private.h"

#include "io/clock.h"
#include "model/date.h"
#include "serve/log.h"
#include "serve/patch.h"
#include "serve/subject.h"

#include <string.h>

static void
answer(struct wc_admission *a, const struct wc_review_answer *answer, enum wc_reviewed outcome)
{
	wc_review_write(&a->exchange->answer, &a->review, answer);
	if (!a->mutates)
		wc_metrics_review(&a->service->metrics, outcome, answer->rule, wc_clock_us() - a->exchange->began);
	wc_world_release(a->service, a->world);
	a->world = NULL;
}

/* A review that cannot be understood is never let through, whatever the mode. */
static void
refuse_unread(struct wc_admission *a)
{
	const char *message = wc_printf(a->exchange->arena, "wincompat: refused: the review cannot be understood: %s", a->review.problem);
	wc_log("warning", message);
	answer(a, &(struct wc_review_answer){.message = message}, WC_REVIEWED_MALFORMED);
}

/* Does it keep the object out? A workload is only advised about: its pods will be asked about, and they bind. */
static bool
keeps_out(const struct wc_admission *a, const struct wc_admitted *admitted)
{
	const struct wc_serve_options *o = a->service->options;
	bool is_no = admitted->decision == WC_REFUSE || (admitted->decision == WC_DECISION_UNKNOWN && o->on_unknown == WC_ON_UNKNOWN_REFUSE);
	return o->mode == WC_SERVE_ENFORCE && !a->is_advice && is_no;
}

static void
answer_validate(struct wc_admission *a, const struct wc_admitted *admitted)
{
	const struct wc_serve_options *o = a->service->options;
	bool is_recorded = wc_admission_record(a, admitted), is_allowed = !keeps_out(a, admitted) && (is_recorded || o->mode != WC_SERVE_ENFORCE || a->is_advice);
	struct wc_review_answer said = {
		.is_allowed = is_allowed, .decision = wc_word(&wc_decision_words, admitted->decision), .rule = admitted->rule, .mode = admitted->mode,
		.edition = a->world->edition ? a->world->edition->id : NULL, .image_age = wc_admission_age(a)};
	if (!is_allowed && is_recorded)
		said.message = wc_printf(a->exchange->arena, "wincompat: %s", admitted->message);
	else if (!is_allowed)
		said.message = "wincompat: refused by --require-log: the decision could not be written into the journal";
	if (o->mode != WC_SERVE_AUDIT)
		wc_admission_warn(a, admitted, is_allowed, &said);
	wc_admission_log(a, admitted, is_allowed);
	answer(a, &said, admitted->decision == WC_ALLOW ? WC_REVIEWED_ALLOWED : admitted->decision == WC_REFUSE ? WC_REVIEWED_REFUSED : WC_REVIEWED_UNDETERMINED);
}

/* What a pod is changed to, as far as it was asked for. */
static const char *
make_patch(struct wc_admission *a, const struct wc_admitted *admitted)
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
answer_mutate(struct wc_admission *a, const struct wc_admitted *admitted)
{
	struct wc_review_answer said = {.is_allowed = true};
	if (a->service->options->mode != WC_SERVE_AUDIT)
		said.patch = make_patch(a, admitted);
	answer(a, &said, WC_REVIEWED_ALLOWED);
}

static void
decide(struct wc_admission *a)
{
	struct wc_admitted admitted;
	if (a->service->options->on_unknown == WC_ON_UNKNOWN_INFER)
		wc_admission_images_infer(a);
	wc_admit_decide(a->exchange->arena, &a->world->admit, &a->pod, &a->place, a->images, &admitted);
	if (a->mutates)
		answer_mutate(a, &admitted);
	else if (admitted.is_windows)
		answer_validate(a, &admitted);
	else
		answer(a, &(struct wc_review_answer){.is_allowed = true}, WC_REVIEWED_OTHER);
}

/* What a review is about, and where it may land. True: it is answered already. */
static bool
begin(struct wc_admission *a)
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

static struct wc_admission *
start(struct wc_service *service, struct wc_exchange *x, bool mutates)
{
	struct wc_err err;
	struct wc_admission *a = wc_alloc(x->arena, sizeof(*a));
	*a = (struct wc_admission){.service = service, .exchange = x, .mutates = mutates};
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
	struct wc_admission *a = x->kept;
	if (!a) {
		x->kept = a = start(service, x, mutates);
		if (!a || begin(a))
			return true;
		if (!wc_admission_images_ask(a))
			return false;
	} else {
		wc_lookups_take(x->arena, service->lookups, a->references, a->pod.image_count, a->images);
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
