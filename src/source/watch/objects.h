/* The objects of one kind as a cluster has them now: what is kept of each, by name. For one thread at a time. */
#ifndef WC_SOURCE_WATCH_OBJECTS_H
#define WC_SOURCE_WATCH_OBJECTS_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct wc_objects;

/* None yet; NULL where memory is out. Free with wc_objects_free. */
struct wc_objects *wc_objects_new(void);
void wc_objects_free(struct wc_objects *objects);

/*
 * Keeps `text` (copied) of the object called `name`, in place of what was kept of it. False where there are WC_LIMIT_WATCHED others,
 * or memory is out; it is as it was then.
 */
bool wc_objects_put(struct wc_objects *objects, const char *name, const char *text);

/* Forgets it, where there is one. */
void wc_objects_remove(struct wc_objects *objects, const char *name);

/* A list begins; and it has ended: what was not put meanwhile is forgotten. */
void wc_objects_list_begin(struct wc_objects *objects);
void wc_objects_list_end(struct wc_objects *objects);

/* How many there are, and a number that is another one whenever something that is kept has changed. */
size_t wc_objects_count(const struct wc_objects *objects);
uint64_t wc_objects_edition(const struct wc_objects *objects);

/* Hands over what is kept of each, in any order. False and `err` (which `item` fills) end it. */
typedef bool wc_objects_item(void *context, const char *text, struct wc_err *err);
bool wc_objects_each(const struct wc_objects *objects, wc_objects_item *item, void *context, struct wc_err *err);

/* Adds all that is kept, with `between` after each but the last. */
void wc_objects_print(const struct wc_objects *objects, const char *between, struct wc_text *text);

#endif
