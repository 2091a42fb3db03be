/* The table of images in memory: by reference, the oldest first to go. */
#include "app/lookups_private.h"
#include "base/hash.h"
#include "base/limits.h"
#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

static size_t
bucket_of(const char *reference)
{
	size_t hash = wc_hash(WC_HASH_SEED, reference);
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
	free(e->facts);
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
	if (!tagged || !tagged->facts || tagged->facts->is_error)
		return;
	wc_arena *scratch = wc_arena_new();
	struct wc_gathered same = wc_gathered_unpack(scratch, tagged->facts, tagged->reference);
	const char *digest = same.image.index_digest ? same.image.index_digest : same.image.digest;
	if (digest && strcmp(digest, at + 1) == 0) {
		same.image.reference = e->reference;
		same.image.seen = 0; /* a digest has no age */
		wc_lookup_set(e, wc_gathered_pack(&same, e->reference));
		e->due = wc_clock_ms() + 1000 * (int64_t)l->options.fresh_seconds;
	}
	wc_arena_free(scratch);
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
wc_lookup_age(const struct wc_lookups *l, const struct wc_lookup_entry *e)
{
	return e->facts->seen && l->options.most_seconds ? (wc_clock_ms() - e->said) / 1000 : 0;
}

void
wc_lookup_set(struct wc_lookup_entry *e, struct wc_packed *facts)
{
	int64_t age = facts ? wc_clock_now() - facts->seen : 0;
	free(e->facts);
	e->facts = facts;
	e->said = wc_clock_ms() - 1000 * (age > 0 ? age : 0);
}

/* When what was read just now is to be read again: facts by what is left of their freshness. */
static int64_t
due_after(const struct wc_lookups *l, const struct wc_lookup_entry *e, bool failed)
{
	int64_t seconds = l->options.failed_seconds, left = failed ? 0 : l->options.fresh_seconds - wc_lookup_age(l, e);
	return wc_clock_ms() + 1000 * (left > seconds ? left : seconds);
}

/* A registry that does not answer tells nothing new; one that says no does. */
void
wc_lookup_keep(struct wc_lookups *l, struct wc_lookup_entry *e, struct wc_packed *facts)
{
	bool failed = !facts || facts->is_error, is_silent = !facts || facts->is_silent;
	*(failed ? &l->counts.failed : &l->counts.read) += 1;
	e->is_wanted = false;
	l->counts.wanted--;
	if (!facts || (failed && is_silent && e->facts && !e->facts->is_error))
		free(facts);
	else
		wc_lookup_set(e, facts);
	e->due = due_after(l, e, failed);
}

void
wc_lookup_forget_all(struct wc_lookups *l)
{
	for (struct wc_lookup_entry *e = l->oldest, *next; e; e = next) {
		next = e->after;
		free(e->facts);
		free(e);
	}
}
