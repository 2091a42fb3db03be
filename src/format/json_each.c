/* wc_json_each: the objects of lists, one after the other, without a tree of the whole text. */
#include "format/json_scan.h"

#include <string.h>

/* What is walked through. */
struct walk {
	struct wc_json_scan scan;
	struct wc_builder build; /* of the value that is read */
	wc_arena *owner;
	wc_json_item *item;
	void *context;
	const char *kind; /* of the document, as far as it was said; of `owner` */
};

/* Says what stands here instead of `wanted`, or that the text ends: outside of a tree that is not known to be too early. */
static bool
refuse(struct walk *w, const char *wanted)
{
	if (w->scan.at < w->scan.end)
		return wc_json_refuse(&w->scan, wanted);
	wc_build_fail(&w->build, wc_json_place(&w->scan), "not JSON: the text ends where %s should stand", wanted);
	return wc_hint(w->build.err, "the text is cut short: get it again");
}

/* Reads the next value into an arena of its own. */
static bool
read_value(struct walk *w, wc_arena *arena)
{
	w->build = (struct wc_builder){.arena = arena, .name = w->build.name, .err = w->build.err, .deepest = WC_LIMIT_NESTING};
	w->scan.decoded = (struct wc_text){.arena = arena};
	return wc_json_scan_value(&w->scan);
}

static bool
hand_over(struct walk *w)
{
	bool keep = false;
	wc_arena *arena = wc_arena_new();
	bool good = read_value(w, arena) && w->item(w->context, arena, w->build.root, w->kind, &keep, w->build.err);
	if (keep)
		wc_arena_join(w->owner, arena);
	else
		wc_arena_free(arena);
	return good;
}

/* Reads the value of a key that is no list of items; `kind` is remembered. */
static bool
pass_over(struct walk *w, bool is_kind)
{
	wc_arena *arena = wc_arena_new();
	bool good = read_value(w, arena);
	if (good && is_kind && w->build.root->kind == WC_STRING)
		w->kind = wc_copyz(w->owner, w->build.root->text);
	wc_arena_free(arena);
	return good;
}

/* Goes on behind a comma; false at the closing bracket, and where neither stands here: then *ret_good is false. */
static bool
more(struct walk *w, char close, bool *ret_good)
{
	struct wc_json_scan *scan = &w->scan;
	*ret_good = wc_json_skip_space(scan) && (*scan->at == ',' || *scan->at == close);
	if (!*ret_good)
		refuse(w, close == '}' ? "a comma or }" : "a comma or ]");
	return *ret_good && *scan->at++ == ',';
}

static bool
walk_items(struct walk *w)
{
	bool good;
	w->scan.at++;
	if (wc_json_skip_space(&w->scan) && *w->scan.at == ']')
		return w->scan.at++, true;
	do {
		if (!hand_over(w))
			return false;
	} while (more(w, ']', &good));
	return good;
}

/* The key that begins here, up to its value; of the text, or of `scan->decoded`. */
static bool
read_key(struct walk *w, wc_arena *scratch, const char **ret_key, size_t *ret_length)
{
	struct wc_json_scan *scan = &w->scan;
	w->scan.decoded = (struct wc_text){.arena = scratch};
	if (!wc_json_skip_space(scan) || *scan->at != '"')
		return refuse(w, "a quoted key");
	if (!wc_json_scan_string(scan, ret_key, ret_length))
		return false;
	if (!wc_json_skip_space(scan) || *scan->at != ':')
		return refuse(w, "a colon");
	scan->at++;
	wc_json_skip_space(scan);
	return true;
}

/* One member of a document; *ret_listed is set where it was its list of items. */
static bool
walk_member(struct walk *w, bool *ret_listed)
{
	const char *key;
	size_t length;
	wc_arena *scratch = wc_arena_new();
	bool good = read_key(w, scratch, &key, &length);
	bool is_items = good && length == 5 && memcmp(key, "items", 5) == 0, is_kind = good && length == 4 && memcmp(key, "kind", 4) == 0;
	wc_arena_free(scratch);
	if (!good)
		return false;
	bool listed = is_items && w->scan.at < w->scan.end && *w->scan.at == '[';
	*ret_listed |= listed;
	return listed ? walk_items(w) : pass_over(w, is_kind);
}

/* A document: the items of its list, or it is an object itself and read once more as a whole. */
static bool
walk_document(struct walk *w)
{
	struct wc_json_scan start = w->scan;
	bool listed = false, good = true;
	w->kind = NULL;
	if (*w->scan.at != '{')
		return hand_over(w);
	w->scan.at++;
	if (!wc_json_skip_space(&w->scan) || *w->scan.at != '}') {
		do {
			if (!walk_member(w, &listed))
				return false;
		} while (more(w, '}', &good));
	}
	if (listed || !good)
		return good;
	w->kind = NULL;
	w->scan = start;
	return hand_over(w);
}

bool
wc_json_each(wc_arena *owner, const char *name, const char *text, size_t length, wc_json_item *item, void *context, struct wc_err *err)
{
	struct walk w = {.owner = owner, .item = item, .context = context};
	if (!wc_build_start_pieces(&w.build, owner, name, &text, &length, false, err))
		return false;
	w.scan = (struct wc_json_scan){.build = &w.build, .at = text, .end = text + length, .line_start = text, .line = 1};
	if (!wc_json_skip_space(&w.scan))
		return wc_json_refuse(&w.scan, "an object");
	do {
		if (!walk_document(&w))
			return false;
	} while (wc_json_skip_space(&w.scan));
	return true;
}
