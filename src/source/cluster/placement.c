/* Where a pod may land: what its spec asks of nodes, and whether a node has it. */
#include "source/cluster/cluster.h"

#include "source/workload/pod.h"

#include <stdlib.h>
#include <string.h>

static size_t
count_of(const struct wc_node *node, enum wc_node_kind kind)
{
	return node && node->kind == kind ? node->count : 0;
}

/* The labels of a selector, each a need. */
static struct wc_needs
read_selector(wc_arena *arena, const struct wc_node *selector)
{
	struct wc_need *needs = wc_array(arena, struct wc_need, count_of(selector, WC_MAP) + 1);
	size_t count = 0;
	for (const struct wc_node *label = count_of(selector, WC_MAP) ? selector->child : NULL; label; label = label->next) {
		const char **value = wc_array(arena, const char *, 1);
		*value = wc_copyz(arena, label->text ? label->text : "");
		needs[count++] = (struct wc_need){.key = wc_copyz(arena, label->key), .values = value, .value_count = 1, .operator = WC_NEED_IN};
	}
	return (struct wc_needs){needs, count};
}

static struct wc_need
read_need(wc_arena *arena, const struct wc_node *expression, bool is_field)
{
	const char *operator = wc_get_text(expression, "operator"), *key = wc_get_text(expression, "key");
	const struct wc_node *list = wc_get(expression, "values");
	struct wc_need need = {.key = wc_copyz(arena, key ? key : "")};
	unsigned word = WC_NEED_NONE;
	if (operator)
		wc_word_find(&wc_need_words, operator, &word);
	/* The only field that there is. */
	need.is_name = is_field && strcmp(need.key, "metadata.name") == 0;
	need.operator = (uint8_t)(is_field && !need.is_name ? WC_NEED_NONE : word);
	const char **values = wc_array(arena, const char *, count_of(list, WC_LIST) + 1);
	for (const struct wc_node *value = count_of(list, WC_LIST) ? list->child : NULL; value; value = value->next)
		values[need.value_count++] = wc_copyz(arena, value->text ? value->text : "");
	need.values = values;
	return need;
}

/* A term of a node selector; one without needs holds nowhere. */
static struct wc_needs
read_term(wc_arena *arena, const struct wc_node *term)
{
	const struct wc_node *lists[] = {wc_get(term, "matchExpressions"), wc_get(term, "matchFields")};
	struct wc_need *needs = wc_array(arena, struct wc_need, count_of(lists[0], WC_LIST) + count_of(lists[1], WC_LIST) + 1);
	size_t count = 0;
	for (unsigned i = 0; i < 2; i++)
		for (const struct wc_node *e = count_of(lists[i], WC_LIST) ? lists[i]->child : NULL; e; e = e->next)
			needs[count++] = read_need(arena, e, i == 1);
	return (struct wc_needs){needs, count};
}

static void
read_affinity(wc_arena *arena, const struct wc_node *spec, struct wc_placement *placement)
{
	const struct wc_node *required =
		wc_get(wc_get(wc_get(spec, "affinity"), "nodeAffinity"), "requiredDuringSchedulingIgnoredDuringExecution");
	const struct wc_node *list = wc_get(required, "nodeSelectorTerms");
	struct wc_needs *terms = wc_array(arena, struct wc_needs, count_of(list, WC_LIST) + 1);
	placement->has_terms = required && required->kind == WC_MAP;
	for (const struct wc_node *term = count_of(list, WC_LIST) ? list->child : NULL; term; term = term->next)
		terms[placement->term_count++] = read_term(arena, term);
	placement->terms = terms;
}

static uint8_t
effect_of(const char *text)
{
	unsigned effect = WC_TAINT_ANY;
	return text && wc_word_find(&wc_taint_words, text, &effect) ? (uint8_t)effect : WC_TAINT_ANY;
}

static const struct wc_toleration *
read_tolerations(wc_arena *arena, const struct wc_node *list, size_t *ret_count)
{
	struct wc_toleration *all = wc_array(arena, struct wc_toleration, count_of(list, WC_LIST) + 1);
	size_t count = 0;
	for (const struct wc_node *item = count_of(list, WC_LIST) ? list->child : NULL; item; item = item->next) {
		const char *key = wc_get_text(item, "key"), *value = wc_get_text(item, "value"), *operator = wc_get_text(item, "operator");
		const char *effect = wc_get_text(item, "effect");
		bool exists = operator && strcmp(operator, "Exists") == 0;
		if (effect && *effect && effect_of(effect) == WC_TAINT_ANY)
			continue; /* PreferNoSchedule */
		all[count++] = (struct wc_toleration){.key = key && *key ? wc_copyz(arena, key) : NULL, .value = wc_copyz(arena, value ? value : ""),
		                                      .effect = effect_of(effect), .any_value = exists};
	}
	*ret_count = count;
	return all;
}

struct wc_placement
wc_placement_read(wc_arena *arena, const struct wc_node *spec, const struct wc_runtime_class *runtime_class)
{
	const char *node = wc_get_text(spec, "nodeName");
	struct wc_placement placement = {.node = node && *node ? wc_copyz(arena, node) : NULL, .runtime_class = runtime_class};
	placement.selector = read_selector(arena, wc_get(spec, "nodeSelector"));
	read_affinity(arena, spec, &placement);
	placement.tolerations = read_tolerations(arena, wc_get(spec, "tolerations"), &placement.toleration_count);
	return placement;
}

struct wc_runtime_class
wc_runtime_class_read(wc_arena *arena, const struct wc_node *object)
{
	const struct wc_node *scheduling = wc_get(object, "scheduling");
	const char *name = wc_get_text(wc_get(object, "metadata"), "name");
	struct wc_runtime_class class = {.name = wc_copyz(arena, name ? name : ""), .isolation = wc_handler_isolation(wc_get_text(object, "handler"))};
	class.selector = read_selector(arena, wc_get(scheduling, "nodeSelector"));
	class.tolerations = read_tolerations(arena, wc_get(scheduling, "tolerations"), &class.toleration_count);
	return class;
}

static int
by_name(const void *name, const void *label)
{
	return strcmp(name, ((const struct wc_label *)label)->name);
}

const char *
wc_cluster_label(const struct wc_kube_node *node, const char *name)
{
	const struct wc_label *label = node->label_count ? bsearch(name, node->labels, node->label_count, sizeof(*label), by_name) : NULL;
	return label ? label->value : NULL;
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
	const char *value = need->is_name ? node->host.name : wc_cluster_label(node, need->key);
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

bool
wc_placement_allows(const struct wc_placement *p, const struct wc_kube_node *node)
{
	if (wc_placement_conflict(p) || (p->node && (!node->host.name || strcmp(p->node, node->host.name) != 0)))
		return false;
	return all_hold(&p->selector, node) && (!p->runtime_class || all_hold(&p->runtime_class->selector, node)) && affinity_holds(p, node) &&
	       taints_pass(p, node);
}
