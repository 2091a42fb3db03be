/* wc_image_read: THE table of image sources, by the prefix that names them. */
#include "base/diag.h"
#include "base/limits.h"
#include "format/reference.h"
#include "io/file.h"
#include "source/image/registry.h"
#include "source/image/sources.h"

#include <string.h>

/* Prefixes as containers-transports(5) has them; the longest that fits stands first. */
static const struct {
	const char *prefix;
	wc_image_source *read;
	const char *form; /* what stands behind it */
} sources[] = {
	{"os:", wc_source_given, "os:VERSION[,arch=…][,family=…][,features=win32k]"},
	{"json:", wc_source_json, "json:FILE, or json:- for standard input"},
	{"oci:", wc_source_oci_folder, "oci:DIR[:REF]"},
	{"oci-archive:", wc_source_oci_archive, "oci-archive:FILE[:REF]"},
	{"docker-archive:", wc_source_docker_archive, "docker-archive:FILE[:REF]"},
	{"docker-daemon:", wc_source_daemon, "docker-daemon:REF"},
	{"docker://", wc_source_registry, "docker://REF"},
};

/* Prefixes of other tools, or that people expect: what to give instead. */
static const struct {
	const char *prefix, *instead;
} strangers[] = {
	{"containers-storage:", "podman save or skopeo copy make an archive of it: docker-archive:FILE, oci-archive:FILE"},
	{"dir:", "skopeo copy dir:DIR oci:OTHER makes an OCI layout of it: oci:OTHER"},
	{"ostree:", "skopeo copy makes an OCI layout of it: oci:DIR"},
	{"sif:", "only OCI and Docker images can be for Windows"},
	{"tarball:", "name the archive docker-archive:FILE or oci-archive:FILE"},
	{"oci-dir:", "name the folder oci:DIR"},
	{"oci-layout:", "name the folder oci:DIR"},
	{"docker-image:", "name the image alone, or docker://REF"},
	{"file:", "name the file json:FILE, docker-archive:FILE or oci-archive:FILE"},
	{"http:", "images are named without http://"},
	{"https:", "images are named without https://"},
};

enum { SOURCE_COUNT = sizeof(sources) / sizeof(sources[0]), STRANGER_COUNT = sizeof(strangers) / sizeof(strangers[0]) };

static bool
begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

const char *
wc_image_prefix(const char *text)
{
	for (size_t i = 0; i < SOURCE_COUNT; i++) {
		if (begins(text, sources[i].prefix))
			return sources[i].prefix;
	}
	return NULL;
}

const char *
wc_image_reference_part(const char *text)
{
	for (size_t i = 0; i < SOURCE_COUNT; i++)
		if (begins(text, sources[i].prefix))
			return sources[i].read == wc_source_registry ? text + strlen(sources[i].prefix) : NULL;
	return text;
}

/* A file or folder named without a prefix; the name alone does not tell which of the formats it has. */
static bool
path_fail(const char *text, enum wc_path_kind kind, struct wc_err *err)
{
	size_t length = strlen(text);
	bool is_json = length > 5 && strcmp(text + length - 5, ".json") == 0;
	if (kind == WC_PATH_DIRECTORY) {
		wc_fail(err, WC_FAULT_INPUT, "'%.300s' is a folder here, and no prefix says how to read it", text);
		return wc_hint(err, "did you mean oci:%.200s?", text);
	}
	wc_fail(err, WC_FAULT_INPUT, "'%.300s' is a file here, and no prefix says how to read it", text);
	return is_json ? wc_hint(err, "did you mean json:%.200s?", text)
	               : wc_hint(err, "did you mean docker-archive:%.150s or oci-archive:%.150s?", text, text);
}

/* Does the name look like a file's rather than an image's? */
static bool
is_like_file(const char *text)
{
	static const char *const ends[] = {".tar", ".json", ".tgz", ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2"};
	size_t length = strlen(text);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t end = strlen(ends[i]);
		if (length > end && strcmp(text + length - end, ends[i]) == 0)
			return true;
	}
	return false;
}

/* A prefix that is none of ours but nearly one: "docker-archiv:", "ocl-archive:". Short ones may be images' names. */
static const char *
nearly(wc_arena *arena, const char *text)
{
	const char *known[SOURCE_COUNT], *colon = strchr(text, ':');
	size_t count = 0;
	if (!colon || colon - text < 6 || !memchr(text, '-', (size_t)(colon - text)))
		return NULL;
	for (size_t i = 0; i < SOURCE_COUNT; i++)
		known[count++] = sources[i].prefix;
	return wc_nearest(wc_copy(arena, text, (size_t)(colon - text) + 1), known, count);
}

/* What has no prefix of ours: is it one of somebody else's, a path, or an image's name? */
static bool
stranger(const struct wc_reading *reading, const char *text, struct wc_err *err)
{
	for (size_t i = 0; i < STRANGER_COUNT; i++) {
		if (begins(text, strangers[i].prefix)) {
			wc_fail(err, WC_FAULT_INPUT, "'%.300s': images cannot be read from %s", text, strangers[i].prefix);
			return wc_hint(err, "%s", strangers[i].instead);
		}
	}
	const char *near = nearly(reading->arena, text);
	if (near) {
		wc_fail(err, WC_FAULT_INPUT, "'%.300s': there is no such prefix", text);
		return wc_hint(err, "did you mean '%s'? An image of that name is written docker://%.200s", near, text);
	}
	return true;
}

/* Whoever reads a text, and what is handed over to be read. */
struct found {
	wc_image_source *read;
	const char *rest;
};

/* A text without a prefix: an image's name, unless a file of that name stands here and it looks like one. */
static bool
name_find(const struct wc_reading *reading, const char *text, struct found *ret_found, struct wc_err *err)
{
	struct wc_reference reference;
	if (!stranger(reading, text, err))
		return false;
	bool is_name = wc_reference_parse(reading->arena, text, &reference, err);
	*ret_found = (struct found){wc_source_registry, text};
	if (is_name && !is_like_file(text))
		return true;
	enum wc_path_kind kind = wc_path_kind(text);
	if (kind == WC_PATH_FILE || kind == WC_PATH_DIRECTORY)
		return path_fail(text, kind, err);
	if (!is_name && begins(text, "docker:"))
		return wc_hint(err, "a registry's image is written docker://REF, or REF alone");
	return is_name;
}

static bool
source_find(const struct wc_reading *reading, const char *text, struct found *ret_found, struct wc_err *err)
{
	for (size_t i = 0; i < SOURCE_COUNT; i++) {
		if (!begins(text, sources[i].prefix))
			continue;
		*ret_found = (struct found){sources[i].read, text + strlen(sources[i].prefix)};
		if (*ret_found->rest)
			return true;
		wc_fail(err, WC_FAULT_INPUT, "'%s': nothing stands behind the prefix", text);
		return wc_hint(err, "write %s", sources[i].form);
	}
	return name_find(reading, text, ret_found, err);
}

static bool
text_find(const struct wc_reading *reading, const char *text, struct found *ret_found, struct wc_err *err)
{
	if (*text == '\0') {
		wc_fail(err, WC_FAULT_INPUT, "the name of the image is empty");
		return wc_hint(err, "name an image (REF, docker-archive:FILE, oci:DIR, json:FILE) or give its version (os:VERSION)");
	}
	if (strlen(text) > WC_LIMIT_REFERENCE) {
		wc_fail(err, WC_FAULT_INPUT, "'%.60s…': the name of an image holds at most %d bytes", text, WC_LIMIT_REFERENCE);
		return wc_hint(err, "shorten it");
	}
	return source_find(reading, text, ret_found, err);
}

bool
wc_source_registry(const struct wc_reading *reading, const char *name, struct wc_image *image, struct wc_err *err)
{
	struct wc_registry_item item = {.name = name};
	wc_registry_read_many(reading, &item, 1);
	if (!item.is_read && err)
		*err = item.err;
	if (item.is_read)
		*image = item.image;
	return item.is_read;
}

bool
wc_image_read(const struct wc_reading *reading, const char *text, struct wc_image *ret_image, struct wc_err *err)
{
	struct found found;
	struct wc_image image = {.reference = text, .version = WC_VERSION_UNKNOWN};
	if (!text_find(reading, text, &found, err) || !found.read(reading, found.rest, &image, err))
		return false;
	image.reference = wc_copyz(reading->arena, text);
	*ret_image = image;
	return true;
}

/* Hands over all that registries are to be asked for, and puts what they said where it belongs. */
static void
registries_read(const struct wc_reading *reading, struct wc_registry_item *items, const size_t *place, size_t count,
                struct wc_read_image *images)
{
	wc_registry_read_many(reading, items, count);
	for (size_t i = 0; i < count; i++) {
		struct wc_read_image *to = &images[place[i]];
		const char *reference = to->image.reference;
		to->is_read = items[i].is_read;
		to->err = items[i].err;
		to->is_silent = items[i].is_silent;
		if (to->is_read)
			to->image = items[i].image;
		to->image.reference = reference;
	}
}

void
wc_images_read(const struct wc_reading *reading, const char *const *texts, size_t count, struct wc_read_image *ret_images)
{
	struct wc_registry_item *items = wc_array(reading->arena, struct wc_registry_item, count + 1);
	size_t *place = wc_array(reading->arena, size_t, count + 1), asked = 0;
	for (size_t i = 0; i < count; i++) {
		struct wc_read_image *to = &ret_images[i];
		struct found found;
		*to = (struct wc_read_image){.image = {.reference = wc_copyz(reading->arena, texts[i]), .version = WC_VERSION_UNKNOWN}};
		if (!text_find(reading, texts[i], &found, &to->err))
			continue;
		if (found.read == wc_source_registry) {
			items[asked].name = found.rest;
			place[asked++] = i;
			continue;
		}
		to->is_read = found.read(reading, found.rest, &to->image, &to->err);
		if (to->is_read)
			to->err.fault = WC_FAULT_NONE; /* what was tried before is nobody's business */
		to->image.reference = wc_copyz(reading->arena, texts[i]);
	}
	registries_read(reading, items, place, asked, ret_images);
}

bool
wc_image_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length, struct wc_image *ret_image,
                    struct wc_err *err)
{
	return wc_image_from_own_json(reading->arena, name, bytes, length, ret_image, err);
}
