/* wc_content_find: what a JSON text of the image world is, and by which command a wrong one was made. */
#include "source/image/manifest.h"

#include <string.h>

static bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);
	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Texts that look like image facts and are none, by a key that only they have: what they are, and what to give instead. */
static const struct {
	const char *key, *what, *instead;
} strangers[] = {
	{"fsLayers", "is a Docker schema 1 manifest, which does not say for which Windows it was made",
	 "pull and push the image with an engine of today, or give the version by os:…"},
	{"imageLayoutVersion", "is the marker file of an OCI layout", "name its directory: oci:DIR"},
	{"SchemaV2Manifest", "is the output of `docker manifest inspect --verbose`", "leave --verbose out"},
	{"OCIManifest", "is the output of `docker manifest inspect --verbose`", "leave --verbose out"},
	{"DockerVersion", "looks like the output of `skopeo inspect`, which leaves the Windows version out",
	 "use `skopeo inspect --raw` or `skopeo inspect --config`"},
	{"LayersData", "is the output of `skopeo inspect`, which leaves the Windows version out",
	 "use `skopeo inspect --raw` or `skopeo inspect --config`"},
	{"State", "describes a container, not an image", "use `docker image inspect IMAGE`"},
	{"nodeInfo", "describes a Kubernetes node, not an image", "give it as a host: --host @FILE"},
	{"ServerVersion", "is the output of `docker info`", "give it as a host: --host @FILE"},
};

static bool
stranger(const struct wc_document *document, const struct wc_node *map, struct wc_err *err)
{
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		if (wc_get(map, strangers[i].key)) {
			wc_document_fail(document, map, err, "%s", strangers[i].what);
			return wc_hint(err, "%s", strangers[i].instead);
		}
	}
	wc_document_fail(document, map, err, "is no manifest, index, image config or `docker image inspect` output");
	return wc_hint(err, "`skopeo inspect --raw docker://REF` and `docker image inspect REF` print what is wanted here");
}

/* A list: `docker image inspect`, or the manifest.json of an archive. */
static bool
list_find(const struct wc_document *document, enum wc_content *ret_content, struct wc_err *err)
{
	const struct wc_node *first = document->root->child;
	if (!first) {
		wc_document_fail(document, document->root, err, "is an empty list: no image was found when it was written");
		return wc_hint(err, "give the output of `docker image inspect` of an image that is there");
	}
	if (wc_get(first, "Config") && wc_get(first, "Config")->kind == WC_STRING && wc_get(first, "Layers")) {
		wc_document_fail(document, first, err, "is from the manifest.json of a `docker save` archive");
		return wc_hint(err, "name the whole archive: docker-archive:FILE");
	}
	if (!wc_get(first, "Os"))
		return stranger(document, first, err);
	if (first->next) {
		wc_document_fail(document, document->root, err, "holds %zu images, and one is wanted", document->root->count);
		return wc_hint(err, "inspect one image at a time, or take one out: jq '.[0]' FILE | … json:-");
	}
	*ret_content = WC_CONTENT_INSPECTION;
	return true;
}

/* A text that one reader takes for an index and another for a manifest means two images under one digest. */
static bool
both_fail(const struct wc_document *document, struct wc_err *err)
{
	wc_document_fail(document, document->root, err, "is written as an index and as a manifest at once");
	return wc_hint(err, "engines would disagree on what it is; ask whoever made the image for a proper one");
}

static bool
is_schema_1(const struct wc_node *root, const char *media_type)
{
	const struct wc_node *version = wc_get(root, "schemaVersion");
	return (version && version->kind == WC_NUMBER && strcmp(version->text, "1") == 0) ||
	       (media_type && strstr(media_type, "docker.distribution.manifest.v1+"));
}

static bool
map_find(const struct wc_document *document, enum wc_content *ret_content, struct wc_err *err)
{
	const struct wc_node *root = document->root;
	const char *media_type;
	if (!wc_document_text(document, root, "mediaType", &media_type, err))
		return false;
	bool says_index = media_type && (ends_with(media_type, ".image.index.v1+json") || ends_with(media_type, ".manifest.list.v2+json"));
	bool says_manifest = media_type && (ends_with(media_type, ".image.manifest.v1+json") ||
	                                    ends_with(media_type, ".distribution.manifest.v2+json"));
	bool is_index = wc_get(root, "manifests"), is_manifest = wc_get(root, "config") && wc_get(root, "layers");
	if (is_schema_1(root, media_type)) {
		wc_document_fail(document, root, err, "%s", strangers[0].what);
		return wc_hint(err, "%s", strangers[0].instead);
	}
	if ((is_index && (says_manifest || is_manifest || wc_get(root, "layers"))) || (is_manifest && says_index))
		return both_fail(document, err);
	if (is_index || is_manifest)
		*ret_content = is_index ? WC_CONTENT_INDEX : WC_CONTENT_MANIFEST;
	else if (wc_get(root, "Os") && (wc_get(root, "RootFS") || wc_get(root, "Id") || wc_get(root, "OsVersion")))
		*ret_content = WC_CONTENT_INSPECTION;
	else if (wc_get(root, "os") && (wc_get(root, "architecture") || wc_get(root, "rootfs")))
		*ret_content = WC_CONTENT_CONFIG;
	else
		return stranger(document, root, err);
	return true;
}

bool
wc_content_find(const struct wc_document *document, enum wc_content *ret_content, struct wc_err *err)
{
	if (document->root->kind == WC_LIST)
		return list_find(document, ret_content, err);
	if (document->root->kind == WC_MAP)
		return map_find(document, ret_content, err);
	return stranger(document, document->root, err);
}
