/* Grouping the nodes of a cluster. */
#include "app/cluster.h"

#include "base/text.h"
#include "policy/alike.h"
#include "source/cluster/cluster.h"

#include <stdlib.h>
#include <string.h>

/* A key of bytes, and whose it is. */
struct keyed {
	const char *bytes;
	size_t length, place;
};

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	size_t shorter = x->length < y->length ? x->length : y->length;
	int order = shorter ? memcmp(x->bytes, y->bytes, shorter) : 0;
	if (order == 0 && x->length != y->length)
		order = x->length < y->length ? -1 : 1;
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static bool
same_key(const struct keyed *a, const struct keyed *b)
{
	return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

/* Numbers the different keys in the order in which they first occur: ret_group by place. Returns how many there are. */
static size_t
number_keys(wc_arena *arena, struct keyed *keys, size_t count, uint32_t *ret_group)
{
	size_t *first = wc_array(arena, size_t, count + 1), groups = 0;
	if (count)
		qsort(keys, count, sizeof(*keys), by_key);
	for (size_t i = 0; i < count; i++)
		first[keys[i].place] = i > 0 && same_key(&keys[i - 1], &keys[i]) ? first[keys[i - 1].place] : keys[i].place;
	for (size_t i = 0; i < count; i++)
		ret_group[i] = first[i] == i ? (uint32_t)groups++ : ret_group[first[i]];
	return groups;
}

struct wc_node_classes
wc_node_classes_make(wc_arena *arena, const struct wc_view *view, const struct wc_cluster *cluster)
{
	struct wc_alike *alike = wc_alike_make(arena, view);
	struct keyed *keys = wc_array(arena, struct keyed, cluster->node_count + 1);
	uint32_t *of_node = wc_array(arena, uint32_t, cluster->node_count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		struct wc_text key = {.arena = arena};
		wc_alike_host(alike, &cluster->nodes[i].host, &key);
		keys[i] = (struct keyed){key.bytes, key.length, i};
	}
	struct wc_node_classes classes = {.count = number_keys(arena, keys, cluster->node_count, of_node), .of_node = of_node};
	struct wc_node_class *item = wc_array(arena, struct wc_node_class, classes.count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		struct wc_node_class *class = &item[of_node[i]];
		class->host = class->host ? class->host : &cluster->nodes[i].host;
		class->nodes++;
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

/* A text and its end, so that no two rows of texts read the same. */
static void
add_text(struct wc_text *key, const char *text)
{
	wc_text_add(key, text ? "\1" : "\2", 1);
	wc_text_add(key, text ? text : "", text ? strlen(text) + 1 : 1);
}

static struct keyed
stand_key(wc_arena *arena, const struct wc_cluster_node *node, uint32_t class, const struct asked *asked, size_t place)
{
	struct wc_text key = {.arena = arena};
	wc_text_add(&key, (const char *)&class, sizeof(class));
	add_text(&key, asked->names ? node->host.name : NULL);
	for (size_t i = 0; i < asked->count; i++)
		add_text(&key, wc_cluster_label(node, asked->label[i]));
	for (size_t i = 0; i < node->taint_count; i++) {
		add_text(&key, node->taints[i].key);
		add_text(&key, node->taints[i].value);
		wc_text_add(&key, (const char *)&node->taints[i].effect, 1);
	}
	return (struct keyed){key.bytes, key.length, place};
}

struct wc_stands
wc_stands_make(wc_arena *arena, const struct wc_cluster *cluster, const struct wc_node_classes *classes)
{
	struct asked asked = what_is_asked(arena, cluster);
	struct keyed *keys = wc_array(arena, struct keyed, cluster->node_count + 1);
	uint32_t *of_node = wc_array(arena, uint32_t, cluster->node_count + 1);
	for (size_t i = 0; i < cluster->node_count; i++)
		keys[i] = stand_key(arena, &cluster->nodes[i], classes->of_node[i], &asked, i);
	struct wc_stands stands = {.count = number_keys(arena, keys, cluster->node_count, of_node)};
	struct wc_stand *item = wc_array(arena, struct wc_stand, stands.count + 1);
	for (size_t i = 0; i < cluster->node_count; i++) {
		struct wc_stand *stand = &item[of_node[i]];
		if (stand->nodes++ == 0)
			*stand = (struct wc_stand){&cluster->nodes[i], classes->of_node[i], 1};
	}
	stands.item = item;
	return stands;
}
