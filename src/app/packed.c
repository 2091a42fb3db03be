/* Packing structs: their bytes that are not zero, then their texts. The same walk writes and reads. */
#include "app/packed.h"

#include "app/packed_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { WORD = 8 };

/* In place of a text's address: it follows; or it is the one before, at the very same address, which means something. */
enum mark { MARK_NONE, MARK_TEXT, MARK_SAME };

static const size_t image_text[] = {
	offsetof(struct wc_image, reference), offsetof(struct wc_image, repository), offsetof(struct wc_image, tag),
	offsetof(struct wc_image, digest), offsetof(struct wc_image, index_digest), offsetof(struct wc_image, id),
	offsetof(struct wc_image, architecture), offsetof(struct wc_image, os_text), offsetof(struct wc_image, os_version_text),
	offsetof(struct wc_image, remark),
};
static const size_t entry_text[] = {
	offsetof(struct wc_image_entry, digest), offsetof(struct wc_image_entry, media_type), offsetof(struct wc_image_entry, architecture),
	offsetof(struct wc_image_entry, variant), offsetof(struct wc_image_entry, os_version), offsetof(struct wc_image_entry, config_version),
	offsetof(struct wc_image_entry, os_text), offsetof(struct wc_image_entry, remark),
};
enum { IMAGE_TEXTS = sizeof(image_text) / sizeof(size_t), ENTRY_TEXTS = sizeof(entry_text) / sizeof(size_t) };
static_assert(offsetof(struct wc_gathered, image) == 0, "its texts stand where those of the image do");
static_assert(sizeof(struct wc_gathered) % WORD == 0 && sizeof(struct wc_image_entry) % WORD == 0, "structs are whole words");

/* Which of the eight bytes are not 0. */
static unsigned char
mask_of(const unsigned char word[WORD])
{
	unsigned mask = 0;
	for (unsigned i = 0; i < WORD; i++)
		mask |= (unsigned)(word[i] != 0) << i;
	return (unsigned char)mask;
}

static void
walk_byte(struct wc_packing *p, unsigned char *byte)
{
	if (p->at)
		*byte = *p->at++;
	else
		wc_text_add(&p->out, (const char *)byte, 1);
}

/* A word: which of its bytes are not 0, and these. */
static void
walk_word(struct wc_packing *p, unsigned char word[WORD])
{
	unsigned char mask = mask_of(word);
	walk_byte(p, &mask);
	for (unsigned i = 0; i < WORD; i++)
		if (mask >> i & 1)
			walk_byte(p, &word[i]);
}

/* A struct, zeroed before it is read, in groups of eight words: which of them are not 0, and these. Most of a struct of facts is zeros. */
static void
walk_struct(struct wc_packing *p, unsigned char *bytes, size_t size)
{
	for (size_t first = 0; first < size; first += WORD * WORD) {
		unsigned char any[WORD] = {0}, mask;
		size_t words = (size - first) / WORD < WORD ? (size - first) / WORD : WORD;
		for (size_t i = 0; i < words; i++)
			any[i] = mask_of(bytes + first + i * WORD);
		mask = mask_of(any);
		walk_byte(p, &mask);
		for (size_t i = 0; i < words; i++)
			if (mask >> i & 1)
				walk_word(p, bytes + first + i * WORD);
	}
}

/* The address of a text in a struct. */
static const char **
text_at(void *object, size_t offset)
{
	return (const char **)((unsigned char *)object + offset);
}

/* A struct, which is changed, and its texts. */
static void
write_object(struct wc_packing *p, void *object, size_t size, const size_t *offset, size_t count)
{
	const char *text[IMAGE_TEXTS], *before = NULL;
	for (size_t i = 0; i < count; i++) {
		const char *here = *text_at(object, offset[i]);
		enum mark mark = !here ? MARK_NONE : here == before ? MARK_SAME : MARK_TEXT;
		text[i] = mark == MARK_TEXT ? here : NULL;
		*text_at(object, offset[i]) = (const char *)(uintptr_t)mark;
		before = here;
	}
	walk_struct(p, object, size);
	for (size_t i = 0; i < count; i++)
		if (text[i])
			wc_pack_text(p, text[i]);
}

static void
read_object(struct wc_packing *p, void *object, size_t size, const size_t *offset, size_t count)
{
	const char *before = NULL;
	walk_struct(p, object, size);
	for (size_t i = 0; i < count; i++) {
		const char **at = text_at(object, offset[i]);
		uintptr_t mark = (uintptr_t)*at;
		if (mark != MARK_NONE)
			*at = mark == MARK_SAME ? before : wc_unpack_text(p);
		before = *at;
	}
}

static void
write_all(struct wc_packing *p, const struct wc_gathered *image)
{
	struct wc_gathered copy = *image;
	copy.error = copy.inferred = NULL;
	copy.image.entries = NULL;
	write_object(p, &copy, sizeof(copy), image_text, IMAGE_TEXTS);
	for (size_t i = 0; i < image->image.entry_count; i++) {
		struct wc_image_entry entry = image->image.entries[i];
		write_object(p, &entry, sizeof(entry), entry_text, ENTRY_TEXTS);
	}
	if (!image->error)
		return;
	wc_text_add(&p->out, (const char *)&image->error->fault, sizeof(image->error->fault));
	wc_pack_text(p, image->error->text);
	wc_pack_text(p, image->error->hint);
}

static const struct wc_err *
read_error(struct wc_packing *p)
{
	struct wc_err *err = wc_alloc(p->arena, sizeof(*err));
	memcpy(&err->fault, p->at, sizeof(err->fault));
	p->at += sizeof(err->fault);
	strcpy(err->text, wc_unpack_text(p));
	strcpy(err->hint, wc_unpack_text(p));
	return err;
}

struct wc_packed *
wc_gathered_pack(const struct wc_gathered *image, const char *reference)
{
	wc_arena *arena = wc_arena_new();
	struct wc_packing p = {.reference = reference, .out = {.arena = arena}};
	write_all(&p, image);
	struct wc_packed *packed = malloc(sizeof(*packed) + p.out.length);
	if (packed) {
		*packed = (struct wc_packed){.seen = image->image.seen, .is_error = image->error, .is_silent = image->is_silent};
		memcpy(packed->bytes, p.out.bytes, p.out.length);
	}
	wc_arena_free(arena);
	return packed;
}

struct wc_gathered
wc_gathered_unpack(wc_arena *arena, const struct wc_packed *packed, const char *reference)
{
	struct wc_packing p = {.arena = arena, .reference = reference, .at = packed->bytes};
	struct wc_gathered image = {0};
	read_object(&p, &image, sizeof(image), image_text, IMAGE_TEXTS);
	struct wc_image_entry *entries = wc_array(arena, struct wc_image_entry, image.image.entry_count);
	for (size_t i = 0; i < image.image.entry_count; i++)
		read_object(&p, &entries[i], sizeof(entries[i]), entry_text, ENTRY_TEXTS);
	image.image.entries = image.image.entry_count ? entries : NULL;
	image.error = packed->is_error ? read_error(&p) : NULL;
	return image;
}
