/* Pins: the lists of a pod's spec that name images, and what each name becomes. */
#include "serve/pin.h"

#include "format/reference.h"

#include <string.h>

const char *
wc_pin_text(wc_arena *arena, const char *reference, const struct wc_gathered *facts)
{
	struct wc_reference parts;
	const struct wc_image *image = &facts->image;
	const char *digest = image->index_digest ? image->index_digest : image->entry_count == 0 ? image->digest : NULL;
	if (facts->error || facts->age || !image->seen || !digest || !wc_reference_parse(arena, reference, &parts, NULL) || parts.digest)
		return NULL;
	return wc_printf(arena, "%s%s@%s", reference, parts.tag ? "" : ":latest", digest);
}

/* What an image that is named there becomes; NULL where it stays. */
static const char *
pinned(wc_arena *arena, const struct wc_pins *pins, const struct wc_node *name)
{
	for (size_t i = 0; name && i < pins->count; i++)
		if (pins->images[i].reference == name)
			return wc_pin_text(arena, name->text, &pins->facts[i]);
	return NULL;
}

/* With the policy Never the node has it already, perhaps from no registry at all, and under the name that was given. */
static bool
is_never_pulled(const struct wc_node *holder, const char *key)
{
	const char *policy = wc_get_text(holder, key);
	return policy && strcmp(policy, "Never") == 0;
}

static void
replace(struct wc_json_out *out, const char *path, const char *value)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "op", "replace");
	wc_json_text(out, "path", path);
	wc_json_text(out, "value", value);
	wc_json_end(out);
}

void
wc_pins_write(struct wc_json_out *out, wc_arena *arena, const char *root, const struct wc_node *spec, const struct wc_pins *pins)
{
	static const char *const lists[] = {"containers", "initContainers", "ephemeralContainers", "volumes"};
	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++) {
		const struct wc_node *list = wc_get(spec, lists[l]);
		bool is_volumes = strcmp(lists[l], "volumes") == 0;
		size_t i = 0;
		for (const struct wc_node *item = list && list->kind == WC_LIST ? list->child : NULL; item; item = item->next, i++) {
			const struct wc_node *holder = is_volumes ? wc_get(item, "image") : item;
			const char *value = pinned(arena, pins, wc_get(holder, is_volumes ? "reference" : "image"));
			if (value && !is_never_pulled(holder, is_volumes ? "pullPolicy" : "imagePullPolicy"))
				replace(out, wc_printf(arena, "%s/%s/%zu/image%s", root, lists[l], i, is_volumes ? "/reference" : ""), value);
		}
	}
}
