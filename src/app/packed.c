/* Packing: the same walk twice, first to measure, then to copy. */
#include "app/packed.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* Where the next part goes; without a block it is only measured. */
struct packing {
	char *block;
	size_t used;
};

static void *
put(struct packing *p, const void *bytes, size_t size, size_t align)
{
	p->used = (p->used + align - 1) & ~(align - 1);
	void *at = p->block ? p->block + p->used : NULL;
	if (at && size)
		memcpy(at, bytes, size);
	p->used += size;
	return at;
}

static void
put_text(struct packing *p, const char **text)
{
	if (*text)
		*text = put(p, *text, strlen(*text) + 1, 1);
}

static void
put_entry(struct packing *p, struct wc_image_entry *e)
{
	bool only_config = e->config_version && e->config_version == e->os_version; /* that they are one pointer means something */
	const char **texts[] = {&e->digest, &e->media_type, &e->architecture, &e->variant, &e->os_version, &e->os_text, &e->remark};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		put_text(p, texts[i]);
	if (only_config)
		e->config_version = e->os_version;
	else
		put_text(p, &e->config_version);
}

static void
put_image(struct packing *p, struct wc_image *image)
{
	const char **texts[] = {&image->reference, &image->repository, &image->tag, &image->digest, &image->index_digest, &image->id,
	                        &image->architecture, &image->os_text, &image->os_version_text, &image->remark};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		put_text(p, texts[i]);
	const struct wc_image_entry *before = image->entries;
	image->entries = put(p, before, image->entry_count * sizeof(*before), alignof(struct wc_image_entry));
	for (size_t i = 0; i < image->entry_count; i++) {
		struct wc_image_entry entry = before[i];
		put_entry(p, &entry);
		if (image->entries)
			image->entries[i] = entry;
	}
}

static struct wc_gathered *
walk(struct packing *p, const struct wc_gathered *image)
{
	struct wc_gathered copy = *image, *kept = put(p, image, sizeof(*image), alignof(struct wc_gathered));
	copy.inferred = NULL;
	if (copy.error)
		copy.error = put(p, copy.error, sizeof(*copy.error), alignof(struct wc_err));
	put_image(p, &copy.image);
	if (kept)
		*kept = copy;
	return kept;
}

struct wc_gathered *
wc_gathered_pack(const struct wc_gathered *image)
{
	struct packing measured = {0}, packed = {0};
	walk(&measured, image);
	packed.block = malloc(measured.used);
	return packed.block ? walk(&packed, image) : NULL;
}
