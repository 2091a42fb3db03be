/* Reading one image from its registry, step by step. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_IMAGE_H
#define WC_SOURCE_IMAGE_REGISTRY_IMAGE_H

#include "source/image/registry_session.h"

typedef void wc_registry_image_done(void *context, struct wc_registry_item *item);

/* Starts to read `item`; `done` is called when it is read or failed: at once, or from wc_http_run. */
void wc_registry_image_start(const struct wc_reading *reading, struct wc_registry_item *item, wc_registry_image_done *done,
                             void *context);

/* Binds --creds to the one registry that all items name; where they name several it goes to none of them. */
void wc_registry_creds_bind(struct wc_registry *registry, struct wc_registry_item *const *items, size_t count);

/* A copy of the image whose strings and entries all belong to `arena`. */
struct wc_image wc_image_copy(wc_arena *arena, const struct wc_image *image);

/*
 * Lists the tags of the repository of a question that was answered with 404, and fills `err` with the nearest; `done` is
 * called when that is settled.
 */
typedef void wc_tags_done(void *context);
void wc_registry_suggest(struct wc_registry *registry, wc_arena *arena, const struct wc_question *question, const char *tag,
                         struct wc_err *err, wc_tags_done *done, void *context);

#endif
