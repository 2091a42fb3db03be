/* Images as bytes: every fact, every entry, and where each was read. */
#include "present/image.h"

#include "present/facts_json.h"
#include "present/facts_text.h"
#include "present/safe.h"

static void
entry_line(struct wc_text *out, const struct wc_image_entry *entry)
{
	char version[WC_VERSION_TEXT];
	bool readable = entry->version.build || !entry->os_version;
	wc_text_addz(out, "  ");
	wc_add_cell(out, wc_word(&wc_os_words, entry->os), 9);
	wc_add_cell(out, entry->architecture ? entry->architecture : wc_word(&wc_arch_words, entry->arch), 9);
	wc_add_cell(out, readable ? wc_version_print(entry->version, version) : entry->os_version, 20);
	wc_add_cell(out, entry->judgeable ? "" : "(no image)", entry->judgeable ? 0 : 12);
	wc_add_safe(out, entry->digest ? entry->digest : "");
	wc_text_addz(out, "\n");
	if (entry->remark)
		wc_add_fact(out, "  note", entry->remark, WC_FROM_NOWHERE);
}

/* The version, also where it is none. */
static void
version_line(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_image *image)
{
	unsigned from = image->from.of[WC_IMAGE_OS_VERSION];
	if (image->version.build == 0 && image->os_version_text)
		wc_add_fact(out, "version", image->os_version_text, from);
	else
		wc_add_fact_version(out, arena, program, image->version, WC_PRODUCT_UNKNOWN, from);
}

/* The facts of the one image that is meant. */
static void
image_lines(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_image *image)
{
	const uint8_t *from = image->from.of;
	if (image->os == WC_OS_OTHER && image->os_text)
		wc_add_fact(out, "os", image->os_text, from[WC_IMAGE_OS]);
	else
		wc_add_fact_word(out, "os", &wc_os_words, image->os, from[WC_IMAGE_OS]);
	version_line(out, arena, program, image);
	if (image->remark)
		wc_add_fact(out, "note", image->remark, WC_FROM_NOWHERE);
	if (image->architecture && image->arch == WC_ARCH_OTHER)
		wc_add_fact(out, "architecture", image->architecture, from[WC_IMAGE_ARCHITECTURE]);
	else
		wc_add_fact_word(out, "architecture", &wc_arch_words, image->arch, from[WC_IMAGE_ARCHITECTURE]);
	wc_add_fact_word(out, "family", &wc_family_words, image->family, from[WC_IMAGE_FAMILY]);
	if (image->win32k)
		wc_add_fact_word(out, "win32k", &wc_tri_words, image->win32k, from[WC_IMAGE_FEATURES]);
}

/* An index stands for several images; a host chooses one of them. */
static void
index_lines(struct wc_text *out, const struct wc_image *image)
{
	if (image->digest)
		wc_add_fact(out, "digest", image->digest, WC_FROM_NOWHERE);
	if (image->index_digest)
		wc_add_fact(out, "index digest", image->index_digest, WC_FROM_NOWHERE);
	if (image->entry_count)
		wc_text_printf(out, "entries (%zu)\n", image->entry_count);
	for (size_t i = 0; i < image->entry_count; i++)
		entry_line(out, &image->entries[i]);
}

void
wc_present_images_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                       const struct wc_image_answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		wc_text_addz(out, i ? "\n" : "");
		wc_add_fact(out, "image", answers[i].image->reference, WC_FROM_NOWHERE);
		if (!answers[i].error) {
			if (answers[i].image->entry_count == 0)
				image_lines(out, arena, program, answers[i].image);
			index_lines(out, answers[i].image);
			continue;
		}
		wc_add_fact(out, "error", answers[i].error->text, WC_FROM_NOWHERE);
		if (*answers[i].error->hint)
			wc_add_fact(out, "do", answers[i].error->hint, WC_FROM_NOWHERE);
	}
}

void
wc_json_image_answer(struct wc_json_out *out, const struct wc_image_answer *answer)
{
	wc_json_image(out, answer->image);
	wc_json_list(out, "entries");
	for (size_t i = 0; i < answer->image->entry_count; i++) {
		wc_json_map(out, NULL);
		wc_json_entry(out, &answer->image->entries[i]);
		wc_json_end(out);
	}
	wc_json_end(out);
	if (answer->error)
		wc_json_text(out, "error", answer->error->text);
}

void
wc_present_images_json(struct wc_text *text, const struct wc_image_answer *answers, size_t count)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, count == 1 ? "Image" : "ImageList");
	if (count == 1)
		wc_json_image_answer(&out, &answers[0]);
	else
		wc_json_list(&out, "images");
	for (size_t i = 0; count != 1 && i < count; i++) {
		wc_json_map(&out, NULL);
		wc_json_image_answer(&out, &answers[i]);
		wc_json_end(&out);
	}
	if (count != 1)
		wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_images_ndjson(struct wc_text *text, const struct wc_image_answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct wc_json_out out = {.text = text};
		wc_json_head(&out, "Image");
		wc_json_image_answer(&out, &answers[i]);
		wc_json_end(&out);
		wc_text_addz(text, "\n");
	}
}
