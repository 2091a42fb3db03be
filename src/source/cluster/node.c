/* Nodes of a cluster: the host facts, and what the scheduler goes by. */
#include "source/cluster/cluster.h"

#include "source/host/readers.h"

#include <stdlib.h>
#include <string.h>

static int
by_label_name(const void *a, const void *b)
{
	return strcmp(((const struct wc_label *)a)->name, ((const struct wc_label *)b)->name);
}

static void
read_labels(wc_arena *arena, struct wc_interned *words, const struct wc_node *map, struct wc_kube_node *node)
{
	bool is_map = map && map->kind == WC_MAP;
	struct wc_label *labels = wc_array(arena, struct wc_label, (is_map ? map->count : 0) + 1);
	for (const struct wc_node *label = is_map ? map->child : NULL; label; label = label->next)
		if (label->text)
			labels[node->label_count++] = (struct wc_label){wc_intern_text(words, label->key), wc_intern_text(words, label->text)};
	if (node->label_count)
		qsort(labels, node->label_count, sizeof(*labels), by_label_name);
	node->labels = labels;
}

/*
 * Taints that tell the moment's state (not ready, cordoned, short of memory): they come and go. Source: kubernetes.io, "Well-Known Labels,
 * Annotations and Taints".
 */
static bool
is_of_the_moment(const char *key)
{
	static const char *const keys[] = {
		"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/unschedulable", "node.kubernetes.io/memory-pressure",
		"node.kubernetes.io/disk-pressure", "node.kubernetes.io/pid-pressure", "node.kubernetes.io/network-unavailable",
		"node.kubernetes.io/out-of-service", "node.cloudprovider.kubernetes.io/uninitialized", "node.cloudprovider.kubernetes.io/shutdown"};
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

/* Does the node's platform let every Windows pod tolerate the taint? Where others set the same one, nobody does. */
static bool
is_tolerated_for_all(const struct wc_program *program, const struct wc_kube_node *node, const char *taint)
{
	for (size_t i = 0; i < program->platform_count; i++) {
		const struct wc_platform *platform = &program->platforms[i];
		for (size_t k = 0; k < platform->tolerated.count; k++)
			if (strcmp(platform->tolerated.item[k], taint) == 0 && wc_kube_label(node, platform->sign))
				return true;
	}
	return false;
}

static void
read_taints(const struct wc_reading *reading, const struct wc_node *list, struct wc_kube_node *node)
{
	wc_arena *arena = reading->arena;
	bool is_list = list && list->kind == WC_LIST;
	struct wc_node_taint *taints = wc_array(arena, struct wc_node_taint, (is_list ? list->count : 0) + 1);
	for (const struct wc_node *item = is_list ? list->child : NULL; item; item = item->next) {
		const char *key = wc_get_text(item, "key"), *value = wc_get_text(item, "value"), *effect = wc_get_text(item, "effect");
		unsigned word;
		if (!key || !effect || !*effect || is_of_the_moment(key) || !wc_word_find(&wc_taint_words, effect, &word) ||
		    is_tolerated_for_all(reading->program, node, wc_printf(arena, "%s=%s:%s", key, value ? value : "", effect)))
			continue;
		taints[node->taint_count++] = (struct wc_node_taint){wc_copyz(arena, key), wc_copyz(arena, value ? value : ""), (uint8_t)word};
	}
	node->taints = taints;
}

/* Kubernetes 1.30 and later, where the engine says them. */
static void
read_handlers(wc_arena *arena, const struct wc_node *list, struct wc_kube_node *node)
{
	bool is_list = list && list->kind == WC_LIST;
	const char **handlers = wc_array(arena, const char *, (is_list ? list->count : 0) + 1);
	for (const struct wc_node *item = is_list ? list->child : NULL; item; item = item->next) {
		const char *name = wc_get_text(item, "name");
		handlers[node->handler_count++] = wc_copyz(arena, name ? name : ""); /* the default has no name */
	}
	node->handlers = handlers;
}

/* "…/pause:3.9", by a tag: a digest alone tells people nothing. */
static const char *
pause_of(const struct wc_node *names)
{
	for (const struct wc_node *name = names ? names->child : NULL; name; name = name->next)
		if (name->kind == WC_STRING && strstr(name->text, "/pause:"))
			return name->text;
	return NULL;
}

/* The pause image among those that the node has; NULL where it has several: only the engine's configuration says which one is used. */
static const char *
find_pause(const struct wc_node *images)
{
	const char *found = NULL;
	for (const struct wc_node *image = images && images->kind == WC_LIST ? images->child : NULL; image; image = image->next) {
		const char *pause = pause_of(wc_get(image, "names"));
		if (pause && found && strcmp(pause, found) != 0)
			return NULL;
		found = pause ? pause : found;
	}
	return found;
}

/* Copies what the host borrows of the object. */
static void
keep_texts(wc_arena *arena, struct wc_host *host)
{
	host->name = host->spec = wc_copyz(arena, host->name);
	host->display = wc_copyz(arena, host->display);
	host->engine.version_text = wc_copyz(arena, host->engine.version_text);
}

/* Of a node of which nothing else could be read. */
static uint8_t
os_of_label(const struct wc_node *object)
{
	unsigned os = WC_OS_UNKNOWN;
	const char *text = wc_get_text(wc_get(wc_get(object, "metadata"), "labels"), "kubernetes.io/os");
	return (uint8_t)(text && wc_word_find(&wc_os_words, text, &os) ? os : WC_OS_UNKNOWN);
}

struct wc_kube_node
wc_kube_node_read(const struct wc_reading *reading, struct wc_interned *words, const char *where, const struct wc_node *object)
{
	struct wc_err err;
	struct wc_kube_node node = {.host = wc_host_unknown()};
	struct wc_object at = {reading->arena, where, "", object};
	const char *name = wc_get_text(wc_get(object, "metadata"), "name");
	if (!wc_host_read_kube_node(reading->program, &at, &node.host, &err)) {
		node.host = wc_host_unknown();
		node.host.problem = wc_copyz(reading->arena, err.text);
		node.host.os = os_of_label(object);
	}
	node.host.name = name ? name : "a node without a name";
	keep_texts(reading->arena, &node.host);
	wc_host_settle(reading->program, &node.host);
	read_labels(reading->arena, words, wc_get(wc_get(object, "metadata"), "labels"), &node);
	read_taints(reading, wc_get(wc_get(object, "spec"), "taints"), &node);
	read_handlers(reading->arena, wc_get(wc_get(object, "status"), "runtimeHandlers"), &node);
	node.pause = wc_copyz(reading->arena, find_pause(wc_get(wc_get(object, "status"), "images")));
	return node;
}
