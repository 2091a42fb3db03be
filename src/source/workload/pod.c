/* A Kubernetes pod spec: its images, and which of them are HostProcess containers. */
#include "source/workload/pod.h"

#include "source/workload/scalar.h"

#include <string.h>

static const char *const part_words[] = {
#define WC_WORD_ITEM(name, word) word,
	WC_POD_PART_WORDS(WC_WORD_ITEM)
#undef WC_WORD_ITEM
};
const struct wc_words wc_pod_part_words = {"a part of a pod", part_words, sizeof(part_words) / sizeof(part_words[0])};

/* Where each part stands in a pod spec. */
static const struct {
	const char *key;
	uint8_t part;
} lists[] = {
	{"containers", WC_POD_CONTAINER},
	{"initContainers", WC_POD_INIT_CONTAINER},
	{"ephemeralContainers", WC_POD_EPHEMERAL_CONTAINER},
	{"volumes", WC_POD_VOLUME},
};
enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

/* securityContext.windowsOptions.hostProcess of a pod or a container; NULL where it says nothing. */
static const struct wc_node *
host_process_of(const struct wc_node *item)
{
	return wc_get(wc_get(wc_get(item, "securityContext"), "windowsOptions"), "hostProcess");
}

/* What the container says of itself, else what the pod says (KEP-1981). */
static bool
is_host_process(const struct wc_node *spec, const struct wc_node *container)
{
	const struct wc_node *own = host_process_of(container);
	return wc_is_true(own ? own : host_process_of(spec));
}

static const struct wc_node *
reference_of(const struct wc_node *item, uint8_t part)
{
	const struct wc_node *image = wc_get(item, "image");
	const struct wc_node *reference = part == WC_POD_VOLUME ? wc_get(image, "reference") : image;
	return reference && reference->kind == WC_STRING ? reference : NULL;
}

/* Adds the images of one list; without memory it only counts. */
static size_t
add_images(const struct wc_node *spec, size_t list, struct wc_pod_image *images)
{
	size_t count = 0;
	const struct wc_node *items = wc_get(spec, lists[list].key);
	uint8_t part = lists[list].part;
	for (const struct wc_node *item = items ? items->child : NULL; item; item = item->next) {
		const struct wc_node *reference = reference_of(item, part);
		if (reference && images)
			images[count] = (struct wc_pod_image){.reference = reference, .name = wc_get_text(item, "name"), .part = part,
			                                      .host_process = part != WC_POD_VOLUME && is_host_process(spec, item)};
		count += reference != NULL;
	}
	return count;
}

const struct wc_pod_image *
wc_pod_images(wc_arena *arena, const struct wc_node *spec, size_t *ret_count)
{
	size_t room = 0, count = 0;
	for (size_t i = 0; i < LISTS; i++)
		room += add_images(spec, i, NULL);
	struct wc_pod_image *images = wc_array(arena, struct wc_pod_image, room + 1);
	for (size_t i = 0; i < LISTS; i++)
		count += add_images(spec, i, images + count);
	*ret_count = count;
	return images;
}

bool
wc_pod_is_host_process(const struct wc_node *spec)
{
	if (wc_is_true(host_process_of(spec)))
		return true;
	for (size_t i = 0; i < LISTS; i++) {
		const struct wc_node *items = lists[i].part == WC_POD_VOLUME ? NULL : wc_get(spec, lists[i].key);
		for (const struct wc_node *item = items ? items->child : NULL; item; item = item->next)
			if (wc_is_true(host_process_of(item)))
				return true;
	}
	return false;
}
