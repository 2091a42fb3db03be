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

/* What was named by an anchor. */
struct anchor {
	const char *name;
	const struct wc_node *node;
};

struct reader {
	struct wc_builder build;
	bool foreign; /* a file of somebody else's format */
	struct anchor *anchors;
	size_t anchor_count;
};

/* May the next node have this anchor and this tag? */
static bool
may_stand(struct reader *r, struct wc_place place, const unsigned char *anchor, const unsigned char *tag,
          const char *const *allowed)
{
	if (r->foreign)
		return true;
	if (anchor)
		return refuse_anchor(&r->build, place, "anchor", anchor);
	return tag_fits(&r->build, place, tag, allowed);
}

/* Keeps the tag of the newest node where it is one of the format's own: "!name". */
static void
keep_tag(struct reader *r, const unsigned char *tag)
{
	if (r->foreign && tag && tag[0] == '!' && tag[1])
		r->build.newest->tag = wc_copyz(r->build.arena, (const char *)tag);
}

/* Keeps the newest node under its anchor (NULL: it has none). */
static bool
keep_anchor(struct reader *r, struct wc_place place, const unsigned char *name)
{
	struct wc_builder *b = &r->build;
	if (!name)
		return true;
	if (r->anchor_count == WC_LIMIT_ANCHORS) {
		wc_build_fail(b, place, "more than %d anchors", WC_LIMIT_ANCHORS);
		return wc_hint(b->err, "split the file");
	}
	if (!r->anchors)
		r->anchors = wc_array(b->arena, struct anchor, WC_LIMIT_ANCHORS);
	r->anchors[r->anchor_count++] = (struct anchor){wc_copyz(b->arena, (const char *)name), b->newest};
	return true;
}

static bool
is_key(const struct wc_builder *b)
{
	return b->open[b->depth - 1]->kind == WC_MAP && !b->key;
}

static bool
is_open(const struct wc_builder *b, const struct wc_node *node)
{
	for (size_t i = 0; i < b->depth; i++)
		if (b->open[i] == node)
			return true;
	return false;
}

static bool
refuse_alias(struct reader *r, const yaml_event_t *event, const char *why, const char *hint)
{
	char shown[WC_SHOWN];
	const char *name = (const char *)event->data.alias.anchor;
	wc_build_fail(&r->build, place_of(event->start_mark), "the alias \"%s\" %s", wc_show(shown, name, strlen(name)), why);
	return wc_hint(r->build.err, "%s", hint);
}

/* The newest node of this name, or NULL. */
static const struct wc_node *
find_anchor(const struct reader *r, const char *name)
{
	for (size_t i = r->anchor_count; i-- > 0;)
		if (strcmp(r->anchors[i].name, name) == 0)
			return r->anchors[i].node;
	return NULL;
}

static bool
take_alias(struct reader *r, const yaml_event_t *event)
{
	struct wc_builder *b = &r->build;
	struct wc_place place = place_of(event->start_mark);
	if (!r->foreign)
		return refuse_anchor(b, place, "alias", event->data.alias.anchor);
	const struct wc_node *node = find_anchor(r, (const char *)event->data.alias.anchor);
	if (!node)
		return refuse_alias(r, event, "names no anchor that stands above it", "check its spelling");
	if (is_open(b, node))
		return refuse_alias(r, event, "stands inside what it names", "take it out: it would never end");
	if (!is_key(b))
		return wc_build_alias(b, place, node);
	if (!node->text)
		return refuse_alias(r, event, "is a key, and names no single word", "write the key out");
	return wc_build_key(b, place, node->text, node->length);
}

static bool
take_scalar(struct reader *r, const yaml_event_t *event)
{
	static const char *const tags[] = {"str", "int", "float", "bool", "null", NULL};
	struct wc_builder *b = &r->build;
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	struct wc_place place = place_of(event->start_mark);
	if (!may_stand(r, place, event->data.scalar.anchor, event->data.scalar.tag, tags))
		return false;
	if (is_key(b))
		return wc_build_key(b, place, text, length);
	if (!wc_build_scalar(b, WC_STRING, place, text, length))
		return false;
	keep_tag(r, event->data.scalar.tag);
	return keep_anchor(r, place, event->data.scalar.anchor);
}

static bool
take_start(struct reader *r, const yaml_event_t *event, enum wc_node_kind kind)
{
	static const char *const map_tags[] = {"map", NULL}, *const list_tags[] = {"seq", NULL};
	struct wc_builder *b = &r->build;
	bool map = kind == WC_MAP;
	const unsigned char *anchor = map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const unsigned char *tag = map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	struct wc_place place = place_of(event->start_mark);
	if (!may_stand(r, place, anchor, tag, map ? map_tags : list_tags))
		return false;
	if (is_key(b)) {
		wc_build_fail(b, place, "a key must be one word or a quoted string, not a %s", map ? "map" : "list");
		return wc_hint(b->err, "a value that begins with { or [ needs quotes");
	}
	if (!wc_build_open(b, kind, place))
		return false;
	keep_tag(r, tag);
	return keep_anchor(r, place, anchor);
}

static bool
take(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return take_scalar(r, event);
	case YAML_SEQUENCE_START_EVENT:
		return take_start(r, event, WC_LIST);
	case YAML_MAPPING_START_EVENT:
		return take_start(r, event, WC_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return wc_build_close(&r->build);
	case YAML_ALIAS_EVENT:
		return take_alias(r, event);
	case YAML_DOCUMENT_START_EVENT:
		r->anchor_count = 0; /* anchors end with their document */
		return true;
	default:
		return true;
	}
}

static bool
read_events(struct reader *r, yaml_parser_t *parser, const char *text, size_t length)
{
	for (bool more = true; more;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event))
			return refuse_syntax(&r->build, parser, text, length);
		more = event.type != YAML_STREAM_END_EVENT;
		bool taken = take(r, &event);
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

static bool
read_yaml(wc_arena *arena, const char *name, const char *text, size_t length, bool foreign,
          const struct wc_node **ret_documents, struct wc_err *err)
{
	struct reader r = {.foreign = foreign};
	yaml_parser_t parser;
	if (!wc_build_start(&r.build, arena, name, &text, &length, true, err) || !check_cost(&r.build, text, length))
		return false;
	r.build.merges = foreign;
	if (!yaml_parser_initialize(&parser))
		return wc_fail(err, WC_FAULT_SYSTEM, "%s: out of memory", name);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	bool read = read_events(&r, &parser, text, length);
	yaml_parser_delete(&parser);
	if (!read)
		return false;
	if (r.build.root->count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s is empty: it holds no YAML document", name);
		return wc_hint(err, "check the file name; a file of comments alone says nothing");
	}
	*ret_documents = r.build.root;
	return true;
}

bool
wc_yaml_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_documents,
             struct wc_err *err)
{
	return read_yaml(arena, name, text, length, false, ret_documents, err);
}

bool
wc_yaml_read_foreign(wc_arena *arena, const char *name, const char *text, size_t length,
                     const struct wc_node **ret_documents, struct wc_err *err)
{
	return read_yaml(arena, name, text, length, true, ret_documents, err);
}
