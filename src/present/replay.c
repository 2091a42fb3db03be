/* Replayable facts. */
#include "present/replay.h"

#include "present/facts_json.h"

/* What an entry says as it is written, where that may differ from what it means; absent where there is nothing. */
static void
written_members(struct wc_json_out *out, const char *os, const char *version, const char *architecture)
{
	if (os)
		wc_json_text(out, "osWritten", os);
	if (version)
		wc_json_text(out, "osVersionWritten", version);
	if (architecture)
		wc_json_text(out, "architectureWritten", architecture);
}

static void
entry_members(struct wc_json_out *out, const struct wc_image_entry *entry)
{
	wc_json_entry(out, entry);
	written_members(out, entry->os_text, entry->os_version, entry->architecture);
	if (entry->config_version) {
		wc_json_text(out, "configVersion", entry->config_version);
		wc_json_bool(out, "configVersionOnly", entry->config_version == entry->os_version);
	}
	wc_json_bool(out, "judgeable", entry->judgeable);
	wc_json_word(out, "versionFrom", &wc_origin_words, entry->version_from);
	wc_json_word(out, "familyFrom", &wc_origin_words, entry->family_from);
}

/* The parts of the reference, which remedies need. */
static void
reference_members(struct wc_json_out *out, const struct wc_image *image)
{
	wc_json_text(out, "repository", image->repository);
	wc_json_text(out, "tag", image->tag);
	if (image->tag_length == 0)
		return;
	wc_json_map(out, "tagVersion");
	wc_json_number(out, "start", (int64_t)image->tag_start);
	wc_json_number(out, "length", (int64_t)image->tag_length);
	wc_json_end(out);
}

void
wc_replay_host(struct wc_text *text, const struct wc_host *host)
{
	struct wc_json_out out = {.text = text};
	wc_json_head(&out, "Host");
	wc_json_host(&out, host);
	wc_json_end(&out);
}

void
wc_replay_image(struct wc_text *text, const struct wc_image *image)
{
	struct wc_json_out out = {.text = text};
	wc_json_head(&out, "Image");
	wc_json_image(&out, image);
	reference_members(&out, image);
	written_members(&out, image->os_text, image->os_version_text, image->architecture);
	wc_json_list(&out, "entries");
	for (size_t i = 0; i < image->entry_count; i++) {
		wc_json_map(&out, NULL);
		entry_members(&out, &image->entries[i]);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
}
