/* wc_archive_stream: file, decompressor and tar reader, tied together by counting callbacks. */
#include "io/archive_stream.h"

#include "base/limits.h"
#include "io/descriptor.h"

#include <errno.h>
#include <string.h>

/* The compressions that image tools write, by the first bytes of the file. */
static const struct packing {
	const char *name;
	int filter;
	size_t length;
	const char *magic;
} packings[] = {
	{"gzip", ARCHIVE_FILTER_GZIP, 2, "\x1f\x8b"},
	{"bzip2", ARCHIVE_FILTER_BZIP2, 3, "BZh"},
	{"xz", ARCHIVE_FILTER_XZ, 6, "\xfd"
	                            "7zXZ\0"},
	{"zstd", ARCHIVE_FILTER_ZSTD, 4, "\x28\xb5\x2f\xfd"},
};

static bool
refuse(struct wc_archive_stream *stream, const char *what, const char *hint)
{
	if (!stream->refused) {
		wc_fail(stream->err, WC_FAULT_INPUT, "%s %s", stream->path, what);
		wc_hint(stream->err, "%s", hint);
	}
	stream->refused = true;
	return false;
}

/* Reads the next block of the file, for whichever reader stands first. */
static la_ssize_t
read_file(struct archive *reader, void *context, const void **ret_block)
{
	(void)reader;
	struct wc_archive_stream *stream = context;
	int64_t n = wc_read(stream->fd, stream->block, sizeof(stream->block));
	if (n < 0) {
		refuse(stream, "cannot be read", "check the disk");
		return -1;
	}
	stream->at += n;
	*ret_block = stream->block;
	return (la_ssize_t)n;
}

/* Charges `length` more bytes to the caps. */
static bool
charge(struct wc_archive_stream *stream, int64_t length)
{
	static const char hint[] = "this is no image archive: it looks damaged or hostile";
	stream->given += length;
	stream->header_budget -= length;
	if (stream->given > WC_LIMIT_ARCHIVE_BYTES)
		return refuse(stream, "unpacks to more than 64 GB", hint);
	if (stream->unpacker && stream->given > WC_LIMIT_ARCHIVE_FREE && stream->given / WC_LIMIT_ARCHIVE_RATIO > stream->at)
		return refuse(stream, "is a decompression bomb: it unpacks to more than 200 times its size", hint);
	if (stream->header_budget < 0)
		return refuse(stream, "has a member with more than 4 MB of headers", hint);
	return true;
}

static la_ssize_t
read_plain(struct archive *tar, void *context, const void **ret_block)
{
	la_ssize_t n = read_file(tar, context, ret_block);
	return n > 0 && !charge(context, n) ? -1 : n;
}

static bool
refuse_packed(struct wc_archive_stream *stream, const char *why)
{
	if (!stream->refused) {
		wc_fail(stream->err, WC_FAULT_INPUT, "%s is a damaged or truncated %s file: %s", stream->path, stream->packing, why);
		wc_hint(stream->err, "get it again, and compare its checksum");
	}
	stream->refused = true;
	return false;
}

static la_ssize_t
read_unpacked(struct archive *tar, void *context, const void **ret_block)
{
	(void)tar;
	struct wc_archive_stream *stream = context;
	size_t length = 0;
	la_int64_t offset;
	int status = stream->lib->archive_read_data_block(stream->unpacker, ret_block, &length, &offset);
	if (status == ARCHIVE_EOF)
		return 0;
	if (status != ARCHIVE_OK) {
		const char *why = stream->lib->archive_error_string(stream->unpacker);
		refuse_packed(stream, why ? why : "it cannot be unpacked");
		return -1;
	}
	return charge(stream, (int64_t)length) ? (la_ssize_t)length : -1;
}

/* Goes over bytes nobody wants; never past the end, so that a truncated member is seen. */
static la_int64_t
skip_plain(struct archive *tar, void *context, la_int64_t request)
{
	(void)tar;
	struct wc_archive_stream *stream = context;
	int64_t left = stream->size - stream->at, skip = request < left ? request : left;
	if (skip <= 0 || !wc_skip(stream->fd, skip))
		return 0;
	stream->at += skip;
	return charge(stream, skip) ? skip : ARCHIVE_FATAL;
}

/* Exactly one compression is taken off: nested ones would let a small file keep the inner reader busy for hours. */
static bool
open_unpacker(struct wc_archive_stream *stream, int filter)
{
	const struct wc_libarchive *lib = stream->lib;
	struct archive_entry *entry;
	stream->unpacker = lib->archive_read_new();
	if (!stream->unpacker)
		return refuse(stream, "cannot be read: out of memory", "");
	if (lib->archive_read_append_filter(stream->unpacker, filter) != ARCHIVE_OK ||
	    lib->archive_read_support_format_raw(stream->unpacker) != ARCHIVE_OK ||
	    lib->archive_read_open2(stream->unpacker, stream, NULL, read_file, NULL, NULL) != ARCHIVE_OK ||
	    lib->archive_read_next_header(stream->unpacker, &entry) != ARCHIVE_OK)
		return refuse_packed(stream, "nothing comes out of it");
	return true;
}

static bool
open_readers(struct wc_archive_stream *stream)
{
	const struct wc_libarchive *lib = stream->lib;
	char magic[8] = {0};
	if (wc_read(stream->fd, magic, sizeof(magic)) < 0 || !wc_rewind(stream->fd))
		return refuse(stream, "cannot be read", "check the disk");
	for (size_t i = 0; i < sizeof(packings) / sizeof(*packings) && !stream->packing; i++)
		if (memcmp(magic, packings[i].magic, packings[i].length) == 0) {
			stream->packing = packings[i].name;
			if (!open_unpacker(stream, packings[i].filter))
				return false;
		}
	stream->header_budget = WC_LIMIT_ARCHIVE_HEADER;
	stream->tar = lib->archive_read_new();
	if (!stream->tar)
		return refuse(stream, "cannot be read: out of memory", "");
	if (lib->archive_read_support_format_tar(stream->tar) != ARCHIVE_OK ||
	    lib->archive_read_open2(stream->tar, stream, NULL, stream->unpacker ? read_unpacked : read_plain,
	                            stream->unpacker ? NULL : skip_plain, NULL) != ARCHIVE_OK)
		return wc_archive_refuse(stream);
	return true;
}

bool
wc_archive_open(struct wc_archive_stream *stream, const struct wc_libarchive *lib, const char *path, struct wc_err *err)
{
	struct wc_look look;
	*stream = (struct wc_archive_stream){.lib = lib, .path = path, .err = err, .fd = -1};
	if (!wc_look_path(path, &look)) {
		wc_fail(err, WC_FAULT_INPUT, "cannot read %s: %s", path, strerror(errno));
		return wc_hint(err, "check the spelling, the folder and the permissions");
	}
	if (look.kind == WC_LOOK_DIRECTORY)
		return refuse(stream, "is a directory, not an archive", "an unpacked OCI layout is named oci:DIR");
	if (look.kind != WC_LOOK_FILE)
		return refuse(stream, "is no regular file", "save the archive to a file: it is read more than once");
	if (look.size == 0)
		return refuse(stream, "is empty", "get it again");
	stream->size = look.size;
	stream->fd = wc_open_read(path, true);
	if (stream->fd < 0)
		return wc_fail(err, WC_FAULT_INPUT, "cannot read %s: %s", path, strerror(errno));
	return open_readers(stream);
}

void
wc_archive_close(struct wc_archive_stream *stream)
{
	if (stream->tar)
		stream->lib->archive_read_free(stream->tar);
	if (stream->unpacker)
		stream->lib->archive_read_free(stream->unpacker);
	if (stream->fd >= 0)
		wc_close(stream->fd);
}

bool
wc_archive_refuse(struct wc_archive_stream *stream)
{
	if (stream->refused)
		return false;
	struct archive *reader = stream->tar ? stream->tar : stream->unpacker;
	const char *why = stream->lib->archive_error_string(reader);
	wc_fail(stream->err, WC_FAULT_INPUT, "%s is not a readable tar archive: %s", stream->path, why ? why : "it ends too early");
	return wc_hint(stream->err, "give a tar as `docker save` or `skopeo copy` write it, plain or packed by gzip, bzip2, xz or zstd");
}
