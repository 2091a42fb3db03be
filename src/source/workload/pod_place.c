/* A Kubernetes pod spec: the nodes that it may run on, by selectors, required affinity and its RuntimeClass. */
#include "source/workload/pod.h"

#include "base/limits.h"

#include <string.h>

/* Values that a label must have one of; `is_any` while nothing was said of it, or more than anybody can mean. */
struct values {
	const struct wc_node *item[WC_LIMIT_LABEL_VALUES];
	size_t count;
	bool is_any;
};

/* What is asked of the labels of a node. */
struct demand {
	struct values os, build;
	bool has_build; /* the node has the label of a Windows build, whatever its value */
};

static const char *const os_labels[] = {"kubernetes.io/os", "beta.kubernetes.io/os", NULL};
static const char *const build_labels[] = {"node.kubernetes.io/windows-build", NULL};

static bool
is_one_of(const char *key, const char *const *words)
{
	for (; key && *words; words++)
		if (strcmp(key, *words) == 0)
			return true;
	return false;
}

/* The values for a label `key`, or NULL where it is none that says something. */
static struct values *
values_for(struct demand *demand, const char *key)
{
	if (is_one_of(key, os_labels))
		return &demand->os;
	return is_one_of(key, build_labels) ? &demand->build : NULL;
}

static bool
holds(const struct values *values, const char *text)
{
	for (size_t i = 0; i < values->count; i++)
		if (strcmp(values->item[i]->text, text) == 0)
			return true;
	return false;
}

/* Adds a value to those that are allowed. */
static void
allow(struct values *values, const struct wc_node *value)
{
	if (value->kind != WC_STRING || values->is_any || holds(values, value->text))
		return;
	if (values->count == WC_LIMIT_LABEL_VALUES)
		*values = (struct values){.is_any = true};
	else
		values->item[values->count++] = value;
}

/* Both must hold: what only one of them allows is out. */
static void
narrow(struct values *values, const struct values *by)
{
	if (values->is_any)
		*values = *by;
	if (by->is_any)
		return;
	size_t kept = 0;
	for (size_t i = 0; i < values->count; i++)
		if (holds(by, values->item[i]->text))
			values->item[kept++] = values->item[i];
	values->count = kept;
}

static struct demand
nothing_said(void)
{
	return (struct demand){.os = {.is_any = true}, .build = {.is_any = true}};
}

static void
narrow_by_selector(struct demand *demand, const struct wc_node *selector)
{
	for (const struct wc_node *label = selector && selector->kind == WC_MAP ? selector->child : NULL; label; label = label->next) {
		struct values one = {0}, *values = values_for(demand, label->key);
		if (!values)
			continue;
		allow(&one, label);
		narrow(values, &one);
		demand->has_build |= values == &demand->build;
	}
}

/* One term of a node selector: all its expressions hold. Only `In` names values; that the build's label is there is for Windows alone. */
static struct demand
read_term(const struct wc_node *term)
{
	struct demand demand = nothing_said();
	const struct wc_node *expressions = wc_get(term, "matchExpressions");
	for (const struct wc_node *e = expressions ? expressions->child : NULL; e; e = e->next) {
		const char *operator = wc_get_text(e, "operator");
		const struct wc_node *list = wc_get(e, "values");
		struct values one = {0}, *values = values_for(&demand, wc_get_text(e, "key"));
		demand.has_build |= values == &demand.build && operator && (strcmp(operator, "In") == 0 || strcmp(operator, "Exists") == 0);
		if (!values || !operator || strcmp(operator, "In") != 0 || !list)
			continue;
		for (const struct wc_node *value = list->child; value; value = value->next)
			allow(&one, value);
		narrow(values, &one);
	}
	return demand;
}

/* Adds what another term allows: where one of them leaves a label open, all together do. */
static void
widen(struct values *values, const struct values *by)
{
	if (values->is_any || by->is_any) {
		*values = (struct values){.is_any = true};
		return;
	}
	for (size_t i = 0; i < by->count; i++)
		allow(values, by->item[i]);
}

/* The terms of requiredDuringSchedulingIgnoredDuringExecution: one of them holds. */
static void
narrow_by_affinity(struct demand *demand, const struct wc_node *spec)
{
	const struct wc_node *required =
		wc_get(wc_get(wc_get(spec, "affinity"), "nodeAffinity"), "requiredDuringSchedulingIgnoredDuringExecution");
	const struct wc_node *terms = wc_get(required, "nodeSelectorTerms");
	struct demand all = {.has_build = true};
	if (!terms || !terms->child)
		return;
	for (const struct wc_node *term = terms->child; term; term = term->next) {
		struct demand one = read_term(term);
		widen(&all.os, &one.os);
		widen(&all.build, &one.build);
		all.has_build = all.has_build && one.has_build;
	}
	narrow(&demand->os, &all.os);
	narrow(&demand->build, &all.build);
	demand->has_build |= all.has_build;
}

static uint8_t
os_of_name(const char *name)
{
	unsigned os;
	return name && wc_word_find(&wc_os_words, name, &os) && (os == WC_OS_WINDOWS || os == WC_OS_LINUX) ? (uint8_t)os : WC_OS_UNKNOWN;
}

/* The system: said by name, else the one that the labels allow, else what only Windows has. */
static uint8_t
os_of(const struct wc_node *spec, const struct demand *demand)
{
	uint8_t os = os_of_name(wc_get_text(wc_get(spec, "os"), "name"));
	if (!os && !demand->os.is_any && demand->os.count == 1)
		os = os_of_name(demand->os.item[0]->text);
	if (!os && (demand->has_build || wc_pod_is_host_process(spec)))
		os = WC_OS_WINDOWS;
	return os;
}

uint8_t
wc_handler_isolation(const char *handler)
{
	if (handler && strncmp(handler, "runhcs-wcow-hyperv", 18) == 0)
		return WC_ISOLATION_HYPERV;
	return handler && strcmp(handler, "runhcs-wcow-process") == 0 ? WC_ISOLATION_PROCESS : WC_ISOLATION_DEFAULT;
}

struct wc_pod_place
wc_pod_place(wc_arena *arena, const struct wc_node *spec, const struct wc_node *runtime_class)
{
	struct demand demand = nothing_said();
	narrow_by_selector(&demand, wc_get(spec, "nodeSelector"));
	narrow_by_selector(&demand, wc_get(wc_get(runtime_class, "scheduling"), "nodeSelector"));
	narrow_by_affinity(&demand, spec);
	size_t count = demand.build.is_any ? 0 : demand.build.count;
	const struct wc_node **build = wc_array(arena, const struct wc_node *, count + 1);
	memcpy(build, demand.build.item, count * sizeof(*build));
	return (struct wc_pod_place){
		.os = os_of(spec, &demand), .isolation = wc_handler_isolation(wc_get_text(runtime_class, "handler")), .build = build, .build_count = count};
}
