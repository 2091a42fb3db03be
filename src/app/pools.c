/* Pools of nodes: which labels tell single nodes apart, then a key for each node, then equal keys together. */
#include "app/pools.h"

#include "app/pools_keep.h"
#include "base/intern.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* A node on its way into a pool. */
struct draft {
	const struct wc_kube_node *node;
	const char *key;         /* all that its pool has in common; equal ones are one address */
	struct wc_label *labels; /* of the node, those of the pool first, each part in order */
	size_t shared;
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

/* Windows before the others. */
static int
by_key(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	bool other = x->node->host.os != WC_OS_WINDOWS, is_other = y->node->host.os != WC_OS_WINDOWS;
	int order = other != is_other ? other - is_other : x->key == y->key ? 0 : strcmp(x->key, y->key);
	return order ? order : strcmp(x->node->host.name, y->node->host.name);
}

/* The names of labels with more values than any pool of nodes has; kubernetes.io/hostname always is one. */
static const char *const *
own_keys(wc_arena *arena, const struct draft *drafts, size_t count, size_t *ret_count)
{
	static const char hostname[] = "kubernetes.io/hostname";
	wc_arena *scratch = wc_arena_new();
	size_t all = 0, n = 0;
	for (size_t i = 0; i < count; i++)
		all += drafts[i].node->label_count;
	struct wc_label *labels = wc_array(scratch, struct wc_label, all + 1);
	for (size_t i = 0, at = 0; i < count; at += drafts[i].node->label_count, i++)
		if (drafts[i].node->label_count)
			memcpy(labels + at, drafts[i].node->labels, drafts[i].node->label_count * sizeof(*labels));
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
is_own(const struct wc_pools *pools, const char *name)
{
	return pools->own_key_count && bsearch(&name, pools->own_keys, pools->own_key_count, sizeof(name), by_text) != NULL;
}

/* Puts the labels that are shared in front of the node's own, each part in order. */
static void
part_labels(wc_arena *scratch, const struct wc_pools *pools, struct draft *d)
{
	const struct wc_label *labels = d->node->labels;
	size_t at = 0;
	d->labels = wc_array(scratch, struct wc_label, d->node->label_count + 1);
	for (int own = 0; own <= 1; own++) {
		for (size_t i = 0; i < d->node->label_count; i++)
			if (is_own(pools, labels[i].name) == own)
				d->labels[at++] = labels[i];
		if (!own)
			d->shared = at;
	}
}

/* The facts that decisions rest on; of other systems there are none. */
static void
add_facts(struct wc_text *text, const struct wc_host *h)
{
	wc_text_printf(text, "%u", h->os);
	if (h->os != WC_OS_WINDOWS)
		return;
	wc_text_printf(text, " %u.%u.%u.%d %u.%d %u %u %u %u %u %u %u %s", h->version.major, h->version.minor, h->version.build, (int)h->version.revision,
	               h->sandbox.build, (int)h->sandbox.revision, h->hyperv, h->arch, h->product, h->edition, h->installation, h->engine.kind,
	               h->engine.is_cri, h->engine.version_text ? h->engine.version_text : "");
	if (h->problem)
		wc_text_printf(text, " %s", h->problem);
}

/* Into `text`: all that nodes of a pool have in common. U+001F stands between the parts: no label, taint or version holds it. */
static void
print_key(struct wc_text *text, const struct draft *d)
{
	text->length = 0;
	add_facts(text, &d->node->host);
	if (d->node->pool)
		wc_text_printf(text, "\x1f\x1f\x1f%s", d->node->pool);
	for (size_t i = 0; i < d->shared; i++)
		wc_text_printf(text, "\x1f%s=%s", d->labels[i].name, d->labels[i].value);
	for (size_t i = 0; i < d->node->taint_count; i++) {
		const struct wc_node_taint *taint = &d->node->taints[i];
		wc_text_printf(text, "\x1f\x1f%s=%s:%u", taint->key, taint->value, taint->effect);
	}
	for (size_t i = 0; i < d->node->handler_count; i++)
		wc_text_printf(text, "\x1f\x1f\x1f\x1f%s", d->node->handlers[i]);
}

/* `drafts` are those of one pool. */
static struct wc_pool
make_pool(wc_arena *arena, const struct draft *drafts, size_t count)
{
	const struct draft *first = &drafts[0];
	struct wc_pool_node *nodes = wc_array(arena, struct wc_pool_node, count);
	for (size_t i = 0; i < count; i++) {
		size_t own = drafts[i].node->label_count - drafts[i].shared;
		nodes[i] = (struct wc_pool_node){wc_copyz(arena, drafts[i].node->host.name), wc_keep_labels(arena, drafts[i].labels + drafts[i].shared, own), own};
	}
	return (struct wc_pool){
		.node = {.host = wc_keep_host(arena, &first->node->host), .labels = wc_keep_labels(arena, first->labels, first->shared),
		         .label_count = first->shared, .taints = wc_keep_taints(arena, first->node->taints, first->node->taint_count),
		         .taint_count = first->node->taint_count, .handlers = wc_keep_texts(arena, first->node->handlers, first->node->handler_count),
		         .handler_count = first->node->handler_count, .pool = wc_copyz(arena, first->node->pool)},
		.nodes = nodes,
		.count = count,
	};
}

/* A draft for each node; Windows nodes are counted, and broken ones named. */
static struct draft *
start_drafts(wc_arena *arena, wc_arena *scratch, const struct wc_cluster *cluster, struct wc_pools *pools)
{
	struct draft *drafts = wc_array(scratch, struct draft, cluster->node_count + 1);
	const char **problems = wc_array(arena, const char *, cluster->node_count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		const struct wc_host *host = &cluster->nodes[i].host;
		drafts[i].node = &cluster->nodes[i];
		pools->nodes += host->os == WC_OS_WINDOWS && !cluster->nodes[i].pool;
		pools->empty += cluster->nodes[i].pool != NULL;
		if (host->problem)
			problems[pools->problem_count++] = wc_printf(arena, "%s: %s", host->name, host->problem);
	}
	pools->problems = problems;
	return drafts;
}

/* Equal keys, one after the other, together. */
static void
make_pools(wc_arena *arena, const struct draft *drafts, size_t count, struct wc_pools *pools)
{
	size_t different = 0;
	for (size_t i = 0; i < count; i++)
		different += i == 0 || drafts[i].key != drafts[i - 1].key;
	struct wc_pool *item = wc_array(arena, struct wc_pool, different + 1);
	for (size_t first = 0, next; first < count; first = next) {
		for (next = first + 1; next < count && drafts[next].key == drafts[first].key; next++)
			;
		item[pools->count] = make_pool(arena, drafts + first, next - first);
		pools->windows_count += item[pools->count++].node.host.os == WC_OS_WINDOWS;
	}
	pools->item = item;
}

struct wc_pools
wc_pools_make(wc_arena *arena, const struct wc_cluster *cluster)
{
	struct wc_pools pools = {0};
	wc_arena *scratch = wc_arena_new();
	size_t count = cluster->node_count;
	struct draft *drafts = start_drafts(arena, scratch, cluster, &pools);
	pools.own_keys = own_keys(arena, drafts, count, &pools.own_key_count);
	struct wc_text key = {.arena = scratch};
	struct wc_interned keys = {.arena = scratch};
	for (size_t i = 0; i < count; i++) {
		part_labels(scratch, &pools, &drafts[i]);
		print_key(&key, &drafts[i]);
		drafts[i].key = wc_intern_text(&keys, key.bytes);
	}
	if (count)
		qsort(drafts, count, sizeof(*drafts), by_key);
	make_pools(arena, drafts, count, &pools);
	pools.runtime_classes = wc_keep_runtime_classes(arena, cluster->classes, cluster->class_count);
	pools.runtime_class_count = cluster->class_count;
	wc_arena_free(scratch);
	return pools;
}

const struct wc_runtime_class *
wc_pools_runtime_class(const struct wc_pools *pools, const char *name)
{
	for (size_t i = 0; i < pools->runtime_class_count; i++)
		if (strcmp(pools->runtime_classes[i].name, name) == 0)
			return &pools->runtime_classes[i];
	return NULL;
}

size_t
wc_pool_fits(const struct wc_pool *pool, const struct wc_placement *placement, bool asks, size_t ret_misses[WC_POD_MISSES])
{
	size_t fits = 0;
	if (!asks) {
		enum wc_pod_miss miss = wc_placement_misses(placement, &pool->node);
		ret_misses[miss] += pool->count;
		return miss == WC_POD_FITS ? pool->count : 0;
	}
	struct wc_kube_node node = pool->node;
	for (size_t i = 0; i < pool->count; i++) {
		node.host.name = pool->nodes[i].name;
		node.own = pool->nodes[i].own;
		node.own_count = pool->nodes[i].own_count;
		enum wc_pod_miss miss = wc_placement_misses(placement, &node);
		ret_misses[miss]++;
		fits += miss == WC_POD_FITS;
	}
	return fits;
}
