/* Lookups: a table of images in memory, and a list of who waits for some of them. */
#include "app/lookups.h"

#include "app/lookups_private.h"
#include "app/packed.h"
#include "base/limits.h"
#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_MS = 10 };

static const struct wc_err being_read = {WC_FAULT_UNREACHABLE, "its registry has not answered yet", "ask again in a few seconds"};
static const struct wc_err too_many = {WC_FAULT_UNREACHABLE, "too many look-ups of images are under way", "ask again in a few seconds"};
static const struct wc_err too_old = {WC_FAULT_UNREACHABLE, "its registry does not answer, and what it said last is older than --max-age",
                                      "see whether the registry can be reached from here"};

static size_t
bucket_of(const char *reference)
{
	size_t hash = 5381;
	for (; *reference; reference++)
		hash = hash * 33 + (unsigned char)*reference;
	return (hash ^ hash >> 14) & (WC_LOOKUP_BUCKETS - 1);
}

static struct wc_lookup_entry *
find(struct wc_lookups *l, const char *reference)
{
	struct wc_lookup_entry *e = l->bucket[bucket_of(reference)];
	while (e && strcmp(e->reference, reference) != 0)
		e = e->next;
	return e;
}

void
wc_lookup_facts_free(struct wc_lookup_facts *facts)
{
	if (facts)
		free(facts->image);
	free(facts);
}

static void
retire(struct wc_lookups *l, struct wc_lookup_facts *facts)
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
	for (struct wc_lookup_facts **at = &l->retired; *at;) {
		struct wc_lookup_facts *facts = *at;
		if (!all && facts->retired > before) {
			at = &facts->next;
			continue;
		}
		*at = facts->next;
		wc_lookup_facts_free(facts);
	}
}

/* Takes the oldest image out, to make room; one that is wanted right now stays, as the newest. */
static void
forget_oldest(struct wc_lookups *l)
{
	struct wc_lookup_entry *e = l->oldest;
	l->oldest = e->after;
	if (!l->oldest)
		l->newest = &l->oldest;
	if (e->is_wanted) {
		e->after = NULL;
		*l->newest = e;
		l->newest = &e->after;
		return;
	}
	struct wc_lookup_entry **at = &l->bucket[bucket_of(e->reference)];
	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	retire(l, e->facts);
	free(e);
	l->counts.known--;
}

/* The registry that a reference names: its first part, if that looks like a host, else Docker's (containers' grammar of references). */
static void
find_host(struct wc_lookup_entry *e)
{
	size_t length = strcspn(e->reference, "/");
	bool is_host = e->reference[length] && (memchr(e->reference, '.', length) || memchr(e->reference, ':', length) ||
	                                        strncmp(e->reference, "localhost/", 10) == 0);
	e->host = is_host ? e->reference : "docker.io";
	e->host_length = is_host ? length : strlen(e->host);
}

/* The image of that name without its digest, as the pin of a mutated pod has it: "name:tag@…", "name:latest@…" for "name". */
static const struct wc_lookup_entry *
find_unpinned(struct wc_lookups *l, const char *reference, const char *at)
{
	static const char latest[] = ":latest";
	char name[WC_LIMIT_REFERENCE + 1];
	size_t length = (size_t)(at - reference), end = strlen(latest);
	if (length > WC_LIMIT_REFERENCE)
		return NULL;
	memcpy(name, reference, length);
	name[length] = '\0';
	const struct wc_lookup_entry *e = find(l, name);
	if (e || length < end || strcmp(name + length - end, latest) != 0)
		return e;
	name[length - end] = '\0';
	return find(l, name);
}

/* What a tag was found to be just now need not be asked for again by the digest that was found. */
static void
take_pinned(struct wc_lookups *l, struct wc_lookup_entry *e)
{
	const char *at = strchr(e->reference, '@');
	const struct wc_lookup_entry *tagged = at ? find_unpinned(l, e->reference, at) : NULL;
	if (!tagged || !tagged->facts || tagged->facts->image->error)
		return;
	struct wc_gathered same = *tagged->facts->image;
	const char *digest = same.image.index_digest ? same.image.index_digest : same.image.digest;
	if (!digest || strcmp(digest, at + 1) != 0)
		return;
	same.image.reference = e->reference;
	same.image.seen = 0; /* a digest has no age */
	struct wc_lookup_facts *facts = calloc(1, sizeof(*facts));
	if (facts && (facts->image = wc_gathered_pack(&same))) {
		e->facts = facts;
		e->due = wc_clock_ms() + 1000 * (int64_t)l->options.fresh_seconds;
		return;
	}
	free(facts);
}

static struct wc_lookup_entry *
add(struct wc_lookups *l, const char *reference)
{
	size_t length = strlen(reference);
	struct wc_lookup_entry *e = calloc(1, sizeof(*e) + length + 1), **bucket = &l->bucket[bucket_of(reference)];
	if (!e)
		return NULL;
	if (l->counts.known >= WC_LIMIT_KNOWN_IMAGES)
		forget_oldest(l);
	memcpy(e->reference, reference, length + 1);
	find_host(e);
	e->next = *bucket;
	*bucket = e;
	*l->newest = e;
	l->newest = &e->after;
	l->counts.known++;
	take_pinned(l, e);
	return e;
}

/* Seconds since a registry said so; a clock that was set back makes nothing older. */
static int64_t
age_of(const struct wc_lookups *l, const struct wc_lookup_facts *facts)
{
	int64_t age = facts->image->image.seen && l->options.most_seconds ? wc_clock_now() - facts->image->image.seen : 0;
	return age > 0 ? age : 0;
}

/* Is it known well enough that nobody need wait? Old facts, and old failures, are waited to be renewed, if that is under way and not late. */
static bool
is_there(const struct wc_lookups *l, const struct wc_lookup_entry *e)
{
	int64_t now = wc_clock_ms();
	bool may_be_renewed = e->is_wanted && now < e->asked + l->options.patience_ms;
	if (!e->facts)
		return false;
	bool is_old = e->facts->image->error ? now >= e->due : age_of(l, e->facts) > l->options.old_seconds;
	return !(is_old && may_be_renewed);
}

/* Are all there that it waits for? */
static bool
is_served(struct wc_lookups *l, const struct wc_lookup_wait *wait)
{
	for (size_t i = 0; i < wait->count; i++) {
		struct wc_lookup_entry *e = find(l, wait->references[i]);
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
	int64_t age = age_of(l, e->facts);
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
		struct wc_lookup_entry *e = find(l, references[i]);
		e = e ? e : add(l, references[i]);
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
		ret_images[i] = take(l, find(l, references[i]), references[i]);
		l->counts.aged += ret_images[i].age != 0;
	}
	pthread_mutex_unlock(&l->lock);
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

/* When what was read just now is to be read again: facts by what is left of their freshness. */
static int64_t
due_after(const struct wc_lookups *l, const struct wc_lookup_facts *facts)
{
	int64_t seconds = l->options.failed_seconds, left = facts ? l->options.fresh_seconds - age_of(l, facts) : 0;
	bool failed = !facts || facts->image->error;
	return wc_clock_ms() + 1000 * (!failed && left > seconds ? left : seconds);
}

/* A registry that does not answer tells nothing new; one that says no does. */
void
wc_lookup_keep(struct wc_lookups *l, struct wc_lookup_entry *e, struct wc_lookup_facts *facts)
{
	bool failed = !facts || facts->image->error, is_silent = !facts || facts->image->is_silent;
	*(failed ? &l->counts.failed : &l->counts.read) += 1;
	e->due = due_after(l, facts);
	e->is_wanted = false;
	l->counts.wanted--;
	if (!facts || (failed && is_silent && e->facts && !e->facts->image->error)) {
		wc_lookup_facts_free(facts);
	} else {
		retire(l, e->facts);
		e->facts = facts;
	}
	free_retired(l, false);
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
	for (struct wc_lookup_entry *e = l->oldest, *next; e; e = next) {
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
