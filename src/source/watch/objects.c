/* Objects by name: a table of chains, and a mark on each that the last list named it. */
#include "source/watch/objects.h"

#include "base/hash.h"
#include "base/limits.h"
#include "source/watch/shared.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1 << 13 };

struct object {
	struct object *next; /* of its bucket */
	unsigned list;       /* the last one that named it, or was the last when it was put */
	struct wc_shared_text *text;
	char name[];
};

struct wc_objects {
	struct object *bucket[BUCKETS];
	struct wc_shared *texts;
	size_t count;
	unsigned list;
	uint64_t edition;
};

/* Memory that grows and shrinks with a cluster cannot be an arena's. */
struct wc_objects *
wc_objects_new(void)
{
	struct wc_objects *o = calloc(1, sizeof(*o));
	if (o && (o->texts = wc_shared_new()))
		return o;
	free(o);
	return NULL;
}

void
wc_objects_free(struct wc_objects *o)
{
	for (size_t i = 0; o && i < BUCKETS; i++)
		for (struct object *object = o->bucket[i], *next; object; object = next) {
			next = object->next;
			free(object);
		}
	if (o)
		wc_shared_free(o->texts);
	free(o);
}

/* Where the object called `name` hangs, or would. */
static struct object **
find(struct wc_objects *o, const char *name)
{
	size_t hash = wc_hash(WC_HASH_SEED, name);
	struct object **at = &o->bucket[(hash ^ hash >> 13) & (BUCKETS - 1)];
	while (*at && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	return at;
}

/* Hangs a new one there. */
static bool
add(struct wc_objects *o, struct object **at, const char *name, struct wc_shared_text *text)
{
	size_t length = strlen(name);
	struct object *object = text && o->count < WC_LIMIT_WATCHED ? calloc(1, sizeof(*object) + length + 1) : NULL;
	if (!object) {
		if (text)
			wc_shared_release(o->texts, text);
		return false;
	}
	memcpy(object->name, name, length + 1);
	object->text = text;
	object->list = o->list;
	*at = object;
	o->count++;
	o->edition++;
	return true;
}

bool
wc_objects_put(struct wc_objects *o, const char *name, const char *text)
{
	struct object **at = find(o, name);
	struct wc_shared_text *kept = wc_shared_hold(o->texts, name, text);
	if (!*at)
		return add(o, at, name, kept);
	(*at)->list = o->list;
	if (!kept)
		return false;
	o->edition += kept != (*at)->text;
	wc_shared_release(o->texts, (*at)->text);
	(*at)->text = kept;
	return true;
}

static void
cut(struct wc_objects *o, struct object **at)
{
	struct object *object = *at;
	*at = object->next;
	wc_shared_release(o->texts, object->text);
	free(object);
	o->count--;
	o->edition++;
}

void
wc_objects_remove(struct wc_objects *o, const char *name)
{
	struct object **at = find(o, name);
	if (*at)
		cut(o, at);
}

void
wc_objects_list_begin(struct wc_objects *o)
{
	o->list++;
}

void
wc_objects_list_end(struct wc_objects *o)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct object **at = &o->bucket[i]; *at;) {
			if ((*at)->list != o->list)
				cut(o, at);
			else
				at = &(*at)->next;
		}
}

size_t
wc_objects_count(const struct wc_objects *o)
{
	return o->count;
}

uint64_t
wc_objects_edition(const struct wc_objects *o)
{
	return o->edition;
}

bool
wc_objects_each(const struct wc_objects *o, wc_objects_item *item, void *context, struct wc_err *err)
{
	bool good = true;
	struct wc_text text = {.arena = wc_arena_new()};
	for (size_t i = 0; i < BUCKETS && good; i++)
		for (const struct object *object = o->bucket[i]; object && good; object = object->next) {
			text.length = 0;
			wc_shared_print(object->text, object->name, &text);
			good = item(context, wc_text_string(&text), err);
		}
	wc_arena_free(text.arena);
	return good;
}

void
wc_objects_print(const struct wc_objects *o, const char *between, struct wc_text *text)
{
	bool is_first = true;
	for (size_t i = 0; i < BUCKETS; i++)
		for (const struct object *object = o->bucket[i]; object; object = object->next) {
			wc_text_addz(text, is_first ? "" : between);
			wc_shared_print(object->text, object->name, text);
			is_first = false;
		}
}
