/* Watching: each resource has a request under way or waits for its next; changes are told in bursts. */
#include "app/watching.h"

#include "app/prefetch.h"
#include "base/limits.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/http.h"
#include "source/watch/reflector.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	BURST_MS = 200,    /* changes that come within it are told together */
	REST = 4,          /* telling takes at most one part in so many of the time */
	TURN_MS = 1000,
	CONNECT_MS = 10000,
};

/* A resource, and the request about it. */
struct watched {
	struct wc_watching *watching;
	struct wc_reflector reflector;
	wc_arena *arena; /* of the request */
	struct wc_err token; /* why it was sent without a token; text "": it was not */
	int64_t began, heard; /* wc_clock_ms; heard: 0 where it never was */
};

struct wc_watching {
	struct wc_watching_options options;
	struct wc_http *http;
	struct wc_http_tls tls;
	const char *token_file;
	wc_arena *arena;
	pthread_t thread;
	bool has_thread;
	pthread_mutex_t lock; /* of what is known */
	atomic_bool is_ending;
	struct watched watched[WC_WATCHED_KINDS];
	size_t count;
	/* of the thread alone */
	uint64_t told;   /* the edition that was told of, plus 1; 0: none yet */
	int64_t changed; /* when the first change came that was not, or 0 */
	int64_t rested;  /* before that nothing more is told */
	struct wc_prefetch prefetch;
};

static void ask(struct watched *w, unsigned wait_ms);

/* Differs from one replica to the next, also where they are started at one time: nothing of it is secret. */
static unsigned
draw(void)
{
	return wc_clock_jitter(1u << 20);
}

static bool
take(void *context, unsigned status, const char *bytes, size_t length)
{
	struct watched *w = context;
	pthread_mutex_lock(&w->watching->lock);
	bool more = wc_reflector_take(&w->reflector, status, bytes, length);
	if (status == 200)
		w->heard = wc_clock_ms();
	pthread_mutex_unlock(&w->watching->lock);
	return more;
}

static void
tell_end(struct watched *w, const struct wc_err *err, bool was_list, unsigned wait_ms)
{
	const struct wc_watching_options *o = &w->watching->options;
	const struct wc_reflector *r = &w->reflector;
	if (err->fault)
		o->failed(o->context, r->kind->resource, err, wait_ms);
	else if (was_list && r->watches)
		o->listed(o->context, r->kind->resource, wc_objects_count(r->objects));
}

static void
done(void *context, const struct wc_http_answer *answer)
{
	struct watched *w = context;
	struct wc_err err;
	const char *after = answer->header_count ? wc_http_header(answer, "Retry-After") : NULL;
	struct wc_reflector_answer end = {.problem = answer->fault == WC_HTTP_DONE ? NULL : answer->problem, .status = answer->status,
	                                  .retry_after = after ? (unsigned)strtoul(after, NULL, 10) : 0, .lasted_ms = wc_clock_ms() - w->began};
	bool was_list = !w->reflector.watches;
	pthread_mutex_lock(&w->watching->lock);
	unsigned wait = wc_reflector_done(&w->reflector, &end, draw(), &err);
	if (!err.fault) /* also a watch in which nothing happened */
		w->heard = wc_clock_ms();
	pthread_mutex_unlock(&w->watching->lock);
	if (err.fault && *w->token.text)
		wc_hint(&err, "%s", w->token.text);
	tell_end(w, &err, was_list, wait);
	wc_arena_free(w->arena);
	w->arena = NULL;
	ask(w, wait);
}

/* The header by which the account logs in, read anew for each request, for tokens last an hour; NULL where there is none. */
static const char *
login(struct watched *w)
{
	char *token;
	size_t length;
	w->token = (struct wc_err){0};
	if (!w->watching->token_file || !wc_file_read(w->arena, w->watching->token_file, WC_LIMIT_TOKEN_BYTES, &token, &length, &w->token))
		return NULL;
	token[strcspn(token, " \t\r\n")] = '\0';
	return wc_printf(w->arena, "Authorization: Bearer %s", token);
}

/* Asks for what comes next, once `wait_ms` have passed. */
static void
ask(struct watched *w, unsigned wait_ms)
{
	static const char *const headers[] = {"Accept: application/json"};
	struct wc_watching *watching = w->watching;
	unsigned seconds;
	w->arena = wc_arena_new();
	pthread_mutex_lock(&watching->lock);
	const char *path = wc_reflector_ask(&w->reflector, w->arena, draw(), &seconds);
	pthread_mutex_unlock(&watching->lock);
	w->began = wc_clock_ms() + wait_ms;
	wc_http_send(watching->http, w->arena,
	             &(struct wc_http_request){.method = "GET", .url = wc_printf(w->arena, "%s%s", watching->options.url, path), .secret = login(w),
	                                       .headers = headers, .header_count = 1, .tls = &watching->tls, .take = take, .take_context = w, .is_direct = true,
	                                       .may_be_silent = w->reflector.watches, .connect_ms = CONNECT_MS, .total_ms = seconds * 1000,
	                                       .delay_ms = wait_ms},
	             done, w);
}

/* One number for the state of all that pods are judged by, never 0; 0 while something of it is not known. */
static uint64_t
edition(struct wc_watching *watching)
{
	uint64_t sum = 1;
	for (size_t i = 0; i < WC_WATCHED_JUDGED; i++) {
		const struct wc_reflector *r = &watching->watched[i].reflector;
		if (!r->is_known)
			return 0;
		sum += wc_objects_edition(r->objects);
	}
	return sum;
}

/* Tells of changes: of the first at once, of others a moment later, for they come in bursts. Returns how long to wait for it at most. */
static unsigned
tell_changes(struct wc_watching *watching)
{
	int64_t now = wc_clock_ms();
	pthread_mutex_lock(&watching->lock);
	uint64_t last = edition(watching);
	pthread_mutex_unlock(&watching->lock);
	if (last == watching->told)
		return TURN_MS;
	if (watching->told && !watching->changed)
		watching->changed = now;
	int64_t at = watching->changed + BURST_MS;
	at = !watching->told ? now : at > watching->rested ? at : watching->rested;
	if (now < at)
		return (unsigned)(at - now);
	watching->told = last;
	watching->changed = 0;
	watching->options.changed(watching->options.context);
	int64_t end = wc_clock_ms();
	watching->rested = end + (REST - 1) * (end - now);
	return TURN_MS;
}

/* Fetches images of workloads ahead. Returns how long to wait for the next. */
static unsigned
fetch_ahead(struct wc_watching *watching)
{
	uint64_t now = 0;
	if (!watching->options.workloads)
		return TURN_MS;
	pthread_mutex_lock(&watching->lock);
	for (size_t i = WC_WATCHED_JUDGED; i < watching->count; i++)
		now += wc_objects_edition(watching->watched[i].reflector.objects);
	bool is_round = wc_prefetch_round(&watching->prefetch, now);
	for (size_t i = WC_WATCHED_JUDGED; is_round && i < watching->count; i++)
		wc_objects_print(watching->watched[i].reflector.objects, "", &watching->prefetch.images);
	pthread_mutex_unlock(&watching->lock);
	return wc_prefetch_go(&watching->prefetch, watching->options.lookups);
}

static void *
run(void *context)
{
	struct wc_watching *watching = context;
	for (size_t i = 0; i < watching->count; i++)
		ask(&watching->watched[i], 0);
	while (!atomic_load(&watching->is_ending)) {
		unsigned change = tell_changes(watching), fetch = fetch_ahead(watching);
		wc_http_turn(watching->http, change < fetch ? change : fetch);
	}
	return NULL;
}

static void
release(struct wc_watching *watching)
{
	wc_http_close(watching->http);
	for (size_t i = 0; i < watching->count; i++) {
		struct watched *w = &watching->watched[i];
		wc_objects_free(w->reflector.objects);
		wc_arena_free(w->arena);
	}
	wc_arena_free(watching->arena);
	free(watching);
}

/* False where memory is out. */
static bool
set_up(struct wc_watching *watching, const struct wc_watching_options *options)
{
	bool is_whole = true;
	watching->options = *options;
	watching->arena = watching->prefetch.images.arena = wc_arena_new();
	watching->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
	watching->count = options->workloads ? WC_WATCHED_KINDS : WC_WATCHED_JUDGED;
	watching->http = wc_http_open((unsigned)watching->count);
	if (options->account) {
		watching->token_file = wc_printf(watching->arena, "%s/token", options->account);
		watching->tls = (struct wc_http_tls){.ca_file = wc_printf(watching->arena, "%s/ca.crt", options->account), .ca_alone = true};
	}
	for (size_t i = 0; i < watching->count; i++) {
		watching->watched[i].watching = watching;
		wc_reflector_begin(&watching->watched[i].reflector, &wc_watched_kinds[i], wc_objects_new());
		is_whole = is_whole && watching->watched[i].reflector.objects;
	}
	return is_whole;
}

bool
wc_watching_open(const struct wc_watching_options *options, struct wc_watching **ret_watching, struct wc_err *err)
{
	struct wc_watching *watching = calloc(1, sizeof(*watching));
	if (!watching)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	bool is_set_up = set_up(watching, options) ? wc_http_ready(watching->http, err) : wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	if (is_set_up)
		*ret_watching = watching;
	else
		release(watching);
	return is_set_up;
}

bool
wc_watching_begin(struct wc_watching *watching, struct wc_err *err)
{
	watching->has_thread = pthread_create(&watching->thread, NULL, run, watching) == 0;
	return watching->has_thread || wc_fail(err, WC_FAULT_SYSTEM, "no thread can be started");
}

void
wc_watching_end(struct wc_watching *watching)
{
	if (!watching)
		return;
	atomic_store(&watching->is_ending, true);
	if (watching->has_thread) {
		wc_http_wake(watching->http);
		pthread_join(watching->thread, NULL);
	}
	release(watching);
}

static bool
read_object(void *context, const char *text, struct wc_err *err)
{
	return wc_cluster_add(context, "the cluster", text, strlen(text), err);
}

bool
wc_watching_read(struct wc_watching *watching, const struct wc_reading *reading, struct wc_cluster *ret_cluster, struct wc_err *err)
{
	bool good = true;
	struct wc_cluster_reading *cluster = wc_cluster_start(reading, WC_CLUSTER_NODES);
	pthread_mutex_lock(&watching->lock);
	bool is_known = edition(watching) != 0;
	for (size_t i = 0; is_known && good && i < WC_WATCHED_JUDGED; i++)
		good = wc_objects_each(watching->watched[i].reflector.objects, read_object, cluster, err);
	pthread_mutex_unlock(&watching->lock);
	if (good)
		*ret_cluster = wc_cluster_end(cluster);
	return good;
}

size_t
wc_watching_count(struct wc_watching *watching, struct wc_watching_counts ret_rows[WC_WATCHING_ROWS])
{
	int64_t now = wc_clock_ms();
	pthread_mutex_lock(&watching->lock);
	for (size_t i = 0; i < watching->count; i++) {
		const struct watched *w = &watching->watched[i];
		const struct wc_reflector_counts *n = &w->reflector.counts;
		ret_rows[i] = (struct wc_watching_counts){.resource = w->reflector.kind->resource, .lists = n->lists, .watches = n->watches,
		                                          .list_errors = n->list_errors, .watch_errors = n->watch_errors, .events = n->events,
		                                          .objects = wc_objects_count(w->reflector.objects), .silent_ms = w->heard ? now - w->heard : -1};
	}
	pthread_mutex_unlock(&watching->lock);
	return watching->count;
}
