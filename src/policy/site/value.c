/* What stands behind a fact in a condition: words, numbers with operators, comparisons of image and host, texts. */
#include "policy/site/condition.h"

#include "base/limits.h"
#include "policy/site/number.h"

#include <string.h>

/* One value of a list, or the only one. */
typedef bool take_item(struct wc_condition_reader *r, struct wc_expression **whole, uint16_t axis, const struct wc_node *node);

static enum wc_axis_id
id_of(const struct wc_condition_reader *r, uint16_t axis)
{
	return r->axes->axis[axis].id;
}

/* `whole` or `more`; either may be NULL. */
static void
add_choice(struct wc_condition_reader *r, struct wc_expression **whole, struct wc_expression *more)
{
	bool spans = *whole && (*whole)->kind == WC_EXPRESSION_LIMIT && more->kind == WC_EXPRESSION_LIMIT && (*whole)->limit.axis == more->limit.axis;
	if (!*whole)
		*whole = more;
	else if (spans)
		(*whole)->limit.spans = wc_spans_or(r->reader->arena, (*whole)->limit.spans, more->limit.spans);
	else
		*whole = wc_expression_of(r->reader->arena, WC_EXPRESSION_ANY, *whole, more);
}

static bool
take_word(struct wc_condition_reader *r, struct wc_expression **whole, uint16_t axis, const struct wc_node *node)
{
	enum wc_axis_id id = id_of(r, axis);
	const struct wc_words *words = wc_axes[id].words;
	size_t first = (size_t)wc_axis_lowest(id);
	unsigned value;
	if (!wc_word_find(words, node->text, &value) || value < first)
		return wc_reader_unknown(r->reader, node, false, node->text, words->what, words->word + first, words->count - first);
	add_choice(r, whole, wc_expression_spans(r->reader->arena, axis, wc_spans_of(r->reader->arena, value, value)));
	return true;
}

/* "< host.build" behind image.build, and the other way round: the axis of how they stand. */
static bool
take_comparison(struct wc_condition_reader *r, struct wc_expression **whole, enum wc_axis_id id, const struct wc_comparison *c)
{
	static const struct {
		enum wc_axis_id image, host, order;
	} pairs[] = {{WC_AXIS_IMAGE_BUILD, WC_AXIS_HOST_BUILD, WC_AXIS_BUILDS}, {WC_AXIS_IMAGE_REVISION, WC_AXIS_HOST_REVISION, WC_AXIS_REVISIONS}};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		bool mirrored = id == pairs[i].host;
		if ((id != pairs[i].image && !mirrored) || strcmp(c->literal, wc_axes[mirrored ? pairs[i].image : pairs[i].host].name) != 0)
			continue;
		uint16_t axis = wc_axis_take(r->reader->arena, r->axes, pairs[i].order, NULL);
		add_choice(r, whole, wc_expression_spans(r->reader->arena, axis, wc_comparison_order(r->reader->arena, c->operator, mirrored)));
		return true;
	}
	return false;
}

/* One comparison, "< 20348". */
static struct wc_expression *
read_comparison(struct wc_condition_reader *r, enum wc_axis_id id, const struct wc_node *node, const struct wc_comparison *c)
{
	struct wc_expression *e = NULL;
	struct wc_err err;
	int64_t value;
	if (take_comparison(r, &e, id, c))
		return e;
	if (!wc_number_read(r->program, &wc_axes[id], c->literal, &value, &err)) {
		wc_diag_add(r->reader->diags, r->reader->file, node->line, node->column, "%s: %s", node->key ? node->key : wc_axes[id].name, err.text)->hint =
			err.hint[0] ? wc_copyz(r->reader->arena, err.hint) : NULL;
		return NULL;
	}
	uint16_t axis = wc_axis_take(r->reader->arena, r->axes, id, NULL);
	return wc_expression_spans(r->reader->arena, axis, wc_comparison_spans(r->reader->arena, c->operator, value, wc_axis_lowest(id), wc_axis_highest(id)));
}

/* Adds a limit that must hold besides those of `all`; one of the same axis becomes narrower. */
static void
add_limit(wc_arena *arena, struct wc_expression *all, struct wc_expression *limit)
{
	struct wc_expression **end = &all->first;
	for (; *end; end = &(*end)->next) {
		if ((*end)->limit.axis == limit->limit.axis) {
			(*end)->limit.spans = wc_spans_and(arena, (*end)->limit.spans, limit->limit.spans);
			return;
		}
	}
	*end = limit;
}

/* ">= 17763, < 20348": every comparison holds. */
static struct wc_expression *
read_comparisons(struct wc_condition_reader *r, enum wc_axis_id id, const struct wc_node *node)
{
	struct wc_expression *all = wc_expression_of(r->reader->arena, WC_EXPRESSION_ALL, NULL, NULL);
	const char *p = node->text;
	struct wc_comparison c;
	do {
		p = wc_comparison_next(r->reader->arena, p, &c);
		struct wc_expression *limit = read_comparison(r, id, node, &c);
		if (!limit)
			return NULL;
		add_limit(r->reader->arena, all, limit);
	} while (p);
	return all;
}

static bool
take_numbers(struct wc_condition_reader *r, struct wc_expression **whole, enum wc_axis_id id, const struct wc_node *node)
{
	struct wc_expression *e = read_comparisons(r, id, node);
	if (!e)
		return false;
	if (e->first && !e->first->next)
		e = e->first;
	add_choice(r, whole, e);
	return true;
}

/* Words and numbers: one value or a list of them, any of which will do. */
static struct wc_expression *
read_values(struct wc_condition_reader *r, enum wc_axis_id id, const struct wc_node *node)
{
	struct wc_expression *whole = NULL;
	bool ok = true, list = node->kind == WC_LIST;
	uint16_t axis = wc_axes[id].kind == WC_AXIS_WORDS ? wc_axis_take(r->reader->arena, r->axes, id, NULL) : 0;
	if (list && !node->child)
		ok = wc_reader_fault(r->reader, node, "%s: the list is empty: nothing could match", node->key);
	for (const struct wc_node *item = list ? node->child : node; ok && item; item = list ? item->next : NULL) {
		if (item->kind != WC_STRING || item->length == 0)
			ok = wc_reader_fault(r->reader, item, "%s: a value is text, this is %s", wc_axes[id].name, item->kind == WC_STRING ? "empty" : wc_node_kind_name(item));
		else if (wc_axes[id].kind == WC_AXIS_WORDS)
			ok &= take_word(r, &whole, axis, item);
		else
			ok &= take_numbers(r, &whole, id, item);
	}
	return ok ? whole : NULL;
}

struct wc_expression *
wc_condition_value(struct wc_condition_reader *r, enum wc_axis_id id, const char *label, const struct wc_node *node)
{
	const struct wc_node *inner = node->kind == WC_MAP && node->count == 1 ? wc_get(node, "not") : NULL;
	if (inner) {
		struct wc_expression *e = wc_condition_value(r, id, label, inner);
		return e ? wc_expression_not(r->reader->arena, r->axes, e) : NULL;
	}
	if (wc_axes[id].kind == WC_AXIS_TEXTS)
		return wc_condition_text(r, id, label, node);
	if (node->kind == WC_MAP) {
		wc_reader_fault(r->reader, node, "%s is a value, a list of values, or {not: …}", wc_axes[id].name);
		return NULL;
	}
	return read_values(r, id, node);
}
