/* The authorization plug-in of a Docker Engine: from its question to the answer. Source: moby, docs/authz.md. */
#include "serve/service.h"

#include "app/authorize.h"
#include "app/scan_judge.h"
#include "format/json_write.h"
#include "io/clock.h"
#include "model/date.h"
#include "serve/log.h"

#include <string.h>

static const char media_type[] = "application/vnd.docker.plugins.v1+json";

/* A question under way: what is kept while its image is waited for. */
struct authorization {
	struct wc_service *service;
	struct wc_exchange *exchange;
	struct wc_question *question;
	const char *name;      /* by which the engine knows the image, or NULL */
	const char *reference; /* by which its registry knows it, or NULL */
	struct wc_gathered image;
	struct wc_inspection ask;
	struct wc_lookup_wait wait;
	bool engine_was_asked, registry_was_asked;
};

bool
wc_handle_activate(struct wc_service *service, struct wc_exchange *x)
{
	(void)service;
	x->content_type = media_type;
	wc_text_addz(&x->answer, "{\"Implements\":[\"authz\"]}");
	return true;
}

static void
write_answer(struct wc_exchange *x, const struct wc_authorized *said)
{
	struct wc_json_out out = {.text = &x->answer};
	x->content_type = media_type;
	wc_json_map(&out, NULL);
	wc_json_bool(&out, "Allow", said->allow);
	wc_json_text(&out, "Msg", said->message ? said->message : "");
	wc_json_text(&out, "Err", "");
	wc_json_end(&out);
}

/* What was done was allowed before. */
bool
wc_handle_authz_response(struct wc_service *service, struct wc_exchange *x)
{
	(void)service;
	write_answer(x, &(struct wc_authorized){.allow = true});
	return true;
}

static enum wc_reviewed
outcome_of(const struct wc_authorized *said)
{
	static const struct {
		const char *word;
		enum wc_reviewed outcome;
	} outcomes[] = {{"process", WC_REVIEWED_ALLOWED}, {"hyperv", WC_REVIEWED_ALLOWED}, {"refuse", WC_REVIEWED_REFUSED},
	                {"unknown", WC_REVIEWED_UNDETERMINED}, {"malformed", WC_REVIEWED_MALFORMED}};
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++)
		if (strcmp(outcomes[i].word, said->word) == 0)
			return outcomes[i].outcome;
	return WC_REVIEWED_OTHER;
}

/* Has the engine said which image it has? */
static bool
engine_knows(const struct authorization *a)
{
	return a->engine_was_asked && !a->ask.image.error;
}

/* What launches nothing is no decision, and engines ask for it all the time. */
static void
log_decision(const struct authorization *a, const struct wc_authorized *said, enum wc_reviewed outcome)
{
	struct wc_log_line line;
	struct wc_exchange *x = a->exchange;
	int64_t image_age = a->reference && !a->image.error ? a->image.age : 0;
	if (outcome == WC_REVIEWED_OTHER)
		return;
	wc_log_begin(&line, x->arena, said->why ? "warning" : "info", "decided");
	wc_json_text(&line.out, "method", said->method);
	wc_json_text(&line.out, "uri", said->uri);
	wc_json_text(&line.out, "user", said->user);
	wc_json_text(&line.out, "image", said->image);
	wc_json_text(&line.out, "facts", a->registry_was_asked ? "registry" : engine_knows(a) ? "engine" : NULL);
	wc_json_text(&line.out, "decision", said->word);
	wc_json_bool(&line.out, "allowed", said->allow);
	wc_json_text(&line.out, "rule", said->rule);
	if (image_age)
		wc_json_text(&line.out, "imageAge", wc_printf(x->arena, "%llds", (long long)image_age));
	if (said->why)
		wc_json_text(&line.out, "why", said->why);
	wc_log_end(&line);
}

static void
answer(struct authorization *a, struct wc_world *world)
{
	struct wc_service *service = a->service;
	const struct wc_serve_options *o = service->options;
	wc_date today = o->as_of ? o->as_of : wc_date_of_days((int32_t)(wc_clock_now() / 86400));
	struct wc_authorizing how = {
		.view = world->admit.view, .host = world->ground->docker_host, .as_of = o->as_of, .mode = o->mode, .on_unknown = o->on_unknown,
		.enforce_isolation = o->docker.enforce_isolation, .journal = service->journal, .requires_log = o->requires_log,
		.present = {.program = world->admit.program, .edition = world->edition, .request = {.purpose = o->purpose, .today = today}, .version = o->version}};
	bool has_image = a->reference || engine_knows(a);
	struct wc_authorized said = wc_authorize(a->question, &how, has_image ? &a->image : NULL);
	enum wc_reviewed outcome = outcome_of(&said);
	write_answer(a->exchange, &said);
	wc_metrics_review(&service->metrics, outcome, said.rule, wc_clock_us() - a->exchange->began);
	log_decision(a, &said, outcome);
}

/* What could not be asked in time is inferred from its tag where that is wanted. */
static void
infer(struct authorization *a, const struct wc_world *world)
{
	struct wc_gather how = {.program = world->admit.program, .offline = true};
	if (a->reference && a->image.error && a->service->options->on_unknown == WC_ON_UNKNOWN_INFER)
		a->image = *wc_gather_references(a->exchange->arena, &how, (struct wc_names){&a->reference, 1});
}

static void
go_on(void *context)
{
	struct authorization *a = context;
	wc_exchange_resume(a->exchange);
}

/* Its registry is asked. True where the facts are there, or why they cannot be had. */
static bool
ask_registry(struct authorization *a)
{
	struct wc_lookups *lookups = a->service->lookups;
	if (a->registry_was_asked) {
		wc_lookups_take(a->exchange->arena, lookups, &a->reference, 1, &a->image);
		return true;
	}
	a->registry_was_asked = true;
	if (wc_lookups_find(a->exchange->arena, lookups, &a->reference, 1, &a->image))
		return true;
	a->wait = (struct wc_lookup_wait){.wake = go_on, .context = a, .references = &a->reference, .count = 1};
	wc_exchange_pause(a->exchange);
	if (!wc_lookups_wait(lookups, &a->wait))
		wc_exchange_resume(a->exchange); /* it came meanwhile */
	return false;
}

/* What the engine has under the name it launches; its registry may have another image there by now. Always waited for. */
static bool
ask_engine(struct authorization *a)
{
	a->engine_was_asked = true;
	a->ask = (struct wc_inspection){.name = a->name, .arena = a->exchange->arena, .wake = go_on, .context = a};
	wc_exchange_pause(a->exchange);
	wc_inspector_ask(a->service->inspector, &a->ask);
	return false;
}

/* True where the image's facts are there, so far as they can be had, or none are needed. False: it is asked again when more is known. */
static bool
find_image(struct authorization *a)
{
	if (a->service->inspector && a->name && !a->engine_was_asked)
		return ask_engine(a);
	if (engine_knows(a)) {
		a->image = a->ask.image;
		return true;
	}
	return !a->reference || ask_registry(a);
}

static struct authorization *
start(struct wc_service *service, struct wc_exchange *x)
{
	struct authorization *a = wc_alloc(x->arena, sizeof(*a));
	*a = (struct authorization){.service = service, .exchange = x, .question = wc_question_read(x->arena, x->body, x->length)};
	a->name = wc_question_name(a->question);
	a->reference = wc_question_image(a->question);
	return a;
}

/* Called again where an image had to be waited for: then with what is known by now. */
bool
wc_handle_authz_request(struct wc_service *service, struct wc_exchange *x)
{
	struct authorization *a = x->kept ? x->kept : start(service, x);
	x->kept = a;
	if (!find_image(a))
		return false;
	struct wc_world *world = wc_world_hold(service);
	infer(a, world);
	answer(a, world);
	wc_world_release(service, world);
	return true;
}
