/* wc_registry: the session, and many images at once. */
#include "source/image/registry.h"

#include "io/clock.h"
#include "source/image/cache.h"
#include "source/image/named.h"
#include "source/image/registry_image.h"

#include <stdlib.h>
#include <string.h>

enum { JOBS = 16, AHEAD = 2 };

struct wc_registry *
wc_registry_open(const struct wc_registry_options *options)
{
	wc_arena *arena = wc_arena_new();
	struct wc_registry *registry = wc_alloc(arena, sizeof(*registry));
	*registry = (struct wc_registry){.arena = arena, .options = *options};
	registry->options.jobs = options->jobs ? options->jobs : JOBS;
	registry->http = wc_http_open(registry->options.jobs);
	return registry;
}

void
wc_registry_close(struct wc_registry *registry)
{
	if (!registry)
		return;
	wc_http_close(registry->http);
	wc_arena_free(registry->arena);
}

void
wc_registry_deadline(struct wc_registry *registry, int64_t at)
{
	registry->deadline = at;
	wc_http_deadline(registry->http, at);
}

const char *
wc_registry_variable(const struct wc_registry *registry, const char *name)
{
	wc_environment *environment = registry->options.environment;
	const char *value = environment ? environment(registry->arena, name) : NULL;
	/* What is called HOME elsewhere is USERPROFILE on Windows. */
	if (environment && (!value || *value == '\0') && strcmp(name, "HOME") == 0)
		value = environment(registry->arena, "USERPROFILE");
	return value && *value ? value : NULL;
}

/* All images of one call, on their way. */
struct batch {
	const struct wc_reading *reading;
	struct wc_registry_item *items;
	struct wc_registry_item **todo; /* each name once */
	size_t count, next, under_way, done, failed;
};

static int
by_name(const void *a, const void *b)
{
	const struct wc_registry_item *const *one = a, *const *other = b;
	int order = strcmp((*one)->name, (*other)->name);
	return order ? order : (*one > *other) - (*one < *other);
}

static int
by_place(const void *a, const void *b)
{
	const struct wc_registry_item *const *one = a, *const *other = b;
	return (*one > *other) - (*one < *other);
}

static struct wc_registry_item **
sorted(const struct wc_reading *reading, struct wc_registry_item *items, size_t count)
{
	struct wc_registry_item **list = wc_array(reading->arena, struct wc_registry_item *, count + 1);
	for (size_t i = 0; i < count; i++)
		list[i] = &items[i];
	qsort(list, count, sizeof(*list), by_name);
	return list;
}

/* Each name once, in the order in which they were given. */
static void
choose(struct batch *batch, size_t count)
{
	struct wc_registry_item **list = sorted(batch->reading, batch->items, count);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(list[i]->name, list[batch->count - 1]->name) != 0)
			list[batch->count++] = list[i];
	}
	qsort(list, batch->count, sizeof(*list), by_place);
	batch->todo = list;
}

/* Gives those that were named again what the first of their name got. */
static void
share(const struct wc_reading *reading, struct wc_registry_item *items, size_t count)
{
	struct wc_registry_item **list = sorted(reading, items, count);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(list[i]->name, list[i - 1]->name) == 0)
			*list[i] = *list[i - 1];
	}
}

/* Where the registry cannot answer, the tag may, if that is allowed; the error stays as the reason. */
static void
infer(const struct wc_reading *reading, struct wc_registry_item *item)
{
	if (item->is_read || (!reading->offline && !(reading->infer && item->err.fault == WC_FAULT_UNREACHABLE)))
		return;
	struct wc_image image = {.reference = item->name, .version = WC_VERSION_UNKNOWN};
	if (!wc_name_keep(reading, item->name, &image, &item->err))
		return;
	if (image.tag)
		wc_infer_from_tag(reading, &image);
	item->image = image;
	item->is_read = true;
}

static void
image_done(void *context, struct wc_registry_item *item)
{
	struct batch *batch = context;
	const struct wc_registry_options *o = batch->reading->registry ? &batch->reading->registry->options : NULL;
	infer(batch->reading, item);
	batch->under_way--;
	batch->done++;
	batch->failed += !item->is_read;
	if (o && o->progress)
		o->progress(o->progress_context, batch->done, batch->failed, batch->count);
}

/* Starts images while few are under way: a list may name a hundred thousand. */
static void
feed(void *context)
{
	struct batch *batch = context;
	const struct wc_registry *registry = batch->reading->registry;
	size_t most = registry ? (size_t)registry->options.jobs * AHEAD : 1;
	while (batch->next < batch->count && batch->under_way < most) {
		batch->under_way++;
		wc_registry_image_start(batch->reading, batch->todo[batch->next++], image_done, batch);
	}
}

void
wc_registry_read_many(const struct wc_reading *reading, struct wc_registry_item *items, size_t count)
{
	struct batch batch = {.reading = reading, .items = items};
	struct wc_registry *registry = reading->registry;
	choose(&batch, count);
	if (registry && !reading->offline) {
		wc_registry_deadline(registry, reading->deadline);
		if (reading->cache)
			wc_http_meanwhile(registry->http, reading->cache->prepare, reading->cache->context);
		wc_registry_creds_bind(registry, batch.todo, batch.count);
		wc_http_run(registry->http, feed, &batch);
	}
	/* What asks nobody ends at once. */
	while (batch.next < batch.count)
		feed(&batch);
	share(reading, items, count);
}
