/* wc_toml_read: lines of a TOML text, and the tables they belong to. */
#include "format/toml.h"

#include "format/toml_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
wc_toml_fail(struct wc_toml *t, const char *at, const char *format, ...)
{
	char what[300];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	return wc_build_fail(&t->build, wc_build_place(t->text, (size_t)(at - t->text)), "%s", what);
}

void
wc_toml_skip(struct wc_toml *t, bool lines)
{
	while (t->at < t->end) {
		if (*t->at == ' ' || *t->at == '\t' || (lines && (*t->at == '\n' || *t->at == '\r')))
			t->at++;
		else if (lines && *t->at == '#')
			t->at += strcspn(t->at, "\n");
		else
			return;
	}
}

struct wc_toml_node *
wc_toml_child(const struct wc_toml_node *parent, const char *key)
{
	for (struct wc_node *child = parent->node.child; child; child = child->next) {
		if (child->key && strcmp(child->key, key) == 0)
			return (struct wc_toml_node *)child;
	}
	return NULL;
}

static struct wc_place
place_of(struct wc_toml *t, const char *at)
{
	bool is_behind = t->placed_at && at >= t->placed_at;
	const char *from = is_behind ? t->placed_at : t->text;
	struct wc_place place = wc_build_place(from, (size_t)(at - from));
	if (is_behind) {
		place.column += place.line == 1 ? t->placed.column - 1 : 0;
		place.line += t->placed.line - 1;
	}
	t->placed_at = at;
	t->placed = place;
	return place;
}

struct wc_toml_node *
wc_toml_add(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at, enum wc_node_kind kind)
{
	if (++t->values > WC_LIMIT_TOML_VALUES) {
		wc_toml_fail(t, at, "more than %d values", WC_LIMIT_TOML_VALUES);
		return NULL;
	}
	struct wc_place place = place_of(t, at);
	struct wc_toml_node *node = wc_alloc(t->build.arena, sizeof(*node));
	node->node = (struct wc_node){.kind = kind, .line = place.line, .column = place.column, .key = key,
	                              .key_line = place.line, .key_column = place.column};
	*(parent->last ? &parent->last->next : &parent->node.child) = &node->node;
	parent->last = &node->node;
	parent->node.count++;
	return node;
}

/* The table under `key`, made where it is not there; of an array of tables the newest. */
static struct wc_toml_node *
step(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at)
{
	struct wc_toml_node *child = wc_toml_child(parent, key);
	if (!child)
		return wc_toml_add(t, parent, key, at, WC_MAP);
	if (child->node.kind == WC_LIST && !child->is_closed && child->last)
		child = (struct wc_toml_node *)child->last;
	if (child->node.kind == WC_MAP && !child->is_closed)
		return child;
	wc_toml_fail(t, at, "'%.60s' holds a value already, and nothing can stand below it", key);
	return NULL;
}

/* Reads the parts of a dotted key but the last, and goes where they lead. */
static bool
walk(struct wc_toml *t, struct wc_toml_node **table, const char **ret_key, const char **ret_at)
{
	for (size_t parts = 0; parts < WC_LIMIT_NESTING; parts++) {
		wc_toml_skip(t, false);
		*ret_at = t->at;
		if (!wc_toml_key(t, ret_key))
			return false;
		wc_toml_skip(t, false);
		if (t->at == t->end || *t->at != '.')
			return true;
		t->at++;
		if (!(*table = step(t, *table, *ret_key, *ret_at)))
			return false;
	}
	return wc_toml_fail(t, t->at, "nested deeper than %d levels", WC_LIMIT_NESTING);
}

bool
wc_toml_pair(struct wc_toml *t, struct wc_toml_node *table)
{
	const char *key, *at;
	if (!walk(t, &table, &key, &at))
		return false;
	if (t->at == t->end || *t->at != '=')
		return wc_toml_fail(t, t->at, "'=' is expected here");
	if (wc_toml_child(table, key))
		return wc_toml_fail(t, at, "'%.60s' stands here for the second time", key);
	t->at++;
	wc_toml_skip(t, false);
	return wc_toml_value(t, table, key, at);
}

/* A new table at the end of the array of tables `key`. */
static struct wc_toml_node *
append(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at)
{
	struct wc_toml_node *list = wc_toml_child(parent, key);
	if (!list)
		list = wc_toml_add(t, parent, key, at, WC_LIST);
	if (list && (list->node.kind != WC_LIST || list->is_closed)) {
		wc_toml_fail(t, at, "'%.60s' is no array of tables", key);
		return NULL;
	}
	return list ? wc_toml_add(t, list, NULL, at, WC_MAP) : NULL;
}

static struct wc_toml_node *
open_table(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at)
{
	struct wc_toml_node *before = wc_toml_child(parent, key);
	if (before && (before->is_named || before->node.kind != WC_MAP)) {
		wc_toml_fail(t, at, "the table '%.60s' stands here for the second time", key);
		return NULL;
	}
	struct wc_toml_node *table = step(t, parent, key, at);
	if (table)
		table->is_named = true;
	return table;
}

/* "[a.b]" or "[[a.b]]": which table the next lines belong to. */
static bool
header(struct wc_toml *t, struct wc_toml_node *root, struct wc_toml_node **ret_table)
{
	const char *key, *at;
	struct wc_toml_node *parent = root;
	bool is_array = t->end - t->at >= 2 && t->at[1] == '[';
	size_t brackets = is_array ? 2 : 1;
	t->at += brackets;
	if (!walk(t, &parent, &key, &at))
		return false;
	if ((size_t)(t->end - t->at) < brackets || strncmp(t->at, "]]", brackets) != 0)
		return wc_toml_fail(t, t->at, "'%.*s' is expected here", (int)brackets, "]]");
	t->at += brackets;
	*ret_table = is_array ? append(t, parent, key, at) : open_table(t, parent, key, at);
	return *ret_table != NULL;
}

/* After a header or a value the line is over, but for a comment. */
static bool
line_end(struct wc_toml *t)
{
	wc_toml_skip(t, false);
	if (t->at < t->end && *t->at == '#')
		t->at += strcspn(t->at, "\n");
	if (t->at < t->end && *t->at != '\n' && *t->at != '\r')
		return wc_toml_fail(t, t->at, "the end of the line is expected here");
	return true;
}

bool
wc_toml_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_root, struct wc_err *err)
{
	struct wc_toml t = {0};
	struct wc_toml_node *root = wc_alloc(arena, sizeof(*root)), *table = root;
	if (!wc_build_start(&t.build, arena, name, &text, &length, false, err))
		return false;
	t.text = t.at = text = wc_copy(arena, text, length);
	t.end = text + length;
	root->node = (struct wc_node){.kind = WC_MAP, .line = 1, .column = 1};
	for (wc_toml_skip(&t, true); t.at < t.end; wc_toml_skip(&t, true)) {
		if (!(*t.at == '[' ? header(&t, root, &table) : wc_toml_pair(&t, table)) || !line_end(&t))
			return false;
	}
	*ret_root = &root->node;
	return true;
}
