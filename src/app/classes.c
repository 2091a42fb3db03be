/* Grouping nodes: which labels tell single nodes apart, then a key for each node, then equal keys together. */
#include "app/classes.h"

#include "base/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* A node on its way into a class. */
struct draft {
	const struct wc_cluster_node *node;
	const char *key;       /* all that its class has in common */
	struct wc_label *labels; /* `label_count`, in order, those of the class first */
	size_t label_count, shared;
};

static int
by_name(const void *a, const void *b)
{
	const struct wc_label *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : strcmp(x->value, y->value);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_key(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	return order ? order : strcmp(x->node->name, y->node->name);
}

static size_t
label_count(const struct wc_node *labels)
{
	size_t count = 0;
	for (const struct wc_node *label = labels ? labels->child : NULL; label; label = label->next)
		count += label->key && label->text;
	return count;
}

static size_t
add_labels(const struct wc_node *labels, struct wc_label *to)
{
	size_t count = 0;
	for (const struct wc_node *label = labels ? labels->child : NULL; label; label = label->next)
		if (label->key && label->text)
			to[count++] = (struct wc_label){label->key, label->text};
	return count;
}

/* The names of labels with more values than any pool of nodes has; kubernetes.io/hostname always is one. */
static const char *const *
own_keys(wc_arena *arena, const struct draft *drafts, size_t count, size_t *ret_count)
{
	static const char hostname[] = "kubernetes.io/hostname";
	wc_arena *scratch = wc_arena_new();
	size_t all = 0, n = 0;
	for (size_t i = 0; i < count; i++)
		all += drafts[i].label_count;
	struct wc_label *labels = wc_array(scratch, struct wc_label, all + 1);
	for (size_t i = 0, at = 0; i < count; at += drafts[i].label_count, i++)
		if (drafts[i].label_count)
			memcpy(labels + at, drafts[i].labels, drafts[i].label_count * sizeof(*labels));
	qsort(labels, all, sizeof(*labels), by_name);
	const char **keys = wc_array(scratch, const char *, all + 1);
	for (size_t first = 0, next; first < all; first = next) {
		size_t values = 1;
		for (next = first + 1; next < all && strcmp(labels[next].name, labels[first].name) == 0; next++)
			values += strcmp(labels[next].value, labels[next - 1].value) != 0;
		if (values > WC_LIMIT_OWN_VALUES || strcmp(labels[first].name, hostname) == 0)
			keys[n++] = wc_copyz(arena, labels[first].name);
	}
	const char **kept = wc_array(arena, const char *, n + 1);
	if (n)
		memcpy(kept, keys, n * sizeof(*kept));
	wc_arena_free(scratch);
	*ret_count = n;
	return kept;
}

static bool
is_own(const struct wc_classes *classes, const char *name)
{
	return classes->own_key_count && bsearch(&name, classes->own_keys, classes->own_key_count, sizeof(name), by_text) != NULL;
}

/* Puts the labels that are shared in front of the node's own, each part in order. */
static void
part_labels(wc_arena *scratch, const struct wc_classes *classes, struct draft *d)
{
	struct wc_label *parted = wc_array(scratch, struct wc_label, d->label_count + 1);
	size_t at = 0;
	for (int own = 0; own <= 1; own++) {
		for (size_t i = 0; i < d->label_count; i++)
			if (is_own(classes, d->labels[i].name) == own)
				parted[at++] = d->labels[i];
		if (!own)
			d->shared = at;
	}
	d->labels = parted;
}

/* Taints that keep pods away for good; without memory it only counts. */
static size_t
add_taints(const struct wc_node *taints, struct wc_taint *to, wc_arena *arena)
{
	size_t count = 0;
	for (const struct wc_node *item = taints ? taints->child : NULL; item; item = item->next) {
		const char *key = wc_get_text(item, "key"), *value = wc_get_text(item, "value"), *effect = wc_get_text(item, "effect");
		bool evicts = effect && strcmp(effect, "NoExecute") == 0;
		if (!key || wc_taint_passes(key) || (!evicts && (!effect || strcmp(effect, "NoSchedule") != 0)))
			continue;
		if (to)
			to[count] = (struct wc_taint){wc_copyz(arena, key), wc_copyz(arena, value ? value : ""), evicts};
		count++;
	}
	return count;
}

/* One text of all that nodes of a class have in common. U+001F stands between the parts: no label, taint or version holds it. */
static const char *
key_of(wc_arena *scratch, const struct draft *d)
{
	const struct wc_host *h = &d->node->host;
	struct wc_text text = {.arena = scratch};
	wc_text_printf(&text, "%u.%u.%u.%d %u.%d %u %u %u %u %u %u %u %s", h->version.major, h->version.minor, h->version.build, (int)h->version.revision, h->sandbox.build,
	               (int)h->sandbox.revision, h->hyperv, h->arch,
	               h->product, h->edition, h->installation, h->engine.kind, h->engine.is_cri, h->engine.version_text ? h->engine.version_text : "");
	for (size_t i = 0; i < d->shared; i++)
		wc_text_printf(&text, "\x1f%s=%s", d->labels[i].name, d->labels[i].value);
	size_t count = add_taints(d->node->taints, NULL, NULL);
	struct wc_taint *taints = wc_array(scratch, struct wc_taint, count + 1);
	add_taints(d->node->taints, taints, scratch);
	for (size_t i = 0; i < count; i++)
		wc_text_printf(&text, "\x1f\x1f%s=%s:%d", taints[i].key, taints[i].value, taints[i].evicts);
	return wc_text_string(&text);
}

static const struct wc_label *
keep_labels(wc_arena *arena, const struct wc_label *labels, size_t count)
{
	struct wc_label *kept = wc_array(arena, struct wc_label, count + 1);
	for (size_t i = 0; i < count; i++)
		kept[i] = (struct wc_label){wc_copyz(arena, labels[i].name), wc_copyz(arena, labels[i].value)};
	return kept;
}

static struct wc_host
keep_host(wc_arena *arena, const struct wc_host *host)
{
	struct wc_host kept = *host;
	kept.name = wc_copyz(arena, host->name);
	kept.spec = wc_copyz(arena, host->spec);
	kept.display = wc_copyz(arena, host->display);
	kept.engine.version_text = wc_copyz(arena, host->engine.version_text);
	kept.remarks = NULL;
	kept.remark_count = 0;
	return kept;
}

/* `drafts` are those of one class. */
static struct wc_node_class
make_class(wc_arena *arena, const struct draft *drafts, size_t count)
{
	const struct draft *first = &drafts[0];
	struct wc_node_class class = {.host = keep_host(arena, &first->node->host), .labels = keep_labels(arena, first->labels, first->shared),
	                              .label_count = first->shared, .count = count};
	struct wc_class_node *nodes = wc_array(arena, struct wc_class_node, count);
	class.taint_count = add_taints(first->node->taints, NULL, NULL);
	struct wc_taint *taints = wc_array(arena, struct wc_taint, class.taint_count + 1);
	add_taints(first->node->taints, taints, arena);
	for (size_t i = 0; i < count; i++) {
		size_t own = drafts[i].label_count - drafts[i].shared;
		nodes[i] = (struct wc_class_node){wc_copyz(arena, drafts[i].node->name), keep_labels(arena, drafts[i].labels + drafts[i].shared, own), own};
	}
	class.taints = taints;
	class.nodes = nodes;
	return class;
}

/* A copy of a tree. Depth is that of the reader: WC_LIMIT_NESTING. */
static struct wc_node *
keep_tree(wc_arena *arena, const struct wc_node *node)
{
	struct wc_node *kept = wc_alloc(arena, sizeof(*kept)), **end = &kept->child;
	*kept = *node;
	kept->key = wc_copyz(arena, node->key);
	kept->text = node->text ? wc_copy(arena, node->text, node->length) : NULL;
	kept->tag = NULL;
	kept->child = kept->next = NULL;
	for (const struct wc_node *child = node->child; child; child = child->next, end = &(*end)->next)
		*end = keep_tree(arena, child);
	return kept;
}

static void
keep_runtime_classes(wc_arena *arena, const struct wc_cluster_objects *objects, struct wc_classes *classes)
{
	const struct wc_node **kept = wc_array(arena, const struct wc_node *, objects->runtime_class_count + 1);
	for (size_t i = 0; i < objects->runtime_class_count; i++)
		kept[i] = keep_tree(arena, objects->runtime_class[i]);
	classes->runtime_class = kept;
	classes->runtime_class_count = objects->runtime_class_count;
}

/* Windows nodes become drafts; the others are counted, and broken ones named. */
static struct draft *
start_drafts(wc_arena *arena, wc_arena *scratch, const struct wc_cluster_objects *objects, struct wc_classes *classes)
{
	struct draft *drafts = wc_array(scratch, struct draft, objects->node_count + 1);
	const char **problems = wc_array(arena, const char *, objects->node_count + 1);
	for (size_t i = 0; i < objects->node_count; i++) {
		const struct wc_cluster_node *node = &objects->node[i];
		if (node->problem) {
			problems[classes->problem_count++] = wc_printf(arena, "%s: %s", node->name, node->problem);
			continue;
		}
		if (node->host.os != WC_OS_WINDOWS) {
			classes->others++;
			continue;
		}
		struct draft *d = &drafts[classes->nodes++];
		d->node = node;
		d->labels = wc_array(scratch, struct wc_label, label_count(node->labels) + 1);
		d->label_count = add_labels(node->labels, d->labels);
		qsort(d->labels, d->label_count, sizeof(*d->labels), by_name);
	}
	classes->problems = problems;
	return drafts;
}

struct wc_classes
wc_classes_make(wc_arena *arena, const struct wc_cluster_objects *objects)
{
	struct wc_classes classes = {0};
	wc_arena *scratch = wc_arena_new();
	struct draft *drafts = start_drafts(arena, scratch, objects, &classes);
	classes.own_keys = own_keys(arena, drafts, classes.nodes, &classes.own_key_count);
	for (size_t i = 0; i < classes.nodes; i++) {
		part_labels(scratch, &classes, &drafts[i]);
		drafts[i].key = key_of(scratch, &drafts[i]);
	}
	qsort(drafts, classes.nodes, sizeof(*drafts), by_key);
	struct wc_node_class *items = wc_array(scratch, struct wc_node_class, classes.nodes + 1);
	for (size_t first = 0, next; first < classes.nodes; first = next) {
		for (next = first + 1; next < classes.nodes && strcmp(drafts[next].key, drafts[first].key) == 0; next++)
			;
		items[classes.count++] = make_class(arena, drafts + first, next - first);
	}
	struct wc_node_class *kept = wc_array(arena, struct wc_node_class, classes.count + 1);
	memcpy(kept, items, classes.count * sizeof(*kept));
	classes.item = kept;
	keep_runtime_classes(arena, objects, &classes);
	wc_arena_free(scratch);
	return classes;
}

const struct wc_node *
wc_classes_runtime_class(const struct wc_classes *classes, const char *name)
{
	for (size_t i = 0; i < classes->runtime_class_count; i++) {
		const char *own = wc_get_text(wc_get(classes->runtime_class[i], "metadata"), "name");
		if (own && strcmp(own, name) == 0)
			return classes->runtime_class[i];
	}
	return NULL;
}

size_t
wc_class_fits(const struct wc_node_class *class, const struct wc_node *spec, const struct wc_node *runtime_class, bool asks,
              size_t ret_misses[WC_POD_MISSES])
{
	struct wc_pod_node node = {.labels = class->labels, .label_count = class->label_count, .taints = class->taints, .taint_count = class->taint_count};
	size_t fits = 0, looked = asks ? class->count : 1, each = asks ? 1 : class->count;
	for (size_t i = 0; i < looked; i++) {
		if (asks) {
			node.name = class->nodes[i].name;
			node.own = class->nodes[i].own;
			node.own_count = class->nodes[i].own_count;
		}
		enum wc_pod_miss miss = wc_pod_node_misses(spec, runtime_class, &node);
		ret_misses[miss] += each;
		fits += miss == WC_POD_FITS ? each : 0;
	}
	return fits;
}
