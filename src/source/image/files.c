/* wc_files: JSON files and blobs of one image; what was read is counted, so that no index can ask for endless work. */
#include "source/image/files.h"

#include "base/limits.h"
#include "io/digest.h"
#include "io/file.h"
#include "io/folder.h"
#include "source/image/members.h"

#include <string.h>

struct wc_files {
	wc_arena *arena;
	const char *path;
	struct wc_members *members; /* of an archive; NULL: a folder */
	struct wc_blobs *blobs;     /* of a registry; NULL: one of the others */
	size_t bytes_read;
};

const char *
wc_files_name(const struct wc_files *files)
{
	return files->path;
}

bool
wc_files_open_folder(wc_arena *arena, const char *path, struct wc_files **ret_files, struct wc_err *err)
{
	enum wc_path_kind kind = wc_path_kind(path);
	if (kind == WC_PATH_FILE) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s is a file, not the folder of an OCI layout", path);
		return wc_hint(err, "is it an archive? oci-archive:FILE and docker-archive:FILE read those, json:FILE a manifest");
	}
	if (kind != WC_PATH_DIRECTORY) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s: there is no such folder", path);
		return wc_hint(err, "check the path; the first colon behind it begins the name of an image in it: oci:DIR:REF");
	}
	struct wc_files *files = wc_alloc(arena, sizeof(*files));
	files->arena = arena;
	files->path = path;
	*ret_files = files;
	return true;
}

bool
wc_files_open_archive(wc_arena *arena, const char *path, struct wc_files **ret_files, struct wc_err *err)
{
	struct wc_files *files = wc_alloc(arena, sizeof(*files));
	if (wc_path_kind(path) == WC_PATH_DIRECTORY) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s is a folder, not an archive", path);
		return wc_hint(err, "is it an OCI layout? Then name it oci:DIR");
	}
	if (!wc_members_open(arena, path, &files->members, err))
		return false;
	files->arena = arena;
	files->path = path;
	*ret_files = files;
	return true;
}

struct wc_files *
wc_files_of_blobs(wc_arena *arena, const char *name, struct wc_blobs *blobs)
{
	struct wc_files *files = wc_alloc(arena, sizeof(*files));
	*files = (struct wc_files){.arena = arena, .path = name, .blobs = blobs};
	return files;
}

bool
wc_files_are_far(const struct wc_files *files)
{
	return files->blobs != NULL;
}

static bool
read_bytes(struct wc_files *files, const char *name, struct wc_member *ret_member, struct wc_err *err)
{
	if (files->members)
		return wc_members_find(files->members, name, ret_member, err);
	char *bytes;
	size_t length;
	if (!wc_folder_read(files->arena, files->path, name, WC_LIMIT_MANIFEST_BYTES, &bytes, &length, err))
		return false;
	*ret_member = (struct wc_member){name, bytes, length};
	return true;
}

static bool
count_bytes(struct wc_files *files, size_t length, struct wc_err *err)
{
	files->bytes_read += length;
	if (files->bytes_read <= WC_LIMIT_IMAGE_BYTES)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%.600s: the manifests and configs of this image hold more than %d bytes", files->path,
	        WC_LIMIT_IMAGE_BYTES);
	return wc_hint(err, "no image needs that; ask whoever made it");
}

/* Is this what the digest promises? */
static bool
verify(const char *name, const struct wc_member *member, const char *digest, long long size, struct wc_err *err)
{
	uint8_t promised[WC_SHA256_BYTES], actual[WC_SHA256_BYTES];
	char text[WC_DIGEST_TEXT];
	if (!wc_digest_parse(digest, promised)) {
		wc_fail(err, WC_FAULT_INPUT, "%s: the digest '%.150s' cannot be verified: only sha256 is known here", name, digest);
		return wc_hint(err, "copy the image with skopeo copy to a layout with sha256 digests");
	}
	wc_sha256(member->bytes, member->length, actual);
	if (memcmp(promised, actual, sizeof(actual)) != 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s: the bytes do not match the digest %s: they hash to %s", name, digest,
		        wc_digest_print(actual, text));
		return wc_hint(err, "the copy is damaged or was altered; copy the image again");
	}
	if (size >= 0 && (unsigned long long)size != member->length) {
		wc_fail(err, WC_FAULT_INPUT, "%s: holds %zu bytes, and its descriptor says %lld", name, member->length, size);
		return wc_hint(err, "the descriptor is wrong; copy or build the image again");
	}
	return true;
}

/* `digest` NULL: nothing to verify. */
static bool
read_json(struct wc_files *files, const char *name, const char *digest, long long size, struct wc_document *ret_document,
          struct wc_err *err)
{
	struct wc_member member;
	const char *shown = wc_printf(files->arena, files->members ? "%s: %s" : "%s/%s", files->path, name);
	if (!read_bytes(files, name, &member, err))
		return false;
	if (!member.bytes) {
		*ret_document = (struct wc_document){.name = shown};
		return true;
	}
	if (!count_bytes(files, member.length, err) || (digest && !verify(shown, &member, digest, size, err)))
		return false;
	return wc_document_parse(files->arena, shown, member.bytes, member.length, ret_document, err);
}

bool
wc_files_json(struct wc_files *files, const char *name, struct wc_document *ret_document, struct wc_err *err)
{
	return read_json(files, name, NULL, -1, ret_document, err);
}

bool
wc_files_json_verified(struct wc_files *files, const char *name, const char *digest, long long size,
                       struct wc_document *ret_document, struct wc_err *err)
{
	return read_json(files, name, digest, size, ret_document, err);
}

/* A blob that was fetched: parsed once, however often it is read. */
static bool
read_fetched(struct wc_files *files, const char *digest, long long size, bool is_config, struct wc_document *ret_document,
             struct wc_err *err)
{
	struct wc_blob *blob = wc_blobs_find(files->blobs, digest, is_config);
	if (blob->state == WC_BLOB_HERE && !blob->document.root) {
		struct wc_member member = {digest, blob->bytes, blob->length};
		const char *shown = wc_printf(files->arena, "%s: %.19s…", files->path, digest);
		if (!count_bytes(files, member.length, err) || !verify(shown, &member, digest, size, err) ||
		    !wc_document_parse(files->arena, shown, blob->bytes, blob->length, &blob->document, err))
			return false;
	}
	*ret_document = blob->document;
	return true;
}

bool
wc_files_blob(struct wc_files *files, const char *digest, long long size, bool is_config, struct wc_document *ret_document,
              struct wc_err *err)
{
	const char *colon = strchr(digest, ':');
	if (!wc_digest_parse(digest, NULL)) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s: the digest '%.150s' cannot be verified: only sha256 is known here", files->path,
		        digest);
		return wc_hint(err, "copy the image with skopeo copy to a layout with sha256 digests");
	}
	if (files->blobs)
		return read_fetched(files, digest, size, is_config, ret_document, err);
	const char *name = wc_printf(files->arena, "blobs/sha256/%s", colon + 1);
	return read_json(files, name, digest, size, ret_document, err);
}
