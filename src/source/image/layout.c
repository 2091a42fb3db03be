/* oci:DIR and oci-archive:FILE: an OCI image layout, and which of its images is meant. */
#include "source/image/named.h"
#include "source/image/path.h"
#include "source/image/sources.h"
#include "source/image/walk.h"

#include <string.h>

/* The images that index.json names. */
struct choice {
	const struct wc_descriptor **item;
	size_t count;
};

static bool
is_named(wc_arena *arena, const struct wc_descriptor *descriptor, const char *reference)
{
	return (descriptor->name && strcmp(descriptor->name, reference) == 0) ||
	       wc_path_same_name(arena, descriptor->full_name, reference);
}

/* Those that `reference` means; without one, all that are images: signatures and the like are passed over. */
static struct choice
choose(wc_arena *arena, const struct wc_descriptors *list, const char *reference)
{
	struct choice choice = {wc_array(arena, const struct wc_descriptor *, list->count), 0};
	size_t number;
	if (reference && wc_path_number(reference, &number)) {
		if (number < list->count)
			choice.item[choice.count++] = &list->item[number];
		return choice;
	}
	for (size_t i = 0; i < list->count; i++) {
		const struct wc_descriptor *d = &list->item[i];
		if (reference ? is_named(arena, d, reference) : d->is_index || d->entry.judgeable)
			choice.item[choice.count++] = d;
	}
	if (choice.count == 0 && !reference && list->count == 1)
		choice.item[choice.count++] = &list->item[0];
	return choice;
}

/* Some exporters write the platforms of one image straight into index.json: one name or none, and each has a platform. */
static bool
is_one_image(const struct choice *choice)
{
	const char *name = choice->item[0]->name;
	for (size_t i = 0; i < choice->count; i++) {
		const struct wc_descriptor *d = choice->item[i];
		if (!d->has_platform || d->is_index || !name != !d->name || (name && strcmp(name, d->name) != 0))
			return false;
	}
	return true;
}

static bool
choice_fail(const struct wc_reading *reading, struct wc_files *files, const struct wc_descriptors *list, const char *reference, bool is_absent,
            struct wc_err *err)
{
	wc_arena *arena = reading->arena;
	const char **names = wc_array(arena, const char *, list->count);
	for (size_t i = 0; i < list->count; i++)
		names[i] = list->item[i].name ? list->item[i].name : list->item[i].full_name;
	return is_absent && reference ? wc_path_absent(arena, wc_files_name(files), reference, names, list->count, err)
	                              : wc_path_ambiguous(arena, wc_files_name(files), names, list->count, err);
}

/* The marker that makes a folder an OCI layout. */
static bool
check_marker(struct wc_files *files, struct wc_err *err)
{
	struct wc_document marker;
	const char *version;
	if (!wc_files_json(files, "oci-layout", &marker, err))
		return false;
	if (!marker.root) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s is no OCI layout: it has no file oci-layout", wc_files_name(files));
		return wc_hint(err, "docker-archive:FILE reads what docker save wrote; skopeo copy makes an OCI layout of anything");
	}
	if (!wc_document_text(&marker, marker.root, "imageLayoutVersion", &version, err))
		return false;
	if (!version || strncmp(version, "1.", 2) != 0) {
		wc_document_fail(&marker, marker.root, err, "is not of layout version 1: imageLayoutVersion is %.40s",
		                 version ? version : "missing");
		return wc_hint(err, "copy the image with skopeo copy to a layout of version 1.0.0");
	}
	return true;
}

static bool
layout_read(const struct wc_reading *reading, struct wc_files *files, const char *reference, struct wc_image *image,
            struct wc_err *err)
{
	struct wc_document index;
	struct wc_descriptors list;
	if (!check_marker(files, err) || !wc_files_json(files, "index.json", &index, err))
		return false;
	if (!index.root) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s has no index.json: it names no image", wc_files_name(files));
		return wc_hint(err, "the copy is not complete; copy the image again");
	}
	if (!wc_index_read(reading->arena, &index, &list, err))
		return false;
	struct choice choice = choose(reading->arena, &list, reference);
	if (choice.count == 0 || (choice.count > 1 && !is_one_image(&choice)))
		return choice_fail(reading, files, &list, reference, choice.count == 0, err);
	if (!wc_walk(reading, files, choice.item, choice.count, image, err))
		return false;
	wc_name_complete(reading, choice.item[0]->full_name, image);
	return true;
}

bool
wc_source_oci_folder(const struct wc_reading *reading, const char *text, struct wc_image *image, struct wc_err *err)
{
	const char *path, *reference;
	struct wc_files *files;
	return wc_path_split(reading->arena, text, &path, &reference, err) &&
	       wc_files_open_folder(reading->arena, path, &files, err) && layout_read(reading, files, reference, image, err);
}

bool
wc_source_oci_archive(const struct wc_reading *reading, const char *text, struct wc_image *image, struct wc_err *err)
{
	const char *path, *reference;
	struct wc_files *files;
	return wc_path_split(reading->arena, text, &path, &reference, err) &&
	       wc_files_open_archive(reading->arena, path, &files, err) && layout_read(reading, files, reference, image, err);
}
