/* A cluster from its objects: Lists of any kinds, in any order, one object at a time. */
#include "source/cluster/cluster.h"

#include "base/limits.h"
#include "source/cluster/each.h"
#include "source/workload/kubernetes.h"
#include "source/workload/pod.h"
#include "source/workload/scalar.h"

#include <stdlib.h>
#include <string.h>

/* Rows that grow. */
struct rows {
	void *item;
	size_t count, room;
};

/* A workload while it is read. */
struct draft {
	struct wc_cluster_workload workload;
	const char *uid, *title;   /* what others call it as their owner: its uid, and "NAMESPACE/KIND/NAME" */
	const char *owner, *maker; /* the uid of what made it, and the title of what made that one (a ReplicaSet's Deployment); or NULL */
	const char *runtime_class;
};

struct wc_cluster_reading {
	const struct wc_reading *reading;
	enum wc_cluster_part part;
	const char *name; /* of the text that is read */
	struct rows nodes, classes, drafts;
	struct wc_interned words; /* of the nodes' labels, which most of them share */
	size_t skipped;
};

/* Room for one more. */
static void *
next_row(wc_arena *arena, struct rows *rows, size_t size)
{
	if (rows->count == rows->room) {
		size_t room = rows->room ? rows->room * 2 : 64;
		rows->item = wc_grow(arena, rows->item, rows->room * size, room * size);
		rows->room = room;
	}
	return (char *)rows->item + rows->count++ * size;
}

/* The kind: its own, or of a list's member the list's without "List" (the API leaves it out there). */
static const char *
kind_of(wc_arena *arena, const struct wc_node *object, const char *list_kind)
{
	const char *kind = wc_get_text(object, "kind");
	size_t length = list_kind ? strlen(list_kind) : 0;
	if (kind || length <= 4 || strcmp(list_kind + length - 4, "List") != 0)
		return kind;
	return wc_copy(arena, list_kind, length - 4);
}

/* The pod template of an object, or the object itself; NULL where it has none. */
static const struct wc_node *
template_of(wc_arena *arena, const struct wc_node *object, const char *path)
{
	const struct wc_node *node = object;
	while (node && *path) {
		size_t length = strcspn(path, ".");
		node = wc_get(node, wc_copy(arena, path, length));
		path += length + (path[length] == '.');
	}
	return node;
}

static const struct wc_node *
owner_of(const struct wc_node *metadata)
{
	const struct wc_node *owners = wc_get(metadata, "ownerReferences");
	for (const struct wc_node *owner = owners ? owners->child : NULL; owner; owner = owner->next)
		if (wc_is_true(wc_get(owner, "controller")))
			return owner;
	return NULL;
}

/* What made the owner, where nobody reads that: a Deployment's ReplicaSet and a CronJob's Job have its name, a hyphen and a word. */
static const char *
maker_of(wc_arena *arena, const char *space, const struct wc_node *owner)
{
	const char *kind = wc_get_text(owner, "kind"), *name = wc_get_text(owner, "name"), *hyphen = name ? strrchr(name, '-') : NULL;
	const char *maker = !kind || !hyphen ? NULL : strcmp(kind, "ReplicaSet") == 0 ? "Deployment" : strcmp(kind, "Job") == 0 ? "CronJob" : NULL;
	return maker ? wc_printf(arena, "%s/%s/%.*s", space, maker, (int)(hyphen - name), name) : NULL;
}

/* Does it run nothing: a pod that ended, or a set of which none is wanted (a Deployment keeps its old ones)? */
static bool
is_over(const struct wc_node *object)
{
	const char *phase = wc_get_text(wc_get(object, "status"), "phase"), *replicas = wc_scalar_text(wc_get(wc_get(object, "spec"), "replicas"));
	bool ended = phase && (strcmp(phase, "Succeeded") == 0 || strcmp(phase, "Failed") == 0);
	return ended || (replicas && strcmp(replicas, "0") == 0 && owner_of(wc_get(object, "metadata")));
}

static void
read_images(wc_arena *arena, const struct wc_node *spec, struct draft *draft)
{
	size_t count;
	const struct wc_pod_image *found = wc_pod_images(arena, spec, &count);
	struct wc_cluster_image *images = wc_array(arena, struct wc_cluster_image, count + 1);
	for (size_t i = 0; i < count; i++)
		images[i] = (struct wc_cluster_image){wc_copyz(arena, found[i].reference->text), wc_copyz(arena, found[i].name), found[i].part, found[i].host_process};
	draft->workload.images = images;
	draft->workload.image_count = count;
}

static void
read_pod_labels(wc_arena *arena, const struct wc_node *map, struct wc_cluster_workload *workload)
{
	bool is_map = map && map->kind == WC_MAP;
	struct wc_label *labels = wc_array(arena, struct wc_label, (is_map ? map->count : 0) + 1);
	for (const struct wc_node *label = is_map ? map->child : NULL; label; label = label->next)
		if (label->text)
			labels[workload->label_count++] = (struct wc_label){wc_copyz(arena, label->key), wc_copyz(arena, label->text)};
	workload->labels = labels;
}

static void
read_draft(struct wc_cluster_reading *c, const char *kind, const struct wc_node *object, const struct wc_node *template)
{
	wc_arena *arena = c->reading->arena;
	const struct wc_node *metadata = wc_get(object, "metadata"), *spec = wc_get(template, "spec");
	const char *name = wc_get_text(metadata, "name"), *space = wc_get_text(metadata, "namespace");
	struct draft *draft = next_row(arena, &c->drafts, sizeof(*draft));
	*draft = (struct draft){.uid = wc_copyz(arena, wc_get_text(metadata, "uid")),
	                        .title = wc_printf(arena, "%s/%s/%s", space ? space : "", kind, name ? name : ""),
	                        .owner = wc_copyz(arena, wc_get_text(owner_of(metadata), "uid")),
	                        .maker = maker_of(arena, space ? space : "", owner_of(metadata)),
	                        .runtime_class = wc_copyz(arena, wc_get_text(spec, "runtimeClassName"))};
	draft->workload.kind = wc_copyz(arena, kind);
	draft->workload.name = wc_copyz(arena, name ? name : "without a name");
	draft->workload.name_space = wc_copyz(arena, space ? space : "");
	draft->workload.placement = wc_placement_read(arena, spec, NULL);
	read_images(arena, spec, draft);
	read_pod_labels(arena, wc_get(wc_get(template, "metadata"), "labels"), &draft->workload);
}

static bool
too_many(const struct wc_cluster_reading *c, struct wc_err *err)
{
	if (c->nodes.count < WC_LIMIT_HOSTS && c->drafts.count < WC_LIMIT_WORKLOADS)
		return false;
	wc_fail(err, WC_FAULT_INPUT, "%s: more than %d nodes or %d workloads", c->name, WC_LIMIT_HOSTS, WC_LIMIT_WORKLOADS);
	wc_hint(err, "read one namespace at a time");
	return true;
}

/* A member of a list that is no List says its kind and group only once, if at all. */
static const struct wc_pod_kind *
find_kind(const char *version, const char *kind)
{
	static const char *const usual[] = {"v1", "apps/v1", "batch/v1"};
	const struct wc_pod_kind *found = version ? wc_pod_kind_find(version, kind) : NULL;
	for (size_t i = 0; !version && !found && i < sizeof(usual) / sizeof(usual[0]); i++)
		found = wc_pod_kind_find(usual[i], kind);
	return found;
}

static bool
is_list(const char *kind)
{
	size_t length = strlen(kind);
	return length >= 4 && strcmp(kind + length - 4, "List") == 0;
}

/* A List whose items are no list: the API says null where there is none. */
static bool
is_empty_list(const struct wc_cluster_reading *c, const struct wc_node *list, struct wc_err *err)
{
	const struct wc_node *items = wc_get(list, "items");
	if (!items || items->kind == WC_NULL || (items->kind == WC_STRING && !*items->text))
		return true;
	return wc_fail(err, WC_FAULT_INPUT, "%s: items (line %zu) must be a list, not %s", c->name, items->line, wc_node_kind_name(items));
}

static bool
read_object(void *context, wc_arena *scratch, const struct wc_node *object, const char *list_kind, bool *ret_keep, struct wc_err *err)
{
	struct wc_cluster_reading *c = context;
	const char *kind = kind_of(scratch, object, list_kind), *version = wc_get_text(object, "apiVersion");
	(void)ret_keep;
	if (too_many(c, err))
		return false;
	if (kind && strcmp(kind, "Node") == 0) {
		const char *where = wc_printf(scratch, "%s:%zu", c->name, object->line);
		*(struct wc_kube_node *)next_row(c->reading->arena, &c->nodes, sizeof(struct wc_kube_node)) =
			wc_kube_node_read(c->reading, &c->words, where, object);
		return true;
	}
	if (kind && strcmp(kind, "RuntimeClass") == 0) {
		*(struct wc_runtime_class *)next_row(c->reading->arena, &c->classes, sizeof(struct wc_runtime_class)) =
			wc_runtime_class_read(c->reading->arena, object);
		return true;
	}
	if (kind && is_list(kind))
		return is_empty_list(c, object, err);
	const struct wc_pod_kind *known = kind && c->part == WC_CLUSTER_WHOLE ? find_kind(version, kind) : NULL;
	const struct wc_node *template = known ? template_of(scratch, object, known->path) : NULL;
	if (!template || is_over(object))
		c->skipped++;
	else
		read_draft(c, kind, object, template);
	return true;
}

struct wc_cluster_reading *
wc_cluster_start(const struct wc_reading *reading, enum wc_cluster_part part)
{
	struct wc_cluster_reading *c = wc_alloc(reading->arena, sizeof(*c));
	struct wc_reading *copy = wc_alloc(reading->arena, sizeof(*copy));
	*copy = *reading;
	c->reading = copy;
	c->words.arena = reading->arena;
	c->part = part;
	return c;
}

bool
wc_cluster_add(struct wc_cluster_reading *c, const char *name, const char *bytes, size_t length, struct wc_err *err)
{
	c->name = name;
	if (wc_kube_objects_each(c->reading->arena, name, bytes, length, read_object, c, err))
		return true;
	const char *kinds = c->part == WC_CLUSTER_NODES ? "nodes,runtimeclasses" : "nodes,runtimeclasses,pods,deployments -A";
	return err->hint[0] ? false : wc_hint(err, "write it with `kubectl get %s -o json`", kinds);
}

static int
by_class_name(const void *a, const void *b)
{
	return strcmp(((const struct wc_runtime_class *)a)->name, ((const struct wc_runtime_class *)b)->name);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What all workloads are called, in order: what one of them owns it has made itself. */
static const char **
list_called(const struct wc_cluster_reading *c, size_t *ret_count)
{
	const struct draft *drafts = c->drafts.item;
	const char **called = wc_array(c->reading->arena, const char *, 2 * c->drafts.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < c->drafts.count; i++) {
		called[count++] = drafts[i].title;
		if (drafts[i].uid)
			called[count++] = drafts[i].uid;
	}
	if (count)
		qsort(called, count, sizeof(*called), by_text);
	*ret_count = count;
	return called;
}

static bool
is_called(const char *const *called, size_t count, const char *name)
{
	return name && count && bsearch(&name, called, count, sizeof(*called), by_text);
}

static struct wc_cluster_workload
finish(wc_arena *arena, const struct draft *draft, const struct wc_runtime_class *classes, size_t count)
{
	struct wc_cluster_workload workload = draft->workload;
	struct wc_runtime_class wanted = {.name = draft->runtime_class};
	const struct wc_runtime_class *class =
		draft->runtime_class && count ? bsearch(&wanted, classes, count, sizeof(wanted), by_class_name) : NULL;
	workload.placement.runtime_class = class;
	workload.missing_class = class ? NULL : draft->runtime_class;
	struct wc_pod_place place = wc_placement_shows(arena, &workload.placement);
	workload.os = place.os;
	workload.isolation = place.isolation;
	return workload;
}

struct wc_cluster
wc_cluster_end(struct wc_cluster_reading *c)
{
	size_t called_count;
	const struct draft *drafts = c->drafts.item;
	const char **called = list_called(c, &called_count);
	struct wc_cluster_workload *workloads = wc_array(c->reading->arena, struct wc_cluster_workload, c->drafts.count + 1);
	struct wc_cluster cluster = {.nodes = c->nodes.item, .node_count = c->nodes.count, .classes = c->classes.item,
	                             .class_count = c->classes.count, .workloads = workloads, .skipped = c->skipped};
	if (c->classes.count)
		qsort(c->classes.item, c->classes.count, sizeof(struct wc_runtime_class), by_class_name);
	for (size_t i = 0; i < c->drafts.count; i++)
		if (!is_called(called, called_count, drafts[i].owner) && !is_called(called, called_count, drafts[i].maker))
			workloads[cluster.workload_count++] = finish(c->reading->arena, &drafts[i], cluster.classes, cluster.class_count);
	return cluster;
}
