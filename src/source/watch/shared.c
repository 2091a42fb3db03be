/* wc_shared: a table of chains; a mark stands where the owner's name does. */
#include "source/watch/shared.h"

#include "base/hash.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A text that holds the mark itself is kept as it is. JSON holds none: it writes control characters in other ways. */
enum { MARK = '\x01', BUCKETS = 1 << 12 };

struct wc_shared_text {
	struct wc_shared_text *next; /* of its bucket */
	size_t bucket, holders;
	bool is_marked;
	char bytes[];
};

struct wc_shared {
	struct wc_shared_text *bucket[BUCKETS];
	char *scratch; /* of `size` bytes: a text while it is looked for */
	size_t size;
};

struct wc_shared *
wc_shared_new(void)
{
	return calloc(1, sizeof(struct wc_shared));
}

void
wc_shared_free(struct wc_shared *shared)
{
	for (size_t i = 0; shared && i < BUCKETS; i++)
		for (struct wc_shared_text *text = shared->bucket[i], *next; text; text = next) {
			next = text->next;
			free(text);
		}
	if (shared)
		free(shared->scratch);
	free(shared);
}

/* Into the scratch, the name replaced by the mark; the length. `is_marked`: there is no other mark in it. */
static size_t
mark(struct wc_shared *shared, const char *name, const char *text, bool is_marked)
{
	size_t length = strlen(name);
	char *out = shared->scratch;
	for (const char *found; is_marked && length && (found = strstr(text, name)); text = found + length) {
		memcpy(out, text, (size_t)(found - text));
		out += found - text;
		*out++ = MARK;
	}
	size_t rest = strlen(text) + 1;
	memcpy(out, text, rest);
	return (size_t)(out - shared->scratch) + rest - 1;
}

static bool
make_room(struct wc_shared *shared, size_t size)
{
	char *larger = size > shared->size ? realloc(shared->scratch, size) : shared->scratch;
	if (!larger)
		return false;
	shared->scratch = larger;
	shared->size = size > shared->size ? size : shared->size;
	return true;
}

static size_t
bucket_of(const char *text)
{
	size_t hash = wc_hash(WC_HASH_SEED, text);
	return (hash ^ hash >> 13) & (BUCKETS - 1);
}

struct wc_shared_text *
wc_shared_hold(struct wc_shared *shared, const char *name, const char *text)
{
	bool is_marked = !strchr(text, MARK);
	if (!make_room(shared, strlen(text) + 1))
		return NULL;
	size_t length = mark(shared, name, text, is_marked), bucket = bucket_of(shared->scratch);
	struct wc_shared_text *found = shared->bucket[bucket];
	while (found && (found->is_marked != is_marked || strcmp(found->bytes, shared->scratch) != 0))
		found = found->next;
	if (!found) {
		found = malloc(sizeof(*found) + length + 1);
		if (!found)
			return NULL;
		*found = (struct wc_shared_text){.next = shared->bucket[bucket], .bucket = bucket, .is_marked = is_marked};
		memcpy(found->bytes, shared->scratch, length + 1);
		shared->bucket[bucket] = found;
	}
	found->holders++;
	return found;
}

void
wc_shared_release(struct wc_shared *shared, struct wc_shared_text *text)
{
	struct wc_shared_text **at = &shared->bucket[text->bucket];
	if (--text->holders)
		return;
	while (*at != text)
		at = &(*at)->next;
	*at = text->next;
	free(text);
}

void
wc_shared_print(const struct wc_shared_text *text, const char *name, struct wc_text *out)
{
	const char *at = text->bytes;
	for (const char *found; text->is_marked && (found = strchr(at, MARK)); at = found + 1) {
		wc_text_add(out, at, (size_t)(found - at));
		wc_text_addz(out, name);
	}
	wc_text_addz(out, at);
}
