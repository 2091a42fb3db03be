/* Grouping the nodes of a cluster. */
#include "app/cluster.h"

#include "app/key_set.h"
#include "base/text.h"
#include "policy/alike.h"
#include "source/cluster/cluster.h"

#include <string.h>

/* A text and its end, so that no two rows of texts read the same. */
static void
add_text(struct wc_text *key, const char *text)
{
	wc_text_add(key, text ? "\1" : "\2", 1);
	wc_text_add(key, text ? text : "", text ? strlen(text) + 1 : 1);
}

struct wc_node_classes
wc_node_classes_make(wc_arena *arena, const struct wc_view *view, const struct wc_cluster *cluster)
{
	struct wc_alike *alike = wc_alike_make(arena, view);
	struct wc_key_set keys = {.arena = arena};
	struct wc_text key = {.arena = arena};
	uint32_t *of_node = wc_array(arena, uint32_t, cluster->node_count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		key.length = 0;
		wc_alike_host(alike, &cluster->nodes[i].host, &key);
		if (cluster->nodes[i].pool) /* what has no node now is told apart from what has */
			add_text(&key, cluster->nodes[i].pool);
		of_node[i] = wc_key_number(&keys, key.bytes, key.length);
	}
	struct wc_node_classes classes = {.count = keys.count, .of_node = of_node};
	struct wc_node_class *item = wc_array(arena, struct wc_node_class, classes.count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		struct wc_node_class *class = &item[of_node[i]];
		class->host = class->host ? class->host : &cluster->nodes[i].host;
		class->pool = cluster->nodes[i].pool;
		class->nodes += !class->pool;
	}
	classes.item = item;
	return classes;
}

/* The labels that somebody asks for, and whether anybody asks for a node's name. */
struct asked {
	const char **label;
	size_t count, room;
	bool names;
};

static void
ask(wc_arena *arena, struct asked *asked, const struct wc_needs *needs)
{
	for (size_t i = 0; i < needs->count; i++) {
		const struct wc_need *need = &needs->item[i];
		bool known = need->is_name;
		asked->names |= need->is_name;
		for (size_t k = 0; k < asked->count && !known; k++)
			known = strcmp(asked->label[k], need->key) == 0;
		if (known)
			continue;
		if (asked->count == asked->room) {
			size_t room = asked->room ? asked->room * 2 : 16;
			asked->label = wc_grow(arena, asked->label, asked->room * sizeof(*asked->label), room * sizeof(*asked->label));
			asked->room = room;
		}
		asked->label[asked->count++] = need->key;
	}
}

static struct asked
what_is_asked(wc_arena *arena, const struct wc_cluster *cluster)
{
	struct asked asked = {0};
	for (size_t i = 0; i < cluster->class_count; i++)
		ask(arena, &asked, &cluster->classes[i].selector);
	for (size_t i = 0; i < cluster->workload_count; i++) {
		const struct wc_placement *p = &cluster->workloads[i].placement;
		ask(arena, &asked, &p->selector);
		for (size_t k = 0; k < p->term_count; k++)
			ask(arena, &asked, &p->terms[k]);
	}
	return asked;
}

static void
stand_key(struct wc_text *key, const struct wc_kube_node *node, uint32_t class, const struct asked *asked)
{
	key->length = 0;
	wc_text_add(key, (const char *)&class, sizeof(class));
	add_text(key, asked->names ? node->host.name : NULL);
	for (size_t i = 0; i < asked->count; i++)
		add_text(key, wc_kube_label(node, asked->label[i]));
	for (size_t i = 0; i < node->taint_count; i++) {
		add_text(key, node->taints[i].key);
		add_text(key, node->taints[i].value);
		wc_text_add(key, (const char *)&node->taints[i].effect, 1);
	}
	for (size_t i = 0; i < node->handler_count; i++)
		add_text(key, node->handlers[i]);
}

struct wc_stands
wc_stands_make(wc_arena *arena, const struct wc_cluster *cluster, const struct wc_node_classes *classes)
{
	struct asked asked = what_is_asked(arena, cluster);
	struct wc_key_set keys = {.arena = arena};
	struct wc_text key = {.arena = arena};
	uint32_t *of_node = wc_array(arena, uint32_t, cluster->node_count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		stand_key(&key, &cluster->nodes[i], classes->of_node[i], &asked);
		of_node[i] = wc_key_number(&keys, key.bytes, key.length);
	}
	struct wc_stands stands = {.count = keys.count};
	struct wc_stand *item = wc_array(arena, struct wc_stand, stands.count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		struct wc_stand *stand = &item[of_node[i]];
		if (stand->nodes++ == 0)
			*stand = (struct wc_stand){&cluster->nodes[i], classes->of_node[i], 1};
	}
	stands.item = item;
	return stands;
}
