/* Lookups: what is known is taken, the rest is asked for, and who waits is woken. */
#include "app/lookups.h"

#include "app/lookups_private.h"
#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_MS = 10 };

static const struct wc_err being_read = {WC_FAULT_UNREACHABLE, "its registry has not answered yet", "ask again in a few seconds"};
static const struct wc_err too_many = {WC_FAULT_UNREACHABLE, "too many look-ups of images are under way", "ask again in a few seconds"};
static const struct wc_err too_old = {WC_FAULT_UNREACHABLE, "its registry does not answer, and what it said last is older than --max-age",
                                      "see whether the registry can be reached from here"};

/* Is it known well enough that nobody need wait? Old facts, and old failures, are waited to be renewed, if that is under way and not late. */
static bool
is_there(const struct wc_lookups *l, const struct wc_lookup_entry *e)
{
	int64_t now = wc_clock_ms();
	bool may_be_renewed = e->is_wanted && now < e->asked + l->options.patience_ms;
	if (!e->facts)
		return false;
	bool is_old = e->facts->image->error ? now >= e->due : wc_lookup_age(l, e->facts) > l->options.old_seconds;
	return !(is_old && may_be_renewed);
}

/* Are all there that it waits for? */
static bool
is_served(struct wc_lookups *l, const struct wc_lookup_wait *wait)
{
	for (size_t i = 0; i < wait->count; i++) {
		struct wc_lookup_entry *e = wc_lookup_find(l, wait->references[i]);
		if (e && (e->facts || e->is_wanted) && !is_there(l, e))
			return false;
	}
	return true;
}

struct wc_lookup_wait *
wc_lookup_served(struct wc_lookups *l)
{
	struct wc_lookup_wait *served = NULL;
	int64_t now = wc_clock_ms();
	for (struct wc_lookup_wait **at = &l->waits; *at;) {
		struct wc_lookup_wait *wait = *at;
		bool is_late = now >= wait->until || l->is_ending;
		if (!is_late && !is_served(l, wait)) {
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

void
wc_lookup_wake_all(struct wc_lookup_wait *served)
{
	while (served) {
		struct wc_lookup_wait *next = served->next;
		served->wake(served->context);
		served = next;
	}
}

/* What is known of one image, with its age where that counts. */
static struct wc_gathered
take(struct wc_lookups *l, const struct wc_lookup_entry *e, const char *reference)
{
	if (!e || !e->facts)
		return (struct wc_gathered){.image = {.reference = reference}, .error = e && e->is_wanted ? &being_read : &too_many};
	struct wc_gathered taken = *e->facts->image;
	int64_t age = wc_lookup_age(l, e->facts);
	if (age > l->options.old_seconds)
		taken.age = age;
	if (taken.age && age > l->options.most_seconds)
		taken.error = &too_old;
	return taken;
}

bool
wc_lookups_find(struct wc_lookups *l, const char *const *references, size_t count, struct wc_gathered *ret_images)
{
	bool all = true;
	pthread_mutex_lock(&l->lock);
	for (size_t i = 0; i < count; i++) {
		struct wc_lookup_entry *e = wc_lookup_find(l, references[i]);
		e = e ? e : wc_lookup_add(l, references[i]);
		if (e && (!e->facts || wc_clock_ms() >= e->due) && !wc_lookup_want(l, e))
			l->counts.turned_away++;
		bool is_known = e && e->facts && is_there(l, e);
		*(is_known ? &l->counts.found : &l->counts.missed) += 1;
		all = all && (is_known || !e || (!e->facts && !e->is_wanted));
		ret_images[i] = take(l, e, references[i]);
		l->counts.aged += is_known && ret_images[i].age;
	}
	pthread_mutex_unlock(&l->lock);
	return all;
}

void
wc_lookups_take(struct wc_lookups *l, const char *const *references, size_t count, struct wc_gathered *ret_images)
{
	pthread_mutex_lock(&l->lock);
	for (size_t i = 0; i < count; i++) {
		ret_images[i] = take(l, wc_lookup_find(l, references[i]), references[i]);
		l->counts.aged += ret_images[i].age != 0;
	}
	pthread_mutex_unlock(&l->lock);
}

bool
wc_lookups_fetch(struct wc_lookups *l, const char *reference)
{
	pthread_mutex_lock(&l->lock);
	bool is_idle = l->counts.wanted < (l->options.threads + 1) / 2;
	if (is_idle) {
		struct wc_lookup_entry *e = wc_lookup_find(l, reference);
		e = e ? e : wc_lookup_add(l, reference);
		if (e && (!e->facts || wc_clock_ms() >= e->due))
			wc_lookup_want(l, e);
	}
	pthread_mutex_unlock(&l->lock);
	return is_idle;
}

bool
wc_lookups_wait(struct wc_lookups *l, struct wc_lookup_wait *wait)
{
	pthread_mutex_lock(&l->lock);
	bool is_needed = !is_served(l, wait);
	if (is_needed) {
		wait->until = wc_clock_ms() + l->options.patience_ms;
		wait->next = l->waits;
		l->waits = wait;
		pthread_cond_signal(&l->waited);
	}
	pthread_mutex_unlock(&l->lock);
	return is_needed;
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
		struct wc_lookup_wait *served = wc_lookup_served(l);
		pthread_mutex_unlock(&l->lock);
		wc_lookup_wake_all(served);
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
	pthread_mutex_lock(&l->lock);
	bool has_worker = wc_lookup_worker_start(l);
	pthread_mutex_unlock(&l->lock);
	if (l->has_keeper && has_worker) {
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
	unsigned workers = l->workers; /* none begins any more */
	pthread_mutex_unlock(&l->lock);
	for (unsigned i = 0; i < workers; i++)
		pthread_join(l->worker[i].thread, NULL);
	if (l->has_keeper)
		pthread_join(l->keeper, NULL);
	wc_lookup_forget_all(l);
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
