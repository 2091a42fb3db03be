/* wincompat.lock. */
#include "app/scan_lock.h"

#include "app/scan_remarks.h"
#include "base/limits.h"
#include "format/json_write.h"
#include "format/tree.h"
#include "io/file.h"
#include "model/version.h"

#include <stdlib.h>
#include <string.h>

const char *
wc_scan_lock_path(wc_arena *arena, struct wc_names paths)
{
	static const char name[] = "wincompat.lock";
	for (size_t i = 0; i < paths.count; i++)
		if (strcmp(paths.item[i], "-") != 0 && wc_path_kind(paths.item[i]) == WC_PATH_DIRECTORY)
			return strcmp(paths.item[i], ".") == 0 ? name : wc_printf(arena, "%s/%s", paths.item[i], name);
	return name;
}

static const char *
host_name(const struct wc_answer *answer)
{
	return answer->host->name ? answer->host->name : answer->host->spec ? answer->host->spec : "";
}

/* The image that was judged, where it was really read; else NULL. */
static const struct wc_image *
image_read(const struct wc_answer *answer)
{
	const struct wc_image *image = answer->verdict ? answer->verdict->image : NULL;
	bool is_known = image && (image->digest || image->index_digest) && image->from.of[WC_IMAGE_OS_VERSION] != WC_FROM_TAG;
	return is_known ? image : NULL;
}

static const char *
digest_of(const struct wc_image *image)
{
	return image->index_digest ? image->index_digest : image->digest;
}

static int
by_reference(const void *left, const void *right)
{
	const struct wc_answer *a = *(const struct wc_answer *const *)left, *b = *(const struct wc_answer *const *)right;
	int order = strcmp(a->finding->use->reference, b->finding->use->reference);
	return order ? order : strcmp(host_name(a), host_name(b));
}

static void
host_members(struct wc_json_out *out, const struct wc_answer *answer)
{
	char version[WC_VERSION_TEXT];
	const struct wc_image *image = image_read(answer);
	wc_json_map(out, NULL);
	wc_json_text(out, "host", host_name(answer));
	wc_json_text(out, "digest", image->digest);
	wc_json_text(out, "osVersion", image->version.build ? wc_version_print(image->version, version) : NULL);
	wc_json_end(out);
}

void
wc_scan_lock_write(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count)
{
	const struct wc_answer **all = wc_array(arena, const struct wc_answer *, count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		if (image_read(&answers[i]))
			all[n++] = &answers[i];
	if (n)
		qsort(all, n, sizeof(*all), by_reference);
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "apiVersion", "wincompat/v1");
	wc_json_text(&out, "kind", "Lock");
	wc_json_list(&out, "images");
	for (size_t i = 0, next; i < n; i = next) {
		const char *reference = all[i]->finding->use->reference;
		wc_json_map(&out, NULL);
		wc_json_text(&out, "reference", reference);
		wc_json_text(&out, "digest", digest_of(image_read(all[i])));
		wc_json_list(&out, "hosts");
		for (next = i; next < n && strcmp(all[next]->finding->use->reference, reference) == 0; next++)
			if (next == i || strcmp(host_name(all[next]), host_name(all[next - 1])) != 0)
				host_members(&out, all[next]);
		wc_json_end(&out);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

/* What the lock says of a reference on a host. */
struct locked {
	const char *reference, *host, *digest, *version;
};

struct lock {
	struct locked *item;
	size_t count;
};

static int
by_locked(const void *left, const void *right)
{
	const struct locked *a = left, *b = right;
	int order = strcmp(a->reference, b->reference);
	return order ? order : strcmp(a->host, b->host);
}

/* Adds the hosts of one image of the file; what is malformed is passed over: then there is nothing to compare with. */
static void
add_image(struct lock *lock, const struct wc_node *image)
{
	const char *reference = wc_get_text(image, "reference"), *digest = wc_get_text(image, "digest");
	const struct wc_node *hosts = wc_get(image, "hosts");
	for (const struct wc_node *host = hosts && reference && digest ? hosts->child : NULL; host; host = host->next) {
		const char *name = wc_get_text(host, "host");
		if (name)
			lock->item[lock->count++] = (struct locked){reference, name, digest, wc_get_text(host, "osVersion")};
	}
}

static bool
read_lock(wc_arena *arena, const char *path, struct lock *ret_lock, struct wc_err *err)
{
	char *bytes;
	size_t length, most = 0;
	const struct wc_node *root = NULL;
	if (!wc_file_read(arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, err) || !wc_json_read(arena, path, bytes, length, &root, err))
		return wc_while(err, "reading the lock");
	const char *kind = wc_get_text(root, "kind");
	const struct wc_node *images = wc_get(root, "images");
	if (!kind || strcmp(kind, "Lock") != 0 || !images) {
		wc_fail(err, WC_FAULT_INPUT, "%s is no lock of wincompat", path);
		return wc_hint(err, "`wincompat scan --lock` writes it anew");
	}
	for (const struct wc_node *image = images->child; image; image = image->next) {
		const struct wc_node *hosts = wc_get(image, "hosts");
		most += hosts ? hosts->count : 0;
	}
	struct lock lock = {wc_array(arena, struct locked, most + 1), 0};
	for (const struct wc_node *image = images->child; image; image = image->next)
		add_image(&lock, image);
	if (lock.count)
		qsort(lock.item, lock.count, sizeof(*lock.item), by_locked);
	*ret_lock = lock;
	return true;
}

/* Says what moved to the host's disadvantage. */
static void
compare(wc_arena *arena, struct wc_answer *answer, const struct locked *locked)
{
	char now[WC_VERSION_TEXT], host_text[WC_VERSION_TEXT];
	struct wc_version was;
	const struct wc_image *image = image_read(answer);
	const struct wc_version host = answer->host->version;
	if (strcmp(locked->digest, digest_of(image)) == 0 || !locked->version || !wc_version_parse(locked->version, &was, NULL))
		return;
	if (image->version.build != was.build) {
		const char *is = image->version.build ? wc_version_print(image->version, now) : "of no known version";
		wc_scan_remark_add(arena, answer, WC_ROLE_LOCK_GONE,
		                   wc_printf(arena, "the tag moved since wincompat.lock was written: the entry for this host, %s, is gone; what is left is %s",
		                             locked->version, is));
		return;
	}
	bool was_past = was.revision > host.revision, is_past = image->version.revision > host.revision;
	if (host.build == was.build && host.revision != WC_REVISION_UNKNOWN && was.revision != WC_REVISION_UNKNOWN && is_past && !was_past)
		wc_scan_remark_add(arena, answer, WC_ROLE_LOCK_PASSED,
		                   wc_printf(arena, "the tag moved since wincompat.lock was written: the image went from %s to %s, past the host's %s", locked->version,
		                             wc_version_print(image->version, now), wc_version_print(host, host_text)));
}

bool
wc_scan_lock_compare(wc_arena *arena, const char *path, struct wc_answer *answers, size_t count, struct wc_err *err)
{
	struct lock lock = {0};
	if (wc_path_kind(path) == WC_PATH_NONE)
		return true;
	if (!read_lock(arena, path, &lock, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct locked wanted = {.reference = answers[i].finding->use->reference, .host = host_name(&answers[i])};
		const struct locked *locked = bsearch(&wanted, lock.item, lock.count, sizeof(wanted), by_locked);
		if (locked && image_read(&answers[i]))
			compare(arena, &answers[i], locked);
	}
	return true;
}
