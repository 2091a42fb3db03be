/* HostProcess: every entry counts as an image without a Windows of its own. */
#include "app/host_process.h"

const struct wc_gathered *
wc_as_host_process(wc_arena *arena, const struct wc_gathered *image)
{
	struct wc_gathered *copy = wc_alloc(arena, sizeof(*copy));
	*copy = *image;
	copy->image.family = WC_HOSTPROCESS;
	copy->image.from.of[WC_IMAGE_FAMILY] = WC_FROM_GIVEN;
	copy->image.entries = wc_array(arena, struct wc_image_entry, image->image.entry_count + 1);
	for (size_t i = 0; i < image->image.entry_count; i++) {
		copy->image.entries[i] = image->image.entries[i];
		copy->image.entries[i].family = WC_HOSTPROCESS;
		copy->image.entries[i].family_from = WC_FROM_GIVEN;
	}
	return copy;
}
