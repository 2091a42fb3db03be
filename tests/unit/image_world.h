/* What the tests of image sources share: a small program with base layers, and reading a text as JSON. */
#ifndef WC_TEST_IMAGE_WORLD_H
#define WC_TEST_IMAGE_WORLD_H

#include "source/image/sources.h"

/* Digests of the layers in the program: a Server Core base, an update on it, a Nano Server base. */
#define BASE_LAYER "sha256:1111111111111111111111111111111111111111111111111111111111111111"
#define UPDATE_LAYER "sha256:2222222222222222222222222222222222222222222222222222222222222222"
#define NANO_LAYER "sha256:3333333333333333333333333333333333333333333333333333333333333333"
#define APP_LAYER "sha256:4444444444444444444444444444444444444444444444444444444444444444"

/* A reading with an arena of its own; end it with world_end. */
struct wc_reading world_begin(void);
void world_end(struct wc_reading *reading);

/* Reads `json` as json:FILE would. */
bool world_read(const struct wc_reading *reading, const char *json, struct wc_image *ret_image, struct wc_err *err);

#endif
