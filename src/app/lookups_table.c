/* The table of images in memory: by reference, the oldest first to go; what is replaced goes when nobody reads it any more. */
#include "app/lookups_private.h"
#include "app/packed.h"
#include "base/limits.h"
#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

static size_t
bucket_of(const char *reference)
{
	size_t hash = 5381;
	for (; *reference; reference++)
		hash = hash * 33 + (unsigned char)*reference;
	return (hash ^ hash >> 14) & (WC_LOOKUP_BUCKETS - 1);
}

struct wc_lookup_entry *
wc_lookup_find(struct wc_lookups *l, const char *reference)
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
	e->host_hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < e->host_length; i++)
		e->host_hash = (e->host_hash ^ (unsigned char)e->host[i]) * 0x100000001b3u;
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
	const struct wc_lookup_entry *e = wc_lookup_find(l, name);
	if (e || length < end || strcmp(name + length - end, latest) != 0)
		return e;
	name[length - end] = '\0';
	return wc_lookup_find(l, name);
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

struct wc_lookup_entry *
wc_lookup_add(struct wc_lookups *l, const char *reference)
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

int64_t
wc_lookup_age(const struct wc_lookups *l, const struct wc_lookup_facts *facts)
{
	int64_t age = facts->image->image.seen && l->options.most_seconds ? wc_clock_now() - facts->image->image.seen : 0;
	return age > 0 ? age : 0;
}

/* When what was read just now is to be read again: facts by what is left of their freshness. */
static int64_t
due_after(const struct wc_lookups *l, const struct wc_lookup_facts *facts)
{
	int64_t seconds = l->options.failed_seconds, left = facts ? l->options.fresh_seconds - wc_lookup_age(l, facts) : 0;
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

void
wc_lookup_forget_all(struct wc_lookups *l)
{
	for (struct wc_lookup_entry *e = l->oldest, *next; e; e = next) {
		next = e->after;
		retire(l, e->facts);
		free(e);
	}
	free_retired(l, true);
}
