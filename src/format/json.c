/* JSON: the grammar of RFC 8259 as a tree, with one message that says where a text departs from it. */
#include "format/json_scan.h"

#include "base/utf8.h"

#include <string.h>

static bool
refuse_end(struct wc_json_scan *scan)
{
	const struct wc_builder *b = scan->build;
	const struct wc_node *open = b->depth ? b->open[b->depth - 1] : NULL;
	if (open && !(b->depth == 1 && b->deepest > WC_LIMIT_NESTING))
		wc_build_fail(b, wc_json_place(scan), "not JSON: the text ends inside the %s that begins at %zu:%zu",
		              open->kind == WC_MAP ? "map" : "list", open->line, open->column);
	else
		wc_fail(b->err, WC_FAULT_INPUT, "%s is empty: it holds no JSON", b->name);
	return wc_hint(b->err, "the text is cut short: get it again");
}

/* Says what stands here instead of `wanted`. */
bool
wc_json_refuse(struct wc_json_scan *scan, const char *wanted)
{
	if (scan->at == scan->end)
		return refuse_end(scan);
	size_t length = wc_utf8_length(scan->at, (size_t)(scan->end - scan->at));
	char shown[WC_SHOWN];
	wc_build_fail(scan->build, wc_json_place(scan), "not JSON: \"%s\" stands where %s should", wc_show(shown, scan->at, length ? length : 1),
	              wanted);
	if (*scan->at == '\'')
		return wc_hint(scan->build->err, "strings and keys stand in double quotes");
	if (*scan->at == ']' || *scan->at == '}')
		return wc_hint(scan->build->err, "take out the comma in front of it, or close what is open");
	if (*scan->at == '/' || *scan->at == '#')
		return wc_hint(scan->build->err, "JSON has no comments: take it out");
	return wc_hint(scan->build->err, "look at the commas and quotes in front of this place");
}

static bool
read_string(struct wc_json_scan *scan)
{
	const char *text;
	size_t length;
	struct wc_place place = wc_json_place(scan);
	return wc_json_scan_string(scan, &text, &length) && wc_build_scalar(scan->build, WC_STRING, place, text, length);
}

static bool
read_number(struct wc_json_scan *scan)
{
	const char *text;
	size_t length;
	struct wc_place place = wc_json_place(scan);
	return wc_json_scan_number(scan, &text, &length) && wc_build_scalar(scan->build, WC_NUMBER, place, text, length);
}

static bool
read_word(struct wc_json_scan *scan)
{
	struct wc_place place = wc_json_place(scan);
	if (wc_json_scan_word(scan, "true"))
		return wc_build_scalar(scan->build, WC_BOOL, place, "true", 4);
	if (wc_json_scan_word(scan, "false"))
		return wc_build_scalar(scan->build, WC_BOOL, place, "false", 5);
	if (wc_json_scan_word(scan, "null"))
		return wc_build_scalar(scan->build, WC_NULL, place, NULL, 0);
	return wc_json_refuse(scan, "a value");
}

/* "key": in front of a value of a map. */
static bool
read_key(struct wc_json_scan *scan)
{
	const char *text;
	size_t length;
	if (!wc_json_more(scan) || *scan->at != '"')
		return wc_json_refuse(scan, "a quoted key");
	struct wc_place place = wc_json_place(scan);
	if (!wc_json_scan_string(scan, &text, &length) || !wc_build_key(scan->build, place, text, length))
		return false;
	if (!wc_json_more(scan) || *scan->at != ':')
		return wc_json_refuse(scan, "a colon");
	scan->at++;
	return true;
}

/* A list or map that nobody wants: it is in the tree, with nothing in it. */
static bool
read_unwanted(struct wc_json_scan *scan)
{
	struct wc_builder *b = scan->build;
	struct wc_place place = wc_json_place(scan);
	enum wc_node_kind kind = *scan->at == '{' ? WC_MAP : WC_LIST;
	if (!scan->in_doubt && wc_json_pass(scan))
		return wc_build_open(b, kind, place) && wc_build_close(b);
	scan->in_doubt = true; /* what is wrong is said by who reads it, and nothing is gone over thrice */
	if (!wc_json_scan_value(scan))
		return false;
	b->last[b->depth - 1]->child = NULL;
	b->last[b->depth - 1]->count = 0;
	return true;
}

/* The value of the key that was read last. */
static bool
read_member(struct wc_json_scan *scan)
{
	if (scan->unwanted && wc_json_more(scan) && (*scan->at == '{' || *scan->at == '[') && scan->unwanted(scan->build->key))
		return read_unwanted(scan);
	return wc_json_scan_value(scan);
}

/* A list or map, from its opening to its closing bracket. */
static bool
read_group(struct wc_json_scan *scan, enum wc_node_kind kind)
{
	char close = kind == WC_MAP ? '}' : ']';
	if (!wc_build_open(scan->build, kind, wc_json_place(scan)))
		return false;
	scan->at++;
	if (wc_json_more(scan) && *scan->at == close)
		return scan->at++, wc_build_close(scan->build);
	for (;;) {
		if (scan->commented && wc_json_more(scan) && *scan->at == close)
			return scan->at++, wc_build_close(scan->build);
		if (kind == WC_MAP ? !read_key(scan) || !read_member(scan) : !wc_json_scan_value(scan))
			return false;
		if (!wc_json_more(scan) || (*scan->at != ',' && *scan->at != close))
			return wc_json_refuse(scan, kind == WC_MAP ? "a comma or }" : "a comma or ]");
		if (*scan->at++ == close)
			return wc_build_close(scan->build);
	}
}

/* Calls itself by way of read_group; wc_build_open ends that at WC_LIMIT_NESTING levels. */
bool
wc_json_scan_value(struct wc_json_scan *scan)
{
	if (!wc_json_more(scan))
		return refuse_end(scan);
	switch (*scan->at) {
	case '{':
		return read_group(scan, WC_MAP);
	case '[':
		return read_group(scan, WC_LIST);
	case '"':
		return read_string(scan);
	case '-':
	case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		return read_number(scan);
	default:
		return read_word(scan);
	}
}

static bool
start(struct wc_json_scan *scan, struct wc_builder *b, wc_arena *arena, const char *name, const char *text, size_t length,
      bool many, struct wc_err *err)
{
	if (!wc_build_start(b, arena, name, &text, &length, many, err))
		return false;
	b->clean = true;
	*scan = (struct wc_json_scan){
		.build = b, .at = text, .end = text + length, .line_start = text, .line = 1, .decoded = {.arena = arena}};
	return true;
}

bool
wc_json_read_part(wc_arena *arena, const char *name, const char *text, size_t length, wc_json_unwanted *unwanted,
                  const struct wc_node **ret_root, struct wc_err *err)
{
	struct wc_builder b;
	struct wc_json_scan scan;
	if (!start(&scan, &b, arena, name, text, length, false, err))
		return false;
	scan.unwanted = unwanted;
	if (!wc_json_scan_value(&scan))
		return false;
	if (wc_json_more(&scan))
		return wc_json_refuse(&scan, "the end of the text");
	*ret_root = b.root;
	return true;
}

bool
wc_json_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_root,
             struct wc_err *err)
{
	return wc_json_read_part(arena, name, text, length, NULL, ret_root, err);
}

static bool
read_documents(wc_arena *arena, const char *name, const char *text, size_t length, bool commented,
               const struct wc_node **ret_list, struct wc_err *err)
{
	struct wc_builder b;
	struct wc_json_scan scan;
	if (!start(&scan, &b, arena, name, text, length, true, err))
		return false;
	scan.commented = commented;
	do {
		if (!wc_json_scan_value(&scan))
			return false;
	} while (wc_json_more(&scan));
	*ret_list = b.root;
	return true;
}

bool
wc_json_read_many(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_list,
                  struct wc_err *err)
{
	return read_documents(arena, name, text, length, false, ret_list, err);
}

bool
wc_json_read_commented(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_list,
                       struct wc_err *err)
{
	return read_documents(arena, name, text, length, true, ret_list, err);
}
