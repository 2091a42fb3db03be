/* fleet import: JSON of every known form. */
#include "app/fleet_import.h"

#include "base/text.h"
#include "format/json_write.h"
#include "format/tree.h"

#include <string.h>

static bool
is_kind(const struct wc_node *node, const char *kind)
{
	const char *text = wc_get_text(node, "kind");
	return text && strcmp(text, kind) == 0;
}

/* Hosts, in any form that `--host @FILE` takes; what cannot be read is a fault of the text. */
static bool
put_hosts(struct wc_importing *i, wc_arena *scratch, const char *bytes, size_t length, size_t line, struct wc_err *err)
{
	struct wc_err why = {0};
	struct wc_hosts hosts;
	struct wc_reading reading = wc_gather_reading(scratch, &i->import->how);
	if (!wc_hosts_read_bytes(&reading, i->file, bytes, length, &hosts, &why)) {
		wc_import_fault(i, line, why.text, why.hint);
		return true;
	}
	for (size_t k = 0; k < hosts.count; k++) {
		if (hosts.host[k].problem)
			wc_import_fault(i, line, hosts.host[k].problem, NULL);
		else if (!wc_import_host(i, scratch, &hosts.host[k], err))
			return false;
	}
	return true;
}

/* A line of `docker image ls --format json`; those without a name or tag are no images that anybody asks for. */
static bool
docker_line(struct wc_importing *i, wc_arena *scratch, const struct wc_node *node, size_t line)
{
	const char *repository = wc_get_text(node, "Repository"), *tag = wc_get_text(node, "Tag");
	if (!repository || !tag)
		return false;
	if (strcmp(repository, "<none>") != 0 && strcmp(tag, "<none>") != 0)
		wc_import_reference(i, line, wc_printf(scratch, "%s:%s", repository, tag), 0);
	return true;
}

/* `crictl images -o json`: {"images": [{"repoTags": […]}]}. */
static bool
crictl_list(struct wc_importing *i, const struct wc_node *node)
{
	const struct wc_node *images = wc_get(node, "images");
	if (!images || images->kind != WC_LIST || wc_get_text(node, "kind"))
		return false;
	for (const struct wc_node *image = images->child; image; image = image->next) {
		const struct wc_node *tags = wc_get(image, "repoTags"), *digests = wc_get(image, "repoDigests");
		const struct wc_node *names = tags && tags->child ? tags : digests;
		for (const struct wc_node *name = names ? names->child : NULL; name; name = name->next)
			if (name->kind == WC_STRING && !strstr(name->text, "<none>"))
				wc_import_reference(i, name->line, name->text, 0);
	}
	return true;
}

/* The findings of a scan: each is a use of its image. */
static bool
scan_report(struct wc_importing *i, const struct wc_node *node)
{
	const struct wc_node *findings = wc_get(node, "findings");
	const char *one = is_kind(node, "Finding") ? wc_get_text(node, "reference") : NULL;
	if (one)
		wc_import_reference(i, node->line, one, 1);
	for (const struct wc_node *finding = findings && findings->kind == WC_LIST ? findings->child : NULL; finding; finding = finding->next)
		if (wc_get_text(finding, "reference"))
			wc_import_reference(i, finding->line, wc_get_text(finding, "reference"), 1);
	return one || (findings && findings->kind == WC_LIST);
}

/* An Image object with its facts. */
static bool
put_image(struct wc_importing *i, wc_arena *scratch, const char *bytes, size_t length, size_t line, struct wc_err *err)
{
	struct wc_err why = {0};
	struct wc_image image;
	struct wc_reading reading = wc_gather_reading(scratch, &i->import->how);
	if (wc_image_read_bytes(&reading, i->file, bytes, length, &image, &why) && image.reference)
		return !wc_import_is_reference(i, line, image.reference) || wc_import_image(i, scratch, image.reference, &image, 0, err);
	wc_import_fault(i, line, why.text[0] ? why.text : "the Image has no reference", why.hint);
	return true;
}

/* The tree of a member as text again: the reader of Image objects takes texts. */
static void
print_node(struct wc_json_out *out, const struct wc_node *node)
{
	switch (node->kind) {
	case WC_MAP:
	case WC_LIST:
		(node->kind == WC_MAP ? wc_json_map : wc_json_list)(out, node->key);
		for (const struct wc_node *child = node->child; child; child = child->next)
			print_node(out, child);
		wc_json_end(out);
		break;
	case WC_STRING:
		wc_json_bytes(out, node->key, node->text, node->length);
		break;
	case WC_NULL:
		wc_json_null(out, node->key);
		break;
	default:
		wc_json_raw(out, node->key, node->text);
	}
}

/* The objects of an ImageList, as texts of their own. */
static bool
put_image_list(struct wc_importing *i, const char *bytes, size_t length, size_t line, struct wc_err *err)
{
	const struct wc_node *node;
	wc_arena *own = wc_arena_new();
	bool good = wc_json_read(own, i->file, bytes, length, &node, err);
	const struct wc_node *images = good ? wc_get(node, "images") : NULL;
	for (const struct wc_node *image = images && images->kind == WC_LIST ? images->child : NULL; good && image; image = image->next) {
		struct wc_text text = {.arena = own};
		struct wc_json_out out = {.text = &text};
		struct wc_node top = *image;
		top.key = NULL;
		print_node(&out, &top);
		good = put_image(i, own, wc_text_string(&text), text.length, line ? line : image->line, err);
	}
	wc_arena_free(own);
	return good;
}

/* A text of images. Without facts it names them; Image objects bring theirs. */
static bool
put_images(struct wc_importing *i, wc_arena *scratch, const char *bytes, size_t length, size_t line, struct wc_err *err)
{
	static const char image_mark[] = "\"kind\":\"Image\"", spaced_mark[] = "\"kind\": \"Image\"";
	const struct wc_node *node;
	struct wc_err why = {0};
	size_t head = length < 200 ? length : 200;
	const char *start = wc_copy(scratch, bytes, head);
	if (strstr(start, image_mark) || strstr(start, spaced_mark))
		return put_image(i, scratch, bytes, length, line, err);
	if (!wc_json_read(scratch, i->file, bytes, length, &node, &why)) {
		wc_import_fault(i, line, why.text, why.hint);
		return true;
	}
	if (is_kind(node, "ImageList"))
		return put_image_list(i, bytes, length, line, err);
	if (docker_line(i, scratch, node, line) || crictl_list(i, node) || scan_report(i, node))
		return true;
	wc_import_fault(i, line, "this names no images", "Image objects, `docker image ls --format json`, `crictl images -o json`, a scan's Report, and CSV are read");
	return true;
}

static bool
put_text(struct wc_importing *i, const char *bytes, size_t length, size_t line, struct wc_err *err)
{
	wc_arena *scratch = wc_arena_new();
	bool good = i->import->kind == WC_INVENTORY_HOST ? put_hosts(i, scratch, bytes, length, line, err) : put_images(i, scratch, bytes, length, line, err);
	wc_arena_free(scratch);
	return good;
}

enum { LONGEST_LINE = 4096 };

/* Where `word` stands in the bytes, or NULL. */
static const char *
find_word(const char *bytes, size_t size, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = bytes, *end = bytes + size; (size_t)(end - at) >= length; at++) {
		at = memchr(at, *word, (size_t)(end - at) - length + 1);
		if (!at || memcmp(at, word, length) == 0)
			return at;
	}
	return NULL;
}

/* Where the value of `key` stands among the first members, plain and without escapes; 0 where it does not. */
static size_t
plain_value(const char *bytes, size_t size, const char *key, size_t *ret_length)
{
	const char *line = bytes, *end = bytes + size, *found = find_word(line, size, key);
	if (!found || memchr(line + 1, '{', (size_t)(found - line)) || memchr(line + 1, '[', (size_t)(found - line)))
		return 0;
	const char *value = found + strlen(key), *stop = value;
	while (stop < end && *stop > ' ' && *stop < 0x7f && *stop != '"' && *stop != '\\')
		stop++;
	*ret_length = (size_t)(stop - value);
	return stop < end && *stop == '"' && stop > value ? (size_t)(value - bytes) : 0;
}

/* What became of a line that says the same of another name; NULL where the line is too long, or too many were different. */
static int64_t *
seen_rest(struct wc_importing *i, const char *bytes, size_t size, size_t at, size_t length)
{
	char rest[LONGEST_LINE];
	if (size > sizeof(rest))
		return NULL;
	memcpy(rest, bytes, at);
	memcpy(rest + at, bytes + at + length, size - at - length);
	return wc_import_seen(i, rest, size - length);
}

/* A line of many. One that an earlier line equals but for its name has the facts of that one. */
static bool
put_line(struct wc_importing *i, const char *bytes, size_t size, size_t line, struct wc_err *err)
{
	bool hosts = i->import->kind == WC_INVENTORY_HOST;
	size_t length = 0, at = plain_value(bytes, size, hosts ? "\"name\":\"" : "\"reference\":\"", &length);
	bool is_pinned = at && memchr(bytes + at, '@', length); /* its digest is one of its facts */
	int64_t *seen = at && !is_pinned ? seen_rest(i, bytes, size, at, length) : NULL;
	if (seen && *seen) {
		char name[LONGEST_LINE];
		memcpy(name, bytes + at, length);
		name[length] = '\0';
		struct wc_inventory_row row = {.name = name, .number = *seen};
		return (!hosts && !wc_import_is_reference(i, line, name)) || wc_inventory_put(i->inventory, &row, err);
	}
	i->last_number = 0;
	if (!put_text(i, bytes, size, line, err))
		return false;
	bool is_own = seen && find_word(bytes, size, hosts ? "\"kind\":\"Host\"" : "\"kind\":\"Image\""); /* other objects' names are other things */
	if (is_own)
		*seen = i->last_number;
	return true;
}

/* Is it an object a line: does the first line end with a brace, and the next begin with one? */
static bool
is_lines(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length), *last = end;
	if (!end)
		return false;
	while (last > bytes && (last[-1] == '\r' || last[-1] == ' '))
		last--;
	const char *next = end;
	while (next < bytes + length && strchr(" \t\r\n", *next))
		next++;
	return last > bytes && last[-1] == '}' && next < bytes + length && *next == '{';
}

bool
wc_import_json(struct wc_importing *i, const char *bytes, size_t length, struct wc_err *err)
{
	if (!is_lines(bytes, length))
		return put_text(i, bytes, length, 1, err);
	bool good = true;
	size_t line = 1;
	for (const char *at = bytes, *end = bytes + length; good && at < end; line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((stop ? stop : end) - at);
		if (strspn(at, " \t\r") < size)
			good = put_line(i, at, size, line, err);
		at = stop ? stop + 1 : end;
	}
	return good;
}
