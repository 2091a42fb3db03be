/* Copies of what pools are made of. */
#include "app/pools_keep.h"

struct wc_host
wc_keep_host(wc_arena *arena, const struct wc_host *host)
{
	struct wc_host kept = *host;
	kept.name = wc_copyz(arena, host->name);
	kept.spec = wc_copyz(arena, host->spec);
	kept.display = wc_copyz(arena, host->display);
	kept.problem = wc_copyz(arena, host->problem);
	kept.engine.version_text = wc_copyz(arena, host->engine.version_text);
	kept.remarks = NULL;
	kept.remark_count = 0;
	return kept;
}

const char *const *
wc_keep_texts(wc_arena *arena, const char *const *texts, size_t count)
{
	const char **kept = wc_array(arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		kept[i] = wc_copyz(arena, texts[i]);
	return kept;
}

const struct wc_label *
wc_keep_labels(wc_arena *arena, const struct wc_label *labels, size_t count)
{
	struct wc_label *kept = wc_array(arena, struct wc_label, count + 1);
	for (size_t i = 0; i < count; i++)
		kept[i] = (struct wc_label){wc_copyz(arena, labels[i].name), wc_copyz(arena, labels[i].value)};
	return kept;
}

const struct wc_node_taint *
wc_keep_taints(wc_arena *arena, const struct wc_node_taint *taints, size_t count)
{
	struct wc_node_taint *kept = wc_array(arena, struct wc_node_taint, count + 1);
	for (size_t i = 0; i < count; i++)
		kept[i] = (struct wc_node_taint){wc_copyz(arena, taints[i].key), wc_copyz(arena, taints[i].value), taints[i].effect};
	return kept;
}

/* Of a selector: each of its needs has one value. */
static struct wc_needs
keep_selector(wc_arena *arena, const struct wc_needs *needs)
{
	struct wc_need *kept = wc_array(arena, struct wc_need, needs->count + 1);
	for (size_t i = 0; i < needs->count; i++) {
		kept[i] = needs->item[i];
		kept[i].key = wc_copyz(arena, needs->item[i].key);
		kept[i].values = wc_keep_texts(arena, needs->item[i].values, needs->item[i].value_count);
	}
	return (struct wc_needs){kept, needs->count};
}

static const struct wc_toleration *
keep_tolerations(wc_arena *arena, const struct wc_toleration *tolerations, size_t count)
{
	struct wc_toleration *kept = wc_array(arena, struct wc_toleration, count + 1);
	for (size_t i = 0; i < count; i++) {
		kept[i] = tolerations[i];
		kept[i].key = wc_copyz(arena, tolerations[i].key);
		kept[i].value = wc_copyz(arena, tolerations[i].value);
	}
	return kept;
}

const struct wc_runtime_class *
wc_keep_runtime_classes(wc_arena *arena, const struct wc_runtime_class *classes, size_t count)
{
	struct wc_runtime_class *kept = wc_array(arena, struct wc_runtime_class, count + 1);
	for (size_t i = 0; i < count; i++) {
		kept[i] = classes[i];
		kept[i].name = wc_copyz(arena, classes[i].name);
		kept[i].handler = wc_copyz(arena, classes[i].handler);
		kept[i].selector = keep_selector(arena, &classes[i].selector);
		kept[i].tolerations = keep_tolerations(arena, classes[i].tolerations, classes[i].toleration_count);
	}
	return kept;
}
