/* --creds: one login, for one registry. */
#include "format/reference.h"
#include "source/image/registry_image.h"

#include <string.h>

void
wc_registry_creds_bind(struct wc_registry *registry, struct wc_registry_item *const *items, size_t count)
{
	const char *key = NULL;
	struct wc_reference reference;
	if (!registry->options.creds)
		return;
	registry->creds_key = NULL;
	wc_arena *scratch = wc_arena_new();
	bool is_one = true;
	for (size_t i = 0; i < count && is_one; i++) {
		if (!wc_reference_parse(scratch, items[i]->name, &reference, NULL))
			continue;
		is_one = !key || strcmp(key, reference.domain) == 0;
		key = reference.domain;
	}
	if (key && is_one)
		registry->creds_key = wc_copyz(registry->arena, key);
	wc_arena_free(scratch);
}
