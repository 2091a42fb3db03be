/* Where a pod may land: reading what its spec asks of nodes. */
#include "source/cluster/placement.h"

#include "source/workload/pod.h"

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

static uint8_t
os_of_name(const char *name)
{
	unsigned os;
	return name && wc_word_find(&wc_os_words, name, &os) && (os == WC_OS_WINDOWS || os == WC_OS_LINUX) ? (uint8_t)os : WC_OS_UNKNOWN;
}

struct wc_placement
wc_placement_read(wc_arena *arena, const struct wc_node *spec, const struct wc_runtime_class *runtime_class)
{
	const char *node = wc_get_text(spec, "nodeName");
	struct wc_placement placement = {.os = os_of_name(wc_get_text(wc_get(spec, "os"), "name")), .host_process = wc_pod_is_host_process(spec),
	                                 .node = node && *node ? wc_copyz(arena, node) : NULL, .runtime_class = runtime_class};
	placement.selector = read_selector(arena, wc_get(spec, "nodeSelector"));
	read_affinity(arena, spec, &placement);
	placement.tolerations = read_tolerations(arena, wc_get(spec, "tolerations"), &placement.toleration_count);
	return placement;
}

/* By the handlers of containerd's stock configuration; one of another name says nothing. */
static uint8_t
isolation_of(const char *handler)
{
	if (handler && strncmp(handler, "runhcs-wcow-hyperv", 18) == 0)
		return WC_ISOLATION_HYPERV;
	return handler && strcmp(handler, "runhcs-wcow-process") == 0 ? WC_ISOLATION_PROCESS : WC_ISOLATION_DEFAULT;
}

struct wc_runtime_class
wc_runtime_class_read(wc_arena *arena, const struct wc_node *object)
{
	const struct wc_node *scheduling = wc_get(object, "scheduling");
	const char *name = wc_get_text(wc_get(object, "metadata"), "name");
	const char *handler = wc_get_text(object, "handler");
	struct wc_runtime_class class = {.name = wc_copyz(arena, name ? name : ""), .handler = wc_copyz(arena, handler ? handler : ""), .isolation = isolation_of(handler)};
	class.selector = read_selector(arena, wc_get(scheduling, "nodeSelector"));
	class.tolerations = read_tolerations(arena, wc_get(scheduling, "tolerations"), &class.toleration_count);
	return class;
}
