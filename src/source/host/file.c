/* Host files: recognising what one holds, whatever it is called. */
#include "source/host/readers.h"

#include "base/limits.h"
#include "io/file.h"
#include "source/host/text.h"

#include <string.h>

/* THE tables of host file forms; the first that recognises a document or a text reads it. */
static const struct wc_host_document *const documents[] = {
	&wc_host_own_document,
	&wc_host_docker_info_document,
	&wc_host_docker_version_document,
	&wc_host_kube_document,
};

static const struct wc_host_listing *const listings[] = {
	&wc_host_reg_query_listing,
	&wc_host_systeminfo_listing,
	&wc_host_docker_info_listing,
	&wc_host_docker_version_listing,
	&wc_host_ctr_version_listing,
	&wc_host_ver_listing,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What can be read, as the hint of a failure. */
static bool
hint_forms(wc_arena *arena, struct wc_err *err)
{
	const char *list = "";
	for (size_t i = 0; i < COUNT(documents); i++)
		list = wc_printf(arena, "%s%s%s", list, *list ? ", " : "", documents[i]->title);
	for (size_t i = 0; i < COUNT(listings); i++)
		list = wc_printf(arena, "%s, %s", list, listings[i]->title);
	return wc_hint(err, "a host file holds the output of one of: %s", list);
}

static bool
unrecognised(const struct wc_object *object, struct wc_err *err)
{
	const char *kind = wc_get_text(object->node, "kind");
	if (kind)
		wc_field_wrong(object, "kind", err, "'%.60s' is nothing that describes a host", kind);
	else
		wc_field_wrong(object, "", err, "it is %s that describes no host", wc_node_kind_name(object->node));
	return hint_forms(object->arena, err);
}

static bool
read_document(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	for (size_t i = 0; object->node->kind == WC_MAP && i < COUNT(documents); i++) {
		if (documents[i]->recognises(object->node))
			return documents[i]->read(file, object, err);
	}
	return unrecognised(object, err);
}

/* Reads one of several documents; a broken one stays in the list as a host of which nothing is known. */
static bool
read_one(struct wc_host_file *file, const struct wc_node *node, const char *path, bool only, struct wc_err *err)
{
	struct wc_object object = {file->reading->arena, file->name, path, node};
	struct wc_err why;
	if (only)
		return read_document(file, &object, err);
	return read_document(file, &object, &why) || wc_host_add_broken(file, NULL, &why, err);
}

/* Reads every document of `list`; one that is itself a list (as `jq -s` writes) counts as its items. */
static bool
read_documents(struct wc_host_file *file, const struct wc_node *list, struct wc_err *err)
{
	for (const struct wc_node *node = list->child; node; node = node->next) {
		if (node->kind != WC_LIST || !node->child) {
			if (!read_one(file, node, "", list->count == 1, err))
				return false;
			continue;
		}
		size_t i = 0;
		for (const struct wc_node *item = node->child; item; item = item->next, i++) {
			const char *path = wc_printf(file->reading->arena, "[%zu]", i);
			if (!read_one(file, item, path, list->count == 1 && node->count == 1, err))
				return false;
		}
	}
	return true;
}

static bool
looks_like_yaml(const char *text)
{
	struct wc_line line;
	while (wc_line_next(&text, &line)) {
		bool top = !line.indented && line.key.at && (wc_part_is(line.key, "apiVersion") || wc_part_is(line.key, "kind"));
		if (top)
			return true;
	}
	return false;
}

static bool
read_listing(struct wc_host_file *file, const char *text, struct wc_err *err)
{
	struct wc_host host;
	for (size_t i = 0; i < COUNT(listings); i++) {
		if (listings[i]->recognises(text))
			return listings[i]->read(file, text, &host, err) && wc_host_add(file, &host, err);
	}
	wc_fail(err, WC_FAULT_INPUT, "%s: it is nothing that describes a host", file->name);
	return hint_forms(file->reading->arena, err);
}

static bool
read_text(struct wc_host_file *file, const char *text, size_t length, struct wc_err *err)
{
	wc_arena *arena = file->reading->arena;
	const struct wc_node *list;
	size_t blanks = strspn(text, " \t\r\n");
	if (blanks == length) {
		wc_fail(err, WC_FAULT_INPUT, "%s: it is empty", file->name);
		return hint_forms(arena, err);
	}
	if (text[blanks] == '{' || text[blanks] == '[')
		return wc_json_read_many(arena, file->name, text, length, &list, err) && read_documents(file, list, err);
	if (looks_like_yaml(text))
		return wc_yaml_read(arena, file->name, text, length, &list, err) && read_documents(file, list, err);
	return read_listing(file, text, err);
}

bool
wc_host_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                   struct wc_hosts *ret_hosts, struct wc_err *err)
{
	struct wc_host_file file = {.reading = reading, .name = name};
	const char *text;
	size_t text_length;
	if (!wc_text_decode(reading->arena, name, bytes, length, &text, &text_length, err) ||
	    !read_text(&file, text, text_length, err))
		return false;
	if (file.hosts.count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s: it names no host", name);
		return hint_forms(reading->arena, err);
	}
	if (file.broken == file.hosts.count) {
		if (err)
			*err = file.fault;
		return false;
	}
	*ret_hosts = file.hosts;
	return true;
}

bool
wc_host_read_file(const struct wc_reading *reading, const char *path, struct wc_hosts *ret_hosts, struct wc_err *err)
{
	const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
	char *bytes;
	size_t length;
	if (*path == '\0') {
		wc_fail(err, WC_FAULT_INPUT, "@ names no file");
		return wc_hint(err, "write @FILE, or @- for standard input");
	}
	return wc_file_read(reading->arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, err) &&
	       wc_host_read_bytes(reading, name, bytes, length, ret_hosts, err);
}
