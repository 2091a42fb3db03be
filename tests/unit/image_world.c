/* The world of the image source tests. */
#include "image_world.h"

#include <string.h>

#define EIGHT(x) x, x, x, x, x, x, x, x
#define LAYER_DIGEST(x) EIGHT(x), EIGHT(x), EIGHT(x), EIGHT(x)

static const struct wc_base_layer layers[] = {
	{.digest = {LAYER_DIGEST(0x11)}, .role = WC_LAYER_BASE, .family = WC_SERVERCORE, .version = {10, 0, 17763, 1}},
	{.digest = {LAYER_DIGEST(0x22)}, .role = WC_LAYER_UPDATE, .family = WC_SERVERCORE, .version = {10, 0, 17763, 5576}},
	{.digest = {LAYER_DIGEST(0x33)}, .role = WC_LAYER_BASE, .family = WC_NANOSERVER, .version = {10, 0, 17763, 3653}},
};
static const struct wc_program program = {.base_layers = layers, .base_layer_count = 3};

struct wc_reading
world_begin(void)
{
	return (struct wc_reading){.arena = wc_arena_new(), .program = &program};
}

void
world_end(struct wc_reading *reading)
{
	wc_arena_free(reading->arena);
}

bool
world_read(const struct wc_reading *reading, const char *json, struct wc_image *ret_image, struct wc_err *err)
{
	struct wc_image image = {.reference = "json:test", .version = WC_VERSION_UNKNOWN};
	if (!wc_image_from_json(reading, "test.json", json, strlen(json), &image, err))
		return false;
	*ret_image = image;
	return true;
}
