/* Images as bytes: for `wincompat image`. */
#ifndef WC_PRESENT_IMAGE_H
#define WC_PRESENT_IMAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/facts.h"
#include "model/program.h"

#include <stddef.h>

struct wc_text;
struct wc_json_out;

/* One image that was asked for. Borrowed. */
struct wc_image_answer {
	const struct wc_image *image; /* where it could not be read at least `reference` is set */
	const struct wc_err *error;   /* why it could not be read, or NULL */
};

/* The members of an Image object into the open map. */
void wc_json_image_answer(struct wc_json_out *out, const struct wc_image_answer *answer);

/* Every fact of each image, its entries, and where each was read, for people. `arena` is for scratch. */
void wc_present_images_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                            const struct wc_image_answer *answers, size_t count);

/* One Image object, or an ImageList where `count` is not 1. */
void wc_present_images_json(struct wc_text *out, const struct wc_image_answer *answers, size_t count);

/* One Image object a line, also for those that failed. Source: contract 9. */
void wc_present_images_ndjson(struct wc_text *out, const struct wc_image_answer *answers, size_t count);

#endif
