/* wc_http: the queue of requests, and the loop that works through it. */
#include "io/http.h"

#include "io/clock.h"
#include "io/http_transfer.h"

#include <string.h>
#include <strings.h>

enum { TOTAL_MS = 60000, POLL_MS = 1000 };

/* Transfers that wait, in the order in which they were sent. */
struct queue {
	struct wc_transfer *first, *last;
};

struct wc_http {
	wc_arena *arena;
	unsigned jobs, active;
	int64_t deadline;
	wc_http_work *work; /* to be done while waiting, or NULL */
	void *work_context;
	const struct wc_libcurl *lib; /* NULL: not opened yet */
	CURLM *multi;
	struct queue waiting, delayed;
	int rest; /* how long the next turn may wait for the network */
	CURL **idle; /* handles that may be used again */
	size_t idle_count;
	struct wc_transfer **running; /* `active` of them */
};

static void
enqueue(struct queue *queue, struct wc_transfer *t)
{
	t->next = NULL;
	*(queue->last ? &queue->last->next : &queue->first) = t;
	queue->last = t;
}

static struct wc_transfer *
dequeue(struct queue *queue)
{
	struct wc_transfer *t = queue->first;
	if (t)
		queue->first = t->next;
	if (!queue->first)
		queue->last = NULL;
	return t;
}

struct wc_http *
wc_http_open(unsigned jobs)
{
	wc_arena *arena = wc_arena_new();
	struct wc_http *http = wc_alloc(arena, sizeof(*http));
	http->arena = arena;
	http->jobs = jobs;
	http->idle = wc_array(arena, CURL *, jobs);
	http->running = wc_array(arena, struct wc_transfer *, jobs);
	return http;
}

static void
drop(struct queue *queue)
{
	for (struct wc_transfer *t; (t = dequeue(queue));)
		wc_transfer_free(t);
}

static void
abandon(struct wc_http *http, struct wc_transfer *t)
{
	http->lib->curl_multi_remove_handle(http->multi, t->easy);
	http->lib->curl_easy_cleanup(t->easy);
	wc_transfer_free(t);
}

void
wc_http_close(struct wc_http *http)
{
	if (!http)
		return;
	drop(&http->waiting);
	drop(&http->delayed);
	while (http->active)
		abandon(http, http->running[--http->active]);
	for (size_t i = 0; i < http->idle_count; i++)
		http->lib->curl_easy_cleanup(http->idle[i]);
	if (http->multi)
		http->lib->curl_multi_cleanup(http->multi);
	wc_arena_free(http->arena);
}

void
wc_http_deadline(struct wc_http *http, int64_t at)
{
	http->deadline = at;
}

void
wc_http_meanwhile(struct wc_http *http, wc_http_work *work, void *context)
{
	http->work = work;
	http->work_context = context;
}

const char *
wc_http_header(const struct wc_http_answer *answer, const char *name)
{
	for (size_t i = 0; i < answer->header_count; i++) {
		if (strcasecmp(answer->headers[i].name, name) == 0)
			return answer->headers[i].value;
	}
	return NULL;
}

void
wc_http_send(struct wc_http *http, wc_arena *arena, const struct wc_http_request *request, wc_http_done *done, void *context)
{
	struct wc_transfer *t = wc_alloc(arena, sizeof(*t));
	t->arena = arena;
	t->request = *request;
	t->url = request->url;
	t->done = done;
	t->context = context;
	t->start_at = request->delay_ms ? wc_clock_ms() + request->delay_ms : 0;
	enqueue(request->delay_ms ? &http->delayed : &http->waiting, t);
	http->rest = 0;
}

/* The arena of the transfer may be gone when `done` returns. */
static void
finish(struct wc_transfer *t, const struct wc_http_answer *answer)
{
	wc_transfer_free(t);
	t->done(t->context, answer);
}

static void
break_off(struct wc_transfer *t, enum wc_http_fault fault, const char *problem)
{
	struct wc_http_answer answer = wc_transfer_broken(t, fault, problem);
	finish(t, &answer);
}

/* Ends everything that waits. What `done` sends meanwhile ends, too: the loop runs until nothing is left. */
static void
break_all(struct wc_http *http, enum wc_http_fault fault, const char *problem)
{
	for (struct wc_transfer *t; (t = dequeue(&http->waiting)) || (t = dequeue(&http->delayed));)
		break_off(t, fault, problem);
}

static bool
open_library(struct wc_http *http)
{
	struct wc_err err;
	if (http->multi)
		return true;
	http->lib = wc_libcurl(&err);
	http->multi = http->lib ? http->lib->curl_multi_init() : NULL;
	if (!http->multi) {
		break_all(http, WC_HTTP_NO_LIBRARY, http->lib ? "out of memory" : err.text);
		return false;
	}
	http->lib->curl_multi_setopt(http->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)http->jobs);
	http->lib->curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)http->jobs);
	return true;
}

/* When `t` has to end. */
static int64_t
end_of(const struct wc_http *http, struct wc_transfer *t)
{
	if (!t->end_at)
		t->end_at = wc_clock_ms() + (t->request.total_ms ? t->request.total_ms : TOTAL_MS);
	return http->deadline && http->deadline < t->end_at ? http->deadline : t->end_at;
}

static void
start(struct wc_http *http, struct wc_transfer *t)
{
	int64_t left = end_of(http, t) - wc_clock_ms();
	if (left <= 0) {
		break_off(t, WC_HTTP_TOO_SLOW, "the time is up");
		return;
	}
	CURL *easy = http->idle_count ? http->idle[--http->idle_count] : http->lib->curl_easy_init();
	t->lib = http->lib;
	if (!easy) {
		break_off(t, WC_HTTP_NO_CONNECTION, "out of memory");
		return;
	}
	wc_transfer_prepare(t, easy, left);
	http->running[http->active++] = t;
	http->lib->curl_multi_add_handle(http->multi, easy);
}

static void
forget(struct wc_http *http, const struct wc_transfer *t)
{
	size_t i = 0;
	while (http->running[i] != t)
		i++;
	http->running[i] = http->running[--http->active];
}

/* Takes a finished transfer out, and goes on with it where it was redirected. */
static void
take(struct wc_http *http, CURL *easy, CURLcode code)
{
	struct wc_transfer *t = NULL;
	struct wc_http_answer answer;
	http->lib->curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&t);
	http->lib->curl_multi_remove_handle(http->multi, easy);
	bool is_done = wc_transfer_end(t, code, &answer);
	http->idle[http->idle_count++] = easy;
	forget(http, t);
	if (is_done)
		finish(t, &answer);
	else
		start(http, t);
}

/* Moves what waited long enough; returns how long the next one has to wait, at most POLL_MS. */
static int
wake(struct wc_http *http)
{
	struct queue still = {0};
	int64_t now = wc_clock_ms(), next = POLL_MS;
	bool is_over = http->deadline && now >= http->deadline;
	for (struct wc_transfer *t; (t = dequeue(&http->delayed));) {
		bool is_due = is_over || t->start_at <= now;
		if (!is_due && t->start_at - now < next)
			next = t->start_at - now;
		enqueue(is_due ? &http->waiting : &still, t);
	}
	http->delayed = still;
	if (http->deadline && !is_over && http->deadline - now < next)
		next = http->deadline - now;
	return (int)next;
}

static void
collect(struct wc_http *http)
{
	int left;
	for (CURLMsg *message; (message = http->lib->curl_multi_info_read(http->multi, &left));) {
		if (message->msg == CURLMSG_DONE)
			take(http, message->easy_handle, message->data.result);
	}
}

/* The first wait is for a connection; by the second the request is sent, and the server is at work. */
static void
wait_for(struct wc_http *http, int wait, unsigned turn)
{
	wc_http_work *work = turn > 0 ? http->work : NULL;
	if (work) {
		http->work = NULL;
		work(http->work_context);
	}
	http->lib->curl_multi_poll(http->multi, NULL, 0, work ? 0 : wait, NULL);
}

/* Is anything left to do, also after asking for more? */
static bool
is_left(const struct wc_http *http, wc_http_feed *feed, void *context)
{
	if (feed)
		feed(context);
	return http->active || http->waiting.first || http->delayed.first;
}

/* Does what can be done now. True: the network has the next word, for at most *ret_wait; false: there may be more to start. */
static bool
go_on(struct wc_http *http, int *ret_wait)
{
	int running;
	while (http->active < http->jobs && http->waiting.first)
		start(http, dequeue(&http->waiting));
	http->lib->curl_multi_perform(http->multi, &running);
	collect(http);
	*ret_wait = wake(http); /* after what came to its end: that may have sent more, with a delay */
	return http->active == http->jobs || (!http->waiting.first && running == (int)http->active);
}

void
wc_http_run(struct wc_http *http, wc_http_feed *feed, void *context)
{
	int wait;
	unsigned turn = 0;
	while (is_left(http, feed, context)) {
		if (open_library(http) && go_on(http, &wait) && (http->active || http->delayed.first))
			wait_for(http, wait, turn++);
	}
}

bool
wc_http_ready(struct wc_http *http, struct wc_err *err)
{
	return wc_libcurl(err) && (open_library(http) || wc_fail(err, WC_FAULT_SYSTEM, "out of memory"));
}

void
wc_http_turn(struct wc_http *http, unsigned most_ms)
{
	int wait;
	if (!open_library(http))
		return;
	http->lib->curl_multi_poll(http->multi, NULL, 0, http->rest < (int)most_ms ? http->rest : (int)most_ms, NULL);
	http->rest = go_on(http, &wait) ? wait : 0;
}

void
wc_http_wake(struct wc_http *http)
{
	http->lib->curl_multi_wakeup(http->multi);
}

static void
keep_answer(void *context, const struct wc_http_answer *answer)
{
	*(struct wc_http_answer *)context = *answer;
}

bool
wc_http_ask(struct wc_http *http, wc_arena *arena, const struct wc_http_request *request, struct wc_http_answer *ret_answer,
            struct wc_err *err)
{
	struct wc_http_answer answer = {0};
	wc_http_send(http, arena, request, keep_answer, &answer);
	wc_http_run(http, NULL, NULL);
	if (answer.fault != WC_HTTP_DONE)
		return wc_fail(err, answer.fault == WC_HTTP_NO_LIBRARY ? WC_FAULT_SYSTEM : WC_FAULT_UNREACHABLE, "%s", answer.problem);
	*ret_answer = answer;
	return true;
}
