/* Why a pod misses a node: selectors, required affinity, taints and tolerations. */
#include "source/cluster/placement.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *
value_in(const struct wc_label *labels, size_t count, const char *name)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		int order = strcmp(labels[middle].name, name);
		if (order == 0)
			return labels[middle].value;
		if (order < 0)
			low = middle + 1;
		else
			count = middle;
	}
	return NULL;
}

const char *
wc_kube_label(const struct wc_kube_node *node, const char *name)
{
	const char *value = value_in(node->labels, node->label_count, name);
	return value ? value : value_in(node->own, node->own_count, name);
}

/* Gt and Lt compare whole numbers; what is none is not compared. */
static bool
compares(const char *value, const struct wc_need *need)
{
	char *value_end, *bound_end;
	if (need->value_count != 1 || !*value || !*need->values[0])
		return false;
	long long number = strtoll(value, &value_end, 10), bound = strtoll(need->values[0], &bound_end, 10);
	return !*value_end && !*bound_end && (need->operator == WC_NEED_GT ? number > bound : number < bound);
}

static bool
is_among(const char *value, const struct wc_need *need)
{
	for (size_t i = 0; i < need->value_count; i++)
		if (strcmp(value, need->values[i]) == 0)
			return true;
	return false;
}

/* NotIn holds where there is no such label, too. */
static bool
holds(const struct wc_need *need, const struct wc_kube_node *node)
{
	const char *name = node->pool ? NULL : node->host.name; /* a node to come has another */
	const char *value = need->is_name ? name : wc_kube_label(node, need->key);
	switch (need->operator) {
	case WC_NEED_IN:
		return value && is_among(value, need);
	case WC_NEED_NOT_IN:
		return !value || !is_among(value, need);
	case WC_NEED_EXISTS:
		return value != NULL;
	case WC_NEED_DOES_NOT_EXIST:
		return !value;
	case WC_NEED_GT:
	case WC_NEED_LT:
		return value && compares(value, need);
	default:
		return false;
	}
}

static bool
all_hold(const struct wc_needs *needs, const struct wc_kube_node *node)
{
	for (size_t i = 0; i < needs->count; i++)
		if (!holds(&needs->item[i], node))
			return false;
	return true;
}

static bool
affinity_holds(const struct wc_placement *placement, const struct wc_kube_node *node)
{
	for (size_t i = 0; i < placement->term_count; i++)
		if (placement->terms[i].count && all_hold(&placement->terms[i], node))
			return true;
	return !placement->has_terms;
}

static bool
tolerates(const struct wc_toleration *all, size_t count, const struct wc_node_taint *taint)
{
	for (size_t i = 0; i < count; i++) {
		const struct wc_toleration *t = &all[i];
		bool same_key = t->key ? strcmp(t->key, taint->key) == 0 : t->any_value;
		if (same_key && (t->effect == WC_TAINT_ANY || t->effect == taint->effect) && (t->any_value || strcmp(t->value, taint->value) == 0))
			return true;
	}
	return false;
}

/* nodeName goes past the scheduler, but not past NoExecute. */
static bool
taints_pass(const struct wc_placement *p, const struct wc_kube_node *node)
{
	const struct wc_runtime_class *class = p->runtime_class;
	for (size_t i = 0; i < node->taint_count; i++) {
		const struct wc_node_taint *taint = &node->taints[i];
		bool passes = p->node && taint->effect == WC_NO_SCHEDULE;
		if (!passes && !tolerates(p->tolerations, p->toleration_count, taint) &&
		    !(class && tolerates(class->tolerations, class->toleration_count, taint)))
			return false;
	}
	return true;
}

const char *
wc_placement_conflict(const struct wc_placement *p)
{
	const struct wc_needs *theirs = p->runtime_class ? &p->runtime_class->selector : NULL;
	for (size_t i = 0; theirs && i < theirs->count; i++)
		for (size_t k = 0; k < p->selector.count; k++)
			if (strcmp(theirs->item[i].key, p->selector.item[k].key) == 0 &&
			    strcmp(theirs->item[i].values[0], p->selector.item[k].values[0]) != 0)
				return theirs->item[i].key;
	return NULL;
}

static bool
has_handler(const struct wc_runtime_class *class, const struct wc_kube_node *node)
{
	for (size_t i = 0; class && i < node->handler_count; i++)
		if (strcmp(node->handlers[i], class->handler) == 0)
			return true;
	return !class || node->handler_count == 0;
}

enum wc_pod_miss
wc_placement_misses(const struct wc_placement *p, const struct wc_kube_node *node)
{
	if (p->node && (node->pool || !node->host.name || strcmp(p->node, node->host.name) != 0))
		return WC_MISSES_NAME;
	if (!all_hold(&p->selector, node))
		return WC_MISSES_SELECTOR;
	if (!affinity_holds(p, node))
		return WC_MISSES_AFFINITY;
	if (p->runtime_class && !all_hold(&p->runtime_class->selector, node))
		return WC_MISSES_CLASS;
	if (!taints_pass(p, node))
		return WC_MISSES_TAINT;
	return has_handler(p->runtime_class, node) ? WC_POD_FITS : WC_MISSES_HANDLER;
}

const char *
wc_pod_misses_text(wc_arena *arena, const size_t misses[WC_POD_MISSES])
{
	static const char *const titles[WC_POD_MISSES] = {
		[WC_MISSES_NAME] = "are not the node that it names",
		[WC_MISSES_SELECTOR] = "lack the labels of its nodeSelector",
		[WC_MISSES_AFFINITY] = "are outside its node affinity",
		[WC_MISSES_CLASS] = "lack the labels that its RuntimeClass asks for",
		[WC_MISSES_TAINT] = "have a taint that it does not tolerate",
		[WC_MISSES_HANDLER] = "lack the runtime handler of its RuntimeClass",
	};
	struct wc_text text = {.arena = arena};
	for (unsigned miss = WC_POD_FITS + 1; miss < WC_POD_MISSES; miss++)
		if (misses[miss])
			wc_text_printf(&text, "%s%zu %s", text.length ? ", " : "", misses[miss], titles[miss]);
	return wc_text_string(&text);
}

const char *
wc_windows_nodes_text(wc_arena *arena, size_t nodes, size_t empty_pools)
{
	const char *all = wc_printf(arena, "%zu Windows node%s", nodes, nodes == 1 ? "" : "s");
	return empty_pools ? wc_printf(arena, "%s and %zu pool%s without a node", all, empty_pools, empty_pools == 1 ? "" : "s") : all;
}

const char *
wc_linux_too_text(wc_arena *arena, size_t count)
{
	return wc_printf(arena, "nothing keeps the scheduler from placing it on %zu Linux node%s, where it cannot run: add nodeSelector kubernetes.io/os: windows",
	                 count, count == 1 ? "" : "s");
}

const char *
wc_no_handler_text(wc_arena *arena, size_t count, const struct wc_runtime_class *class)
{
	return wc_printf(arena, "nothing keeps the scheduler from placing it on %zu node%s without the runtime handler %s: give the RuntimeClass %s a nodeSelector",
	                 count, count == 1 ? "" : "s", class->handler, class->name);
}

static bool
is_key(const char *const *keys, size_t count, const char *key)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		int order = strcmp(keys[middle], key);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			count = middle;
	}
	return false;
}

static bool
needs_ask(const struct wc_needs *needs, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < needs->count; i++)
		if (needs->item[i].is_name || is_key(keys, count, needs->item[i].key))
			return true;
	return false;
}

bool
wc_placement_asks(const struct wc_placement *p, const char *const *keys, size_t key_count)
{
	bool asks = p->node || needs_ask(&p->selector, keys, key_count) ||
	            (p->runtime_class && needs_ask(&p->runtime_class->selector, keys, key_count));
	for (size_t i = 0; i < p->term_count && !asks; i++)
		asks = needs_ask(&p->terms[i], keys, key_count);
	return asks;
}
