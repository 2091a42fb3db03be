/* The threads that read images: whose turn it is, so that no registry that stalls keeps them from the others. */
#include "app/lookups_private.h"
#include "app/packed.h"
#include "app/scan_judge.h"
#include "base/limits.h"
#include "io/clock.h"
#include "source/image/registry.h"

#include <stdlib.h>
#include <string.h>

/*
 * So many threads ask one registry at most. After so many look-ups a session is opened anew: it never forgets what it learnt of hosts and
 * repositories, and anybody who creates pods may name any.
 */
enum { MOST_OF_HOST = 4, SESSION_LOOKUPS = 1000 };

static bool
same_host(const struct wc_lookup_entry *a, const struct wc_lookup_entry *b)
{
	return a->host_hash == b->host_hash && a->host_length == b->host_length && memcmp(a->host, b->host, a->host_length) == 0;
}

/* Did its registry ever answer? Anybody can name one that never will. What is known once is not looked up again. */
static bool
is_of_known_host(const struct wc_lookups *l, struct wc_lookup_entry *e)
{
	for (unsigned i = 0; i < WC_LOOKUP_HOSTS && !e->is_of_known_host; i++)
		e->is_of_known_host = l->known_host[i] == e->host_hash;
	return e->is_of_known_host;
}

static void
know_host(struct wc_lookups *l, struct wc_lookup_entry *e)
{
	if (!is_of_known_host(l, e))
		l->known_host[l->known_hosts++ % WC_LOOKUP_HOSTS] = e->host_hash;
}

/* Threads that ask registries which never answered. */
static unsigned
count_strangers(const struct wc_lookups *l)
{
	unsigned count = 0;
	for (unsigned i = 0; i < l->workers; i++)
		count += l->worker[i].entry && l->worker[i].began && !is_of_known_host(l, l->worker[i].entry);
	return count;
}

/*
 * May a thread begin with it? Not where its registry has its share of them, or keeps one waiting since before `late`. One that never
 * answered gets one, and all of these together half of the threads.
 */
static bool
may_begin(const struct wc_lookups *l, struct wc_lookup_entry *e, unsigned strangers, int64_t late)
{
	unsigned of_host = 0;
	for (unsigned i = 0; i < l->workers; i++) {
		const struct wc_lookup_worker *w = &l->worker[i];
		if (!w->entry || !w->began || !same_host(w->entry, e))
			continue;
		if (w->began < late || ++of_host >= MOST_OF_HOST)
			return false;
	}
	return (of_host == 0 && strangers < (l->options.threads + 1) / 2) || is_of_known_host(l, e);
}

/* The first of the queue that may begin, taken out of it; or NULL. The cache may be looked into at any time. */
static struct wc_lookup_entry *
next(struct wc_lookups *l)
{
	unsigned strangers = count_strangers(l);
	int64_t late = wc_clock_ms() - l->options.patience_ms;
	for (struct wc_lookup_entry **at = &l->queue; *at; at = &(*at)->queued) {
		struct wc_lookup_entry *e = *at;
		if (e->is_cached && !may_begin(l, e, strangers, late))
			continue;
		*at = e->queued;
		if (!*at)
			l->queue_end = at;
		l->queue_count--;
		return e;
	}
	return NULL;
}

/* Back to the head of the queue. */
static void
put_back(struct wc_lookups *l, struct wc_lookup_entry *e)
{
	e->queued = l->queue;
	l->queue = e;
	if (!e->queued)
		l->queue_end = &e->queued;
	l->queue_count++;
}

static size_t
wanted_of_host(const struct wc_lookups *l, const struct wc_lookup_entry *e)
{
	size_t count = 0;
	for (const struct wc_lookup_entry *other = l->queue; other; other = other->queued)
		count += same_host(other, e);
	for (unsigned i = 0; i < l->workers; i++)
		count += l->worker[i].entry && same_host(l->worker[i].entry, e);
	return count;
}

bool
wc_lookup_want(struct wc_lookups *l, struct wc_lookup_entry *e)
{
	if (e->is_wanted)
		return true;
	if (l->counts.wanted >= WC_LIMIT_WANTED_IMAGES || wanted_of_host(l, e) >= WC_LIMIT_WANTED_OF_HOST)
		return false;
	e->is_wanted = true;
	e->asked = wc_clock_ms();
	e->queued = NULL;
	*l->queue_end = e;
	l->queue_end = &e->queued;
	l->queue_count++;
	l->counts.wanted++;
	if (l->queue_count > l->idle)
		wc_lookup_worker_start(l);
	pthread_cond_signal(&l->wanted);
	return true;
}

/* Reads one image with no lock held; NULL where memory is out. A reference that is none has an error, too. */
static struct wc_lookup_facts *
read_image(const struct wc_gather *how, const char *reference)
{
	wc_arena *arena = wc_arena_new();
	struct wc_lookup_facts *facts = calloc(1, sizeof(*facts));
	struct wc_gather timed = wc_gather_timed(how);
	if (facts)
		facts->image = wc_gathered_pack(wc_gather_references(arena, &timed, (struct wc_names){&reference, 1}));
	wc_arena_free(arena);
	if (facts && facts->image)
		return facts;
	wc_lookup_facts_free(facts);
	return NULL;
}

/* What the cache has of it, however old; NULL where that is nothing. What only its tag says is nothing. */
static struct wc_lookup_facts *
read_cache(const struct wc_gather *how, const char *reference)
{
	struct wc_gather offline = *how;
	offline.offline = true;
	struct wc_lookup_facts *facts = how->cache && !how->offline ? read_image(&offline, reference) : NULL;
	if (facts && !facts->image->error && (facts->image->image.index_digest || facts->image->image.digest))
		return facts;
	wc_lookup_facts_free(facts);
	return NULL;
}

/* A thread's session, and how much it did. */
struct session {
	struct wc_lookup_session is;
	wc_arena *arena; /* NULL: it is not open */
	unsigned lookups;
};

static void
close_session(struct wc_lookups *l, struct session *s)
{
	if (s->arena)
		l->options.close(l->options.context, &s->is);
	wc_arena_free(s->arena);
	*s = (struct session){0};
}

/* Opens it, or opens it anew where that is time. False where it cannot be opened. */
static bool
open_session(struct wc_lookups *l, struct session *s)
{
	struct wc_err err;
	if (s->arena && (++s->lookups > SESSION_LOOKUPS || (s->is.how.registry && wc_registry_is_outdated(s->is.how.registry))))
		close_session(l, s);
	if (s->arena)
		return true;
	s->arena = wc_arena_new();
	if (l->options.open(l->options.context, s->arena, &s->is, &err)) {
		if (s->is.how.registry)
			wc_registry_is_outdated(s->is.how.registry); /* from now on */
		return true;
	}
	wc_arena_free(s->arena);
	s->arena = NULL;
	return false;
}

/* What the cache has is there at once, while the registry is asked. */
static void
look_into_cache(struct wc_lookups *l, struct wc_lookup_entry *e, struct session *s)
{
	pthread_mutex_unlock(&l->lock);
	struct wc_lookup_facts *facts = open_session(l, s) ? read_cache(&s->is.how, e->reference) : NULL;
	pthread_mutex_lock(&l->lock);
	e->facts = facts;
	e->is_cached = true;
	put_back(l, e);
}

static void
ask(struct wc_lookups *l, struct wc_lookup_worker *w, struct session *s)
{
	pthread_mutex_unlock(&l->lock);
	struct wc_lookup_facts *facts = open_session(l, s) ? read_image(&s->is.how, w->entry->reference) : NULL;
	pthread_mutex_lock(&l->lock);
	if (facts && !facts->image->is_silent)
		know_host(l, w->entry);
	wc_lookup_keep(l, w->entry, facts);
}

/* One step for an image; called and left with the lock held. */
static void
work(struct wc_lookups *l, struct wc_lookup_worker *w, struct session *s, struct wc_lookup_entry *e)
{
	if (l->queue)
		pthread_cond_signal(&l->wanted);
	w->entry = e;
	w->began = e->is_cached ? wc_clock_ms() : 0;
	if (e->is_cached)
		ask(l, w, s);
	else
		look_into_cache(l, e, s);
	w->entry = NULL;
	struct wc_lookup_wait *served = wc_lookup_served(l);
	if (l->queue)
		pthread_cond_signal(&l->wanted);
	pthread_mutex_unlock(&l->lock);
	wc_lookup_wake_all(served);
	pthread_mutex_lock(&l->lock);
}

static void *
run(void *context)
{
	struct wc_lookup_worker *w = context;
	struct wc_lookups *l = w->lookups;
	struct session session = {0};
	pthread_mutex_lock(&l->lock);
	while (!l->is_ending) {
		struct wc_lookup_entry *e = next(l);
		if (e) {
			work(l, w, &session, e);
			continue;
		}
		l->idle++;
		pthread_cond_wait(&l->wanted, &l->lock);
		l->idle--;
	}
	pthread_mutex_unlock(&l->lock);
	close_session(l, &session);
	return NULL;
}

bool
wc_lookup_worker_start(struct wc_lookups *l)
{
	struct wc_lookup_worker *w = &l->worker[l->workers];
	if (l->is_ending || l->workers >= l->options.threads || l->workers >= WC_LOOKUP_THREADS)
		return false;
	*w = (struct wc_lookup_worker){.lookups = l};
	if (pthread_create(&w->thread, NULL, run, w) != 0)
		return false;
	l->workers++;
	return true;
}
