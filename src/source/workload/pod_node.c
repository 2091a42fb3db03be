/* A pod and a node: selectors, required affinity, taints and tolerations. */
#include "source/workload/pod_node.h"

#include <stdlib.h>
#include <string.h>

const char *
wc_pod_miss_title(enum wc_pod_miss miss)
{
	static const char *const titles[WC_POD_MISSES] = {
		[WC_POD_FITS] = "may take it",
		[WC_MISSES_NAME] = "are not the node that it names",
		[WC_MISSES_SELECTOR] = "lack the labels of its nodeSelector",
		[WC_MISSES_AFFINITY] = "are outside its node affinity",
		[WC_MISSES_CLASS] = "lack the labels that its RuntimeClass asks for",
		[WC_MISSES_TAINT] = "have a taint that it does not tolerate",
	};
	return titles[miss];
}

bool
wc_taint_passes(const char *key)
{
	static const char own[] = "node.kubernetes.io/", cloud[] = "node.cloudprovider.kubernetes.io/";
	return strncmp(key, own, sizeof(own) - 1) == 0 || strncmp(key, cloud, sizeof(cloud) - 1) == 0;
}

static const char *
find_in(const struct wc_label *labels, size_t count, const char *name)
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

/* The value of a label, or NULL. */
static const char *
label_of(const struct wc_pod_node *node, const char *name)
{
	const char *value = find_in(node->labels, node->label_count, name);
	return value ? value : find_in(node->own, node->own_count, name);
}

static bool
has_all(const struct wc_node *selector, const struct wc_pod_node *node)
{
	for (const struct wc_node *label = selector ? selector->child : NULL; label; label = label->next) {
		const char *value = label->key ? label_of(node, label->key) : NULL;
		if (!value || !label->text || strcmp(value, label->text) != 0)
			return false;
	}
	return true;
}

static bool
is_among(const struct wc_node *values, const char *text)
{
	for (const struct wc_node *value = values ? values->child : NULL; value; value = value->next)
		if (value->text && strcmp(value->text, text) == 0)
			return true;
	return false;
}

/* Gt and Lt compare whole numbers; what is none satisfies neither. */
static bool
compares(const struct wc_node *values, const char *text, bool greater)
{
	char *end, *other_end;
	const struct wc_node *value = values ? values->child : NULL;
	if (!value || !value->text || !*value->text || !*text)
		return false;
	long long left = strtoll(text, &end, 10), right = strtoll(value->text, &other_end, 10);
	return !*end && !*other_end && (greater ? left > right : left < right);
}

/* One expression, of a label or of the field metadata.name. `value` is NULL where the node has no such label. */
static bool
holds(const struct wc_node *expression, const char *value)
{
	const char *operator = wc_get_text(expression, "operator");
	const struct wc_node *values = wc_get(expression, "values");
	if (!operator)
		return false;
	if (strcmp(operator, "In") == 0)
		return value && is_among(values, value);
	if (strcmp(operator, "NotIn") == 0)
		return !value || !is_among(values, value);
	if (strcmp(operator, "Exists") == 0)
		return value != NULL;
	if (strcmp(operator, "DoesNotExist") == 0)
		return !value;
	bool greater = strcmp(operator, "Gt") == 0;
	return (greater || strcmp(operator, "Lt") == 0) && value && compares(values, value, greater);
}

/* All expressions of a term hold; a term without any holds for no node. */
static bool
term_holds(const struct wc_node *term, const struct wc_pod_node *node)
{
	const struct wc_node *expressions = wc_get(term, "matchExpressions"), *fields = wc_get(term, "matchFields");
	size_t count = 0;
	for (const struct wc_node *e = expressions ? expressions->child : NULL; e; e = e->next, count++) {
		const char *key = wc_get_text(e, "key");
		if (!key || !holds(e, label_of(node, key)))
			return false;
	}
	for (const struct wc_node *e = fields ? fields->child : NULL; e; e = e->next, count++)
		if (!holds(e, node->name))
			return false;
	return count > 0;
}

static const struct wc_node *
required_terms(const struct wc_node *spec)
{
	const struct wc_node *affinity = wc_get(wc_get(spec, "affinity"), "nodeAffinity");
	const struct wc_node *required = wc_get(affinity, "requiredDuringSchedulingIgnoredDuringExecution");
	return required && required->kind == WC_MAP ? wc_get(required, "nodeSelectorTerms") : NULL;
}

/* One of the terms holds, or none is required. */
static bool
has_affinity(const struct wc_node *spec, const struct wc_pod_node *node)
{
	const struct wc_node *terms = required_terms(spec);
	if (!terms)
		return true;
	for (const struct wc_node *term = terms->child; term; term = term->next)
		if (term_holds(term, node))
			return true;
	return false;
}

/* Does a toleration bear the taint? An empty key with Exists bears all, an empty effect every effect. */
static bool
bears(const struct wc_node *toleration, const struct wc_taint *taint)
{
	const char *key = wc_get_text(toleration, "key"), *operator = wc_get_text(toleration, "operator");
	const char *value = wc_get_text(toleration, "value"), *effect = wc_get_text(toleration, "effect");
	bool exists = operator && strcmp(operator, "Exists") == 0;
	if (effect && *effect && strcmp(effect, taint->evicts ? "NoExecute" : "NoSchedule") != 0)
		return false;
	if (!key || !*key)
		return exists;
	return strcmp(key, taint->key) == 0 && (exists || strcmp(value ? value : "", taint->value) == 0);
}

static bool
is_borne(const struct wc_node *tolerations, const struct wc_taint *taint)
{
	for (const struct wc_node *t = tolerations ? tolerations->child : NULL; t; t = t->next)
		if (bears(t, taint))
			return true;
	return false;
}

/* A pod that names its node goes past the scheduler: only what evicts keeps it away. */
static bool
bears_all(const struct wc_node *spec, const struct wc_node *scheduling, const struct wc_pod_node *node, bool is_named)
{
	const struct wc_node *own = wc_get(spec, "tolerations"), *more = wc_get(scheduling, "tolerations");
	for (size_t i = 0; i < node->taint_count; i++) {
		const struct wc_taint *taint = &node->taints[i];
		if ((!is_named || taint->evicts) && !is_borne(own, taint) && !is_borne(more, taint))
			return false;
	}
	return true;
}

enum wc_pod_miss
wc_pod_node_misses(const struct wc_node *spec, const struct wc_node *runtime_class, const struct wc_pod_node *node)
{
	const char *name = wc_get_text(spec, "nodeName");
	const struct wc_node *scheduling = wc_get(runtime_class, "scheduling");
	bool is_named = name && *name;
	if (is_named && (!node->name || strcmp(name, node->name) != 0))
		return WC_MISSES_NAME;
	if (!has_all(wc_get(spec, "nodeSelector"), node))
		return WC_MISSES_SELECTOR;
	if (!has_affinity(spec, node))
		return WC_MISSES_AFFINITY;
	if (!has_all(wc_get(scheduling, "nodeSelector"), node))
		return WC_MISSES_CLASS;
	return bears_all(spec, scheduling, node, is_named) ? WC_POD_FITS : WC_MISSES_TAINT;
}

static bool
is_key(const char *const *keys, size_t count, const char *key)
{
	size_t low = 0;
	while (key && low < count) {
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
selector_asks(const struct wc_node *selector, const char *const *keys, size_t count)
{
	for (const struct wc_node *label = selector ? selector->child : NULL; label; label = label->next)
		if (is_key(keys, count, label->key))
			return true;
	return false;
}

bool
wc_pod_asks(const struct wc_node *spec, const struct wc_node *runtime_class, const char *const *keys, size_t key_count)
{
	const char *name = wc_get_text(spec, "nodeName");
	const struct wc_node *terms = required_terms(spec);
	if ((name && *name) || selector_asks(wc_get(spec, "nodeSelector"), keys, key_count) ||
	    selector_asks(wc_get(wc_get(runtime_class, "scheduling"), "nodeSelector"), keys, key_count))
		return true;
	for (const struct wc_node *term = terms ? terms->child : NULL; term; term = term->next) {
		const struct wc_node *expressions = wc_get(term, "matchExpressions");
		if (wc_get(term, "matchFields"))
			return true;
		for (const struct wc_node *e = expressions ? expressions->child : NULL; e; e = e->next)
			if (is_key(keys, key_count, wc_get_text(e, "key")))
				return true;
	}
	return false;
}
