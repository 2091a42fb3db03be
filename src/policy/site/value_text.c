/* What stands behind a text fact in a condition: texts, globs, {matches: PATTERN}; and versions, which ask build and revision. */
#include "policy/site/condition.h"

#include "policy/site/glob.h"
#include "policy/site/number.h"
#include "policy/site/regex.h"

#include <string.h>

/* The texts of one node: a string, or a list of strings. False and a fault where it is anything else. */
static bool
read_texts(struct wc_condition_reader *r, const char *fact, const struct wc_node *node, struct wc_test *test)
{
	bool list = node->kind == WC_LIST;
	size_t most = list ? node->count : 1;
	const char **exact = wc_array(r->reader->arena, const char *, most + 1), **glob = wc_array(r->reader->arena, const char *, most + 1);
	if (list && !node->child)
		return wc_reader_fault(r->reader, node, "%s: the list is empty: nothing could match", fact);
	for (const struct wc_node *item = list ? node->child : node; item; item = list ? item->next : NULL) {
		if (item->kind != WC_STRING)
			return wc_reader_fault(r->reader, item, "%s: a value is text, this is %s", fact, wc_node_kind_name(item));
		if (wc_glob_is(item->text))
			glob[test->glob_count++] = item->text;
		else
			exact[test->exact_count++] = item->text;
		test->name = test->name ? wc_printf(r->reader->arena, "%s, %s", test->name, item->text) : item->text;
	}
	test->exact = exact;
	test->glob = glob;
	return true;
}

static bool
read_regex(struct wc_condition_reader *r, const char *fact, const struct wc_node *node, struct wc_test *test)
{
	struct wc_err err;
	if (node->kind != WC_STRING || node->length == 0)
		return wc_reader_fault(r->reader, node, "%s: a pattern is text, this is %s", fact, node->kind == WC_STRING ? "empty" : wc_node_kind_name(node));
	test->regex = node->text;
	test->name = wc_printf(r->reader->arena, "/%s/", node->text);
	test->code = wc_regex_make(node->text, &err);
	return test->code || wc_reader_fault(r->reader, node, "%s: %s", fact, err.text);
}

struct wc_expression *
wc_condition_text(struct wc_condition_reader *r, enum wc_axis_id id, const char *label, const struct wc_node *node)
{
	struct wc_test test = {0};
	const char *fact = node->key ? node->key : wc_axes[id].name;
	const struct wc_node *pattern = node->kind == WC_MAP && node->count == 1 ? wc_get(node, "matches") : NULL;
	if (node->kind == WC_MAP && !pattern) {
		wc_reader_fault(r->reader, node, "%s is a text, a list of texts, {matches: PATTERN} or {not: …}", fact);
		return NULL;
	}
	if (!(pattern ? read_regex(r, fact, pattern, &test) : read_texts(r, fact, node, &test)))
		return NULL;
	uint16_t axis = wc_axis_take(r->reader->arena, r->axes, id, label);
	struct wc_wanted *wanted = wc_array(r->reader->arena, struct wc_wanted, 1);
	*wanted = (struct wc_wanted){wc_axis_take_test(r->reader->arena, &r->axes->axis[axis], test), true};
	struct wc_expression *e = wc_expression_of(r->reader->arena, WC_EXPRESSION_LIMIT, NULL, NULL);
	e->limit = (struct wc_site_limit){.axis = axis, .wanted = wanted, .wanted_count = 1};
	return e;
}

static struct wc_expression *
spans_of(struct wc_condition_reader *r, enum wc_axis_id id, enum wc_operator op, int64_t value)
{
	wc_arena *arena = r->reader->arena;
	return wc_expression_spans(arena, wc_axis_take(arena, r->axes, id, NULL),
	                           wc_comparison_spans(arena, op, value, wc_axis_lowest(id), wc_axis_highest(id)));
}

/* Versions order by build, then by revision: "< B.R" is a lower build, or this one with a lower revision. */
static struct wc_expression *
compare_version(struct wc_condition_reader *r, enum wc_axis_id build, enum wc_axis_id revision, enum wc_operator op, struct wc_version v)
{
	wc_arena *arena = r->reader->arena;
	if (v.revision == WC_REVISION_UNKNOWN)
		return spans_of(r, build, op, v.build);
	if (op == WC_IS_NOT) {
		struct wc_expression *same = compare_version(r, build, revision, WC_IS, v);
		return wc_expression_not(arena, r->axes, same);
	}
	struct wc_expression *here = wc_expression_of(arena, WC_EXPRESSION_ALL, spans_of(r, build, WC_IS, v.build), spans_of(r, revision, op, v.revision));
	if (op == WC_IS)
		return here;
	bool below = op == WC_BELOW || op == WC_AT_MOST;
	return wc_expression_of(arena, WC_EXPRESSION_ANY, spans_of(r, build, below ? WC_BELOW : WC_ABOVE, v.build), here);
}

/* ">= 10.0.17763.1039, < 10.0.20348": every comparison holds. */
static struct wc_expression *
read_version(struct wc_condition_reader *r, enum wc_axis_id build, enum wc_axis_id revision, const struct wc_node *node)
{
	struct wc_expression *all = wc_expression_of(r->reader->arena, WC_EXPRESSION_ALL, NULL, NULL), **end = &all->first;
	const char *p = node->kind == WC_STRING ? node->text : NULL;
	if (!p)
		wc_reader_fault(r->reader, node, "a version is text, this is %s", wc_node_kind_name(node));
	while (p) {
		struct wc_comparison c;
		struct wc_version v;
		struct wc_err err;
		p = wc_comparison_next(r->reader->arena, p, &c);
		if (!wc_version_parse(c.literal, &v, &err)) {
			wc_reader_fault(r->reader, node, "%s", err.text);
			return NULL;
		}
		*end = compare_version(r, build, revision, c.operator, v);
		end = &(*end)->next;
	}
	return all->first ? all : NULL;
}

struct wc_expression *
wc_condition_version(struct wc_condition_reader *r, enum wc_axis_id build, enum wc_axis_id revision, const struct wc_node *node)
{
	const struct wc_node *inner = node->kind == WC_MAP && node->count == 1 ? wc_get(node, "not") : NULL;
	if (inner) {
		struct wc_expression *e = wc_condition_version(r, build, revision, inner);
		return e ? wc_expression_not(r->reader->arena, r->axes, e) : NULL;
	}
	if (node->kind != WC_LIST)
		return read_version(r, build, revision, node);
	struct wc_expression *any = wc_expression_of(r->reader->arena, WC_EXPRESSION_ANY, NULL, NULL), **end = &any->first;
	for (const struct wc_node *item = node->child; item; item = item->next) {
		if (!(*end = read_version(r, build, revision, item)))
			return NULL;
		end = &(*end)->next;
	}
	return any;
}
