/* Lookups: a table of images in memory, a queue of those that are wanted, threads that read them, and a list of who waits. */
#include "app/lookups.h"

#include "app/packed.h"
#include "app/scan_judge.h"
#include "base/limits.h"
#include "io/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1 << 14, TICK_MS = 10, MOST_THREADS = 16 };

/* What is known of an image; what is replaced goes later, for somebody may still read it. */
struct facts {
	struct facts *next;
	struct wc_gathered *image;
	int64_t retired;
};

/* An image that somebody asked for. */
struct entry {
	struct entry *next;  /* of its bucket */
	struct entry *after; /* in order of coming */
	struct entry *queued;
	struct facts *facts; /* NULL: not read yet */
	int64_t due;         /* when it is read again, wc_clock_ms */
	bool is_wanted;      /* it stands in the queue, or a thread reads it */
	char reference[];
};

struct wc_lookups {
	struct wc_lookups_options options;
	pthread_mutex_t lock;
	pthread_cond_t wanted; /* something stands in the queue, or all is over */
	pthread_cond_t waited; /* somebody waits, or all is over */
	struct entry *bucket[BUCKETS];
	struct entry *oldest, **newest;
	struct entry *queue, **queue_end;
	struct wc_lookup_wait *waits;
	struct facts *retired;
	struct wc_lookups_counts counts;
	pthread_t thread[MOST_THREADS], keeper;
	unsigned threads;
	bool has_keeper, is_ending;
};

static const struct wc_err being_read = {WC_FAULT_UNREACHABLE, "its registry has not answered yet", "ask again in a few seconds"};

static size_t
bucket_of(const char *reference)
{
	size_t hash = 5381;
	for (; *reference; reference++)
		hash = hash * 33 + (unsigned char)*reference;
	return (hash ^ hash >> 14) & (BUCKETS - 1);
}

static struct entry *
find(struct wc_lookups *l, const char *reference)
{
	struct entry *e = l->bucket[bucket_of(reference)];
	while (e && strcmp(e->reference, reference) != 0)
		e = e->next;
	return e;
}

static void
free_facts(struct facts *facts)
{
	if (facts)
		free(facts->image);
	free(facts);
}

static void
retire(struct wc_lookups *l, struct facts *facts)
{
	if (!facts)
		return;
	facts->retired = wc_clock_ms();
	facts->next = l->retired;
	l->retired = facts;
}

/* Frees what was retired longer ago than anybody reads it; all of it where `all`. */
static void
free_retired(struct wc_lookups *l, bool all)
{
	int64_t before = wc_clock_ms() - 1000 * WC_LOOKUP_STAYS;
	for (struct facts **at = &l->retired; *at;) {
		struct facts *facts = *at;
		if (!all && facts->retired > before) {
			at = &facts->next;
			continue;
		}
		*at = facts->next;
		free_facts(facts);
	}
}

/* Takes the oldest image out, to make room; one that is wanted right now stays, as the newest. */
static void
forget_oldest(struct wc_lookups *l)
{
	struct entry *e = l->oldest;
	l->oldest = e->after;
	if (!l->oldest)
		l->newest = &l->oldest;
	if (e->is_wanted) {
		e->after = NULL;
		*l->newest = e;
		l->newest = &e->after;
		return;
	}
	struct entry **at = &l->bucket[bucket_of(e->reference)];
	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	retire(l, e->facts);
	free(e);
	l->counts.known--;
}

static struct entry *
add(struct wc_lookups *l, const char *reference)
{
	size_t length = strlen(reference);
	struct entry *e = calloc(1, sizeof(*e) + length + 1), **bucket = &l->bucket[bucket_of(reference)];
	if (!e)
		return NULL;
	if (l->counts.known >= WC_LIMIT_KNOWN_IMAGES)
		forget_oldest(l);
	memcpy(e->reference, reference, length + 1);
	e->next = *bucket;
	*bucket = e;
	*l->newest = e;
	l->newest = &e->after;
	l->counts.known++;
	return e;
}

/* Asks for it, unless that is under way, or too many are asked for already: then it is late by itself. */
static void
want(struct wc_lookups *l, struct entry *e)
{
	if (e->is_wanted || l->counts.wanted >= WC_LIMIT_WANTED_IMAGES)
		return;
	e->is_wanted = true;
	e->queued = NULL;
	*l->queue_end = e;
	l->queue_end = &e->queued;
	l->counts.wanted++;
	pthread_cond_signal(&l->wanted);
}

/* Are all known that it waits for? */
static bool
is_served(struct wc_lookups *l, const struct wc_lookup_wait *wait)
{
	for (size_t i = 0; i < wait->count; i++) {
		struct entry *e = find(l, wait->references[i]);
		if (!e || !e->facts)
			return false;
	}
	return true;
}

/* Takes those out of the list who need wait no longer. */
static struct wc_lookup_wait *
take_served(struct wc_lookups *l)
{
	struct wc_lookup_wait *served = NULL;
	int64_t now = wc_clock_ms();
	for (struct wc_lookup_wait **at = &l->waits; *at;) {
		struct wc_lookup_wait *wait = *at;
		bool is_late = now >= wait->until || l->is_ending;
		if (!is_served(l, wait) && !is_late) {
			at = &wait->next;
			continue;
		}
		*at = wait->next;
		wait->next = served;
		served = wait;
		l->counts.late += is_late;
	}
	return served;
}

/* Without the lock: who is woken may be gone before this returns. */
static void
wake(struct wc_lookup_wait *served)
{
	while (served) {
		struct wc_lookup_wait *next = served->next;
		served->wake(served->context);
		served = next;
	}
}

bool
wc_lookups_find(struct wc_lookups *l, const char *const *references, size_t count, struct wc_gathered *ret_images,
                struct wc_lookup_wait *wait)
{
	bool all = true;
	int64_t now = wc_clock_ms();
	pthread_mutex_lock(&l->lock);
	for (size_t i = 0; i < count; i++) {
		struct entry *e = find(l, references[i]);
		e = e ? e : add(l, references[i]);
		ret_images[i] = (struct wc_gathered){.image = {.reference = references[i]}, .error = &being_read};
		if (e && (!e->facts || now >= e->due))
			want(l, e);
		if (e && e->facts)
			ret_images[i] = *e->facts->image;
		*(e && e->facts ? &l->counts.found : &l->counts.missed) += 1;
		all = all && e && e->facts;
	}
	if (!all && wait) {
		wait->references = references;
		wait->count = count;
		wait->until = now + l->options.patience_ms;
		wait->next = l->waits;
		l->waits = wait;
		pthread_cond_signal(&l->waited);
	}
	pthread_mutex_unlock(&l->lock);
	return all;
}

bool
wc_lookups_fetch(struct wc_lookups *l, const char *reference)
{
	pthread_mutex_lock(&l->lock);
	bool is_idle = l->counts.wanted < (l->threads + 1) / 2;
	if (is_idle) {
		struct entry *e = find(l, reference);
		e = e ? e : add(l, reference);
		if (e && (!e->facts || wc_clock_ms() >= e->due))
			want(l, e);
	}
	pthread_mutex_unlock(&l->lock);
	return is_idle;
}

/* Reads one image with no lock held; NULL where memory is out. A reference that is none has an error, too. */
static struct facts *
read_image(const struct wc_gather *how, const char *reference)
{
	wc_arena *arena = wc_arena_new();
	struct facts *facts = calloc(1, sizeof(*facts));
	struct wc_gather timed = wc_gather_timed(how);
	if (facts)
		facts->image = wc_gathered_pack(wc_gather_references(arena, &timed, (struct wc_names){&reference, 1}));
	wc_arena_free(arena);
	if (facts && facts->image)
		return facts;
	free_facts(facts);
	return NULL;
}

/* What was read replaces what was known, unless it could not be read this time and could before. */
static void
keep(struct wc_lookups *l, struct entry *e, struct facts *facts)
{
	bool failed = !facts || facts->image->error;
	*(failed ? &l->counts.failed : &l->counts.read) += 1;
	e->due = wc_clock_ms() + 1000 * (int64_t)(failed ? l->options.failed_seconds : l->options.fresh_seconds);
	e->is_wanted = false;
	l->counts.wanted--;
	if (!facts || (failed && e->facts && !e->facts->image->error)) {
		free_facts(facts);
		return;
	}
	retire(l, e->facts);
	e->facts = facts;
}

static void
work(struct wc_lookups *l, struct wc_lookup_session *session)
{
	pthread_mutex_lock(&l->lock);
	for (;;) {
		while (!l->queue && !l->is_ending)
			pthread_cond_wait(&l->wanted, &l->lock);
		if (l->is_ending)
			break;
		struct entry *e = l->queue;
		l->queue = e->queued;
		if (!l->queue)
			l->queue_end = &l->queue;
		pthread_mutex_unlock(&l->lock);
		struct facts *facts = read_image(&session->how, e->reference);
		pthread_mutex_lock(&l->lock);
		keep(l, e, facts);
		free_retired(l, false);
		struct wc_lookup_wait *served = take_served(l);
		pthread_mutex_unlock(&l->lock);
		wake(served);
		pthread_mutex_lock(&l->lock);
	}
	pthread_mutex_unlock(&l->lock);
}

static void *
run_thread(void *context)
{
	struct wc_lookups *l = context;
	wc_arena *arena = wc_arena_new();
	struct wc_lookup_session session = {0};
	struct wc_err err;
	if (l->options.open(l->options.context, arena, &session, &err)) {
		work(l, &session);
		l->options.close(l->options.context, &session);
	}
	wc_arena_free(arena);
	return NULL;
}

/* Wakes whoever waited long enough. */
static void *
run_keeper(void *context)
{
	struct wc_lookups *l = context;
	pthread_mutex_lock(&l->lock);
	while (!l->is_ending || l->waits) {
		if (!l->waits) {
			pthread_cond_wait(&l->waited, &l->lock);
			continue;
		}
		struct wc_lookup_wait *served = take_served(l);
		pthread_mutex_unlock(&l->lock);
		wake(served);
		wc_clock_pause(TICK_MS);
		pthread_mutex_lock(&l->lock);
	}
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

bool
wc_lookups_begin(const struct wc_lookups_options *options, struct wc_lookups **ret_lookups, struct wc_err *err)
{
	struct wc_lookups *l = calloc(1, sizeof(*l));
	if (!l)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	l->options = *options;
	l->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
	l->wanted = l->waited = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
	l->newest = &l->oldest;
	l->queue_end = &l->queue;
	l->has_keeper = pthread_create(&l->keeper, NULL, run_keeper, l) == 0;
	while (l->threads < options->threads && l->threads < MOST_THREADS && pthread_create(&l->thread[l->threads], NULL, run_thread, l) == 0)
		l->threads++;
	if (l->has_keeper && l->threads) {
		*ret_lookups = l;
		return true;
	}
	wc_lookups_end(l);
	return wc_fail(err, WC_FAULT_SYSTEM, "no thread can be started");
}

void
wc_lookups_end(struct wc_lookups *l)
{
	if (!l)
		return;
	pthread_mutex_lock(&l->lock);
	l->is_ending = true;
	pthread_cond_broadcast(&l->wanted);
	pthread_cond_broadcast(&l->waited);
	pthread_mutex_unlock(&l->lock);
	for (unsigned i = 0; i < l->threads; i++)
		pthread_join(l->thread[i], NULL);
	if (l->has_keeper)
		pthread_join(l->keeper, NULL);
	for (struct entry *e = l->oldest, *next; e; e = next) {
		next = e->after;
		retire(l, e->facts);
		free(e);
	}
	free_retired(l, true);
	free(l);
}

struct wc_lookups_counts
wc_lookups_count(struct wc_lookups *l)
{
	pthread_mutex_lock(&l->lock);
	struct wc_lookups_counts counts = l->counts;
	pthread_mutex_unlock(&l->lock);
	return counts;
}
