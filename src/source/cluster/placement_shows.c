/* What a pod shows of the nodes that it is for: by selectors, required affinity and its RuntimeClass. */
#include "source/cluster/placement.h"

#include "base/limits.h"

#include <string.h>

/* Values that a label must have one of; `is_any` while nothing was said of it, or more than anybody can mean. */
struct values {
	const char *item[WC_LIMIT_LABEL_VALUES];
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
		if (strcmp(values->item[i], text) == 0)
			return true;
	return false;
}

/* Adds a value to those that are allowed. */
static void
allow(struct values *values, const char *value)
{
	if (values->is_any || holds(values, value))
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
		if (holds(by, values->item[i]))
			values->item[kept++] = values->item[i];
	values->count = kept;
}

static struct demand
nothing_said(void)
{
	return (struct demand){.os = {.is_any = true}, .build = {.is_any = true}};
}

/* Needs that all hold. Only `In` names values; that the build's label is there is for Windows alone. */
static void
narrow_by_needs(struct demand *demand, const struct wc_needs *needs)
{
	for (size_t i = 0; i < needs->count; i++) {
		const struct wc_need *need = &needs->item[i];
		struct values one = {0}, *values = need->is_name ? NULL : values_for(demand, need->key);
		demand->has_build |= values == &demand->build && (need->operator == WC_NEED_IN || need->operator == WC_NEED_EXISTS);
		if (!values || need->operator != WC_NEED_IN)
			continue;
		for (size_t k = 0; k < need->value_count; k++)
			allow(&one, need->values[k]);
		narrow(values, &one);
	}
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

/* The terms of the required node affinity: one of them holds. */
static void
narrow_by_affinity(struct demand *demand, const struct wc_placement *p)
{
	struct demand all = {.has_build = true};
	if (p->term_count == 0)
		return;
	for (size_t i = 0; i < p->term_count; i++) {
		struct demand one = nothing_said();
		narrow_by_needs(&one, &p->terms[i]);
		widen(&all.os, &one.os);
		widen(&all.build, &one.build);
		all.has_build = all.has_build && one.has_build;
	}
	narrow(&demand->os, &all.os);
	narrow(&demand->build, &all.build);
	demand->has_build |= all.has_build;
}

/* The system: said by name, else the one that the labels allow, else what only Windows has. */
static uint8_t
os_of(const struct wc_placement *p, const struct demand *demand)
{
	unsigned os = p->os;
	bool is_one = !demand->os.is_any && demand->os.count == 1;
	if (!os && is_one && (!wc_word_find(&wc_os_words, demand->os.item[0], &os) || (os != WC_OS_WINDOWS && os != WC_OS_LINUX)))
		os = WC_OS_UNKNOWN;
	bool only_windows = demand->has_build || p->host_process || (p->runtime_class && p->runtime_class->isolation != WC_ISOLATION_DEFAULT);
	return (uint8_t)(!os && only_windows ? WC_OS_WINDOWS : os);
}

struct wc_pod_place
wc_placement_shows(wc_arena *arena, const struct wc_placement *p)
{
	struct demand demand = nothing_said();
	narrow_by_needs(&demand, &p->selector);
	if (p->runtime_class)
		narrow_by_needs(&demand, &p->runtime_class->selector);
	narrow_by_affinity(&demand, p);
	size_t count = demand.build.is_any ? 0 : demand.build.count;
	const char **build = wc_array(arena, const char *, count + 1);
	memcpy(build, demand.build.item, count * sizeof(*build));
	return (struct wc_pod_place){.os = os_of(p, &demand), .isolation = p->runtime_class ? p->runtime_class->isolation : WC_ISOLATION_DEFAULT,
	                             .build = build, .build_count = count};
}
