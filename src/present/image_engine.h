/* What an engine takes of images, as bytes: for `wincompat image --engine`. */
#ifndef WC_PRESENT_IMAGE_ENGINE_H
#define WC_PRESENT_IMAGE_ENGINE_H

#include "present/answers.h"

/* For each image on each host: what is taken, every entry under every form of the matcher, why, and what to do. */
void wc_present_engine_text(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                            const struct wc_present_options *options);

/*
 * Image objects (contract 9) with `selections`, one for each host. Answers are hosts outer and `image_count` images inner;
 * `pretty`: one Image or an ImageList, else one Image a line.
 */
void wc_present_engine_json(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count, size_t image_count,
                            bool pretty, const struct wc_present_options *options);

#endif
