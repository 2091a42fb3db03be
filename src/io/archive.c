/* Archives: walking the members of a tar and keeping the few that are wanted. */
#include "io/archive.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "io/archive_stream.h"

#include <stdlib.h>
#include <string.h>

/* What is kept so far. */
struct kept {
	wc_arena *arena;
	struct wc_member *members;
	size_t count, room, bytes;
};

static bool
refuse_member(struct wc_archive_stream *stream, const char *name, const char *what)
{
	char shown[WC_SHOWN];
	wc_fail(stream->err, WC_FAULT_INPUT, "%s: its member '%s' %s", stream->path, wc_show(shown, name, strlen(name)), what);
	return wc_hint(stream->err, "no image tool writes such an archive: get it from where it was made, or make it again");
}

/* Does a component of `name` lead out of the archive? */
static bool
leads_out(const char *name)
{
	for (const char *p = name; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return true;
	}
	return *name == '/' || *name == '\\' || strstr(name, "..\\");
}

static const char *
without_dot(const char *name)
{
	while (strncmp(name, "./", 2) == 0)
		name += 2;
	return name;
}

static bool
check_kept(struct wc_archive_stream *stream, const struct kept *kept, const char *name, int64_t size)
{
	if (size > WC_LIMIT_MANIFEST_BYTES)
		return refuse_member(stream, name, "is larger than 16 MB, which no manifest or config is");
	for (size_t i = 0; i < kept->count; i++)
		if (strcmp(kept->members[i].name, name) == 0)
			return refuse_member(stream, name, "stands twice");
	if (kept->count == WC_LIMIT_ENTRIES || kept->bytes + (size_t)size > WC_LIMIT_ARCHIVE_KEPT)
		return refuse_member(stream, name, "is one too many: so much metadata is in no image");
	return true;
}

static void
keep(struct kept *kept, const char *name, const char *bytes, size_t length)
{
	if (kept->count == kept->room) {
		size_t room = kept->room ? kept->room * 2 : 16;
		struct wc_member *larger = wc_array(kept->arena, struct wc_member, room);
		if (kept->count)
			memcpy(larger, kept->members, kept->count * sizeof(*larger));
		kept->members = larger;
		kept->room = room;
	}
	kept->members[kept->count++] = (struct wc_member){wc_copyz(kept->arena, name), bytes, length};
	kept->bytes += length;
}

static bool
read_member(struct wc_archive_stream *stream, struct kept *kept, const char *name, size_t size)
{
	char *bytes = wc_alloc(kept->arena, size + 1);
	for (size_t length = 0; length < size;) {
		la_ssize_t n = stream->lib->archive_read_data(stream->tar, bytes + length, size - length);
		if (n < 0)
			return wc_archive_refuse(stream);
		if (n == 0)
			return refuse_member(stream, name, "is shorter than it says");
		length += (size_t)n;
	}
	keep(kept, name, bytes, size);
	return true;
}

static const char *
name_of(const struct wc_libarchive *lib, struct archive_entry *entry)
{
	const char *name = lib->archive_entry_pathname(entry);
	return name ? name : lib->archive_entry_pathname_utf8(entry);
}

/* Looks at one member, whose headers were read, and reads or leaves its data. */
static bool
take_member(struct wc_archive_stream *stream, struct archive_entry *entry, struct kept *kept, wc_member_wanted *wanted,
            void *context)
{
	const struct wc_libarchive *lib = stream->lib;
	const char *name = name_of(lib, entry);
	if (!name)
		return refuse_member(stream, "(unnamed)", "has no readable name");
	if (leads_out(name))
		return refuse_member(stream, name, "has a name that leads out of the archive");
	name = without_dot(name);
	int64_t size = lib->archive_entry_size(entry);
	if (size < 0 || size > WC_LIMIT_ARCHIVE_BYTES)
		return refuse_member(stream, name, "says that it is larger than 64 GB");
	if (lib->archive_entry_filetype(entry) != AE_IFREG || lib->archive_entry_hardlink(entry) ||
	    !wanted(context, name, (size_t)size))
		return lib->archive_read_data_skip(stream->tar) >= ARCHIVE_WARN || wc_archive_refuse(stream);
	if (lib->archive_entry_sparse_count(entry) > 0)
		return refuse_member(stream, name, "is sparse, which no manifest or config is");
	return check_kept(stream, kept, name, size) && read_member(stream, kept, name, (size_t)size);
}

static bool
walk(struct wc_archive_stream *stream, struct kept *kept, wc_member_wanted *wanted, void *context)
{
	for (size_t count = 0;; count++) {
		struct archive_entry *entry;
		stream->header_budget = WC_LIMIT_ARCHIVE_HEADER;
		int status = stream->lib->archive_read_next_header(stream->tar, &entry);
		if (status == ARCHIVE_EOF)
			return true;
		/* A warning is about an owner's or link's name, say; what we use is checked by itself. */
		if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
			return wc_archive_refuse(stream);
		if (count == WC_LIMIT_ARCHIVE_MEMBERS) {
			wc_fail(stream->err, WC_FAULT_INPUT, "%s has more than %d members", stream->path, WC_LIMIT_ARCHIVE_MEMBERS);
			return wc_hint(stream->err, "an image archive has a few for each layer: is this the archive of a file system?");
		}
		stream->header_budget = INT64_MAX;
		if (!take_member(stream, entry, kept, wanted, context))
			return false;
	}
}

bool
wc_archive_read(wc_arena *arena, const char *path, wc_member_wanted *wanted, void *context,
                struct wc_member **ret_members, size_t *ret_count, struct wc_err *err)
{
	const struct wc_libarchive *lib = wc_libarchive(err);
	if (!lib)
		return false;
	struct kept kept = {.arena = arena};
	struct wc_archive_stream *stream = malloc(sizeof(*stream));
	if (!stream)
		return wc_fail(err, WC_FAULT_SYSTEM, "cannot read %s: out of memory", path);
	bool read = wc_archive_open(stream, lib, path, err) && walk(stream, &kept, wanted, context);
	wc_archive_close(stream);
	free(stream);
	if (!read)
		return false;
	*ret_members = kept.members;
	*ret_count = kept.count;
	return true;
}
