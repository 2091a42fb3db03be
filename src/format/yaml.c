/* YAML: libyaml's events as a tree, without the parts of YAML that make files lie. */
#include "format/build.h"

#include "base/utf8.h"

#include <string.h>
#include <yaml.h>

static struct wc_place
place_of(yaml_mark_t mark)
{
	return (struct wc_place){mark.line + 1, mark.column + 1};
}

static bool
refuse_syntax(struct wc_builder *b, const yaml_parser_t *parser, const char *text, size_t length)
{
	if (parser->error == YAML_MEMORY_ERROR)
		return wc_fail(b->err, WC_FAULT_SYSTEM, "%s: out of memory", b->name);
	const char *problem = parser->problem ? parser->problem : "cannot be read";
	if (parser->error == YAML_READER_ERROR) {
		/* libyaml gives an offset instead of a mark for bytes that it could not read. */
		size_t offset = parser->problem_offset < length ? parser->problem_offset : length;
		wc_build_fail(b, wc_build_place(text, offset), "not YAML: %s", problem);
		return wc_hint(b->err, "save the file as UTF-8 without control characters");
	}
	if (parser->context)
		wc_build_fail(b, place_of(parser->problem_mark), "not YAML: %s, %s", parser->context, problem);
	else
		wc_build_fail(b, place_of(parser->problem_mark), "not YAML: %s", problem);
	return wc_hint(b->err, "look at the indentation and the quotes of this line and the one above it");
}

static bool
refuse_anchor(struct wc_builder *b, struct wc_place place, const char *what, const unsigned char *name)
{
	char shown[WC_SHOWN];
	wc_build_fail(b, place, "the %s \"%s\" is not allowed", what, wc_show(shown, (const char *)name, strlen((const char *)name)));
	return wc_hint(b->err, "write the value out where it is used");
}

/* Only the tags that say what the node is anyway. */
static bool
tag_fits(struct wc_builder *b, struct wc_place place, const unsigned char *tag, const char *const *allowed)
{
	static const char core[] = "tag:yaml.org,2002:";
	const char *name = (const char *)tag;
	if (!tag || strcmp(name, "!") == 0)
		return true;
	if (strncmp(name, core, sizeof(core) - 1) == 0)
		for (size_t i = 0; allowed[i]; i++)
			if (strcmp(name + sizeof(core) - 1, allowed[i]) == 0)
				return true;
	char shown[WC_SHOWN];
	wc_build_fail(b, place, "the tag \"%s\" is not allowed here", wc_show(shown, name, strlen(name)));
	return wc_hint(b->err, "take the tag out: scalars are read as text, and each field knows its type");
}

static bool
is_key(const struct wc_builder *b)
{
	return b->open[b->depth - 1]->kind == WC_MAP && !b->key;
}

static bool
take_scalar(struct wc_builder *b, const yaml_event_t *event)
{
	static const char *const tags[] = {"str", "int", "float", "bool", "null", NULL};
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	struct wc_place place = place_of(event->start_mark);
	if (event->data.scalar.anchor)
		return refuse_anchor(b, place, "anchor", event->data.scalar.anchor);
	if (!tag_fits(b, place, event->data.scalar.tag, tags))
		return false;
	return is_key(b) ? wc_build_key(b, place, text, length) : wc_build_scalar(b, WC_STRING, place, text, length);
}

static bool
take_start(struct wc_builder *b, const yaml_event_t *event, enum wc_node_kind kind)
{
	static const char *const map_tags[] = {"map", NULL}, *const list_tags[] = {"seq", NULL};
	bool map = kind == WC_MAP;
	const unsigned char *anchor = map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const unsigned char *tag = map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	struct wc_place place = place_of(event->start_mark);
	if (anchor)
		return refuse_anchor(b, place, "anchor", anchor);
	if (!tag_fits(b, place, tag, map ? map_tags : list_tags))
		return false;
	if (is_key(b)) {
		wc_build_fail(b, place, "a key must be one word or a quoted string, not a %s", map ? "map" : "list");
		return wc_hint(b->err, "a value that begins with { or [ needs quotes");
	}
	return wc_build_open(b, kind, place);
}

static bool
take(struct wc_builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return take_scalar(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return take_start(b, event, WC_LIST);
	case YAML_MAPPING_START_EVENT:
		return take_start(b, event, WC_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return wc_build_close(b);
	case YAML_ALIAS_EVENT:
		return refuse_anchor(b, place_of(event->start_mark), "alias", event->data.alias.anchor);
	default:
		return true;
	}
}

static bool
read_events(struct wc_builder *b, yaml_parser_t *parser, const char *text, size_t length)
{
	for (bool more = true; more;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event))
			return refuse_syntax(b, parser, text, length);
		more = event.type != YAML_STREAM_END_EVENT;
		bool taken = take(b, &event);
		yaml_event_delete(&event);
		if (!taken)
			return false;
	}
	return true;
}

/* Refuses what would keep libyaml busy for minutes. */
static bool
check_cost(struct wc_builder *b, const char *text, size_t length)
{
	if (length > WC_LIMIT_YAML_BYTES) {
		wc_fail(b->err, WC_FAULT_INPUT, "%s is larger than %d MB", b->name, WC_LIMIT_YAML_BYTES >> 20);
		return wc_hint(b->err, "split it, or give it as JSON, of which more is read");
	}
	size_t tags = 0;
	for (const char *p = text, *end = text + length; p < end && (p = memchr(p, '%', (size_t)(end - p))); p++)
		tags += end - p >= 4 && memcmp(p, "%TAG", 4) == 0;
	if (tags <= WC_LIMIT_YAML_TAGS)
		return true;
	wc_fail(b->err, WC_FAULT_INPUT, "%s says %%TAG more than %d times", b->name, WC_LIMIT_YAML_TAGS);
	return wc_hint(b->err, "take them out: no tag of one's own is allowed anyway");
}

bool
wc_yaml_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_documents,
             struct wc_err *err)
{
	struct wc_builder b;
	yaml_parser_t parser;
	if (!wc_build_start(&b, arena, name, &text, &length, true, err) || !check_cost(&b, text, length))
		return false;
	if (!yaml_parser_initialize(&parser))
		return wc_fail(err, WC_FAULT_SYSTEM, "%s: out of memory", name);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	bool read = read_events(&b, &parser, text, length);
	yaml_parser_delete(&parser);
	if (!read)
		return false;
	if (b.root->count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s is empty: it holds no YAML document", name);
		return wc_hint(err, "check the file name; a file of comments alone says nothing");
	}
	*ret_documents = b.root;
	return true;
}
