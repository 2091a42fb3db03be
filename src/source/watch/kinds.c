/* What is watched, and what is kept: facts, labels and taints of nodes, handlers of RuntimeClasses, the images of Windows workloads. */
#include "source/watch/kinds.h"

#include "base/limits.h"
#include "format/json_write.h"
#include "source/cluster/placement.h"
#include "source/workload/pod.h"

#include <string.h>

enum { DEEPEST = 32 };

/* A value as it is. Deeper than any that means something it is null. */
static void
put(struct wc_json_out *out, const char *key, const struct wc_node *value, unsigned depth)
{
	if (!value || value->kind == WC_NULL || depth > DEEPEST) {
		wc_json_null(out, key);
	} else if (value->kind == WC_MAP || value->kind == WC_LIST) {
		bool is_map = value->kind == WC_MAP;
		(is_map ? wc_json_map : wc_json_list)(out, key);
		for (const struct wc_node *child = value->child; child; child = child->next)
			put(out, is_map ? child->key : NULL, child, depth + 1);
		wc_json_end(out);
	} else if (value->kind == WC_STRING) {
		wc_json_text(out, key, value->text);
	} else {
		wc_json_raw(out, key, value->text);
	}
}

/* The member `key` of `map`, where there is one. */
static void
put_member(struct wc_json_out *out, const struct wc_node *map, const char *key)
{
	const struct wc_node *value = wc_get(map, key);
	if (value)
		put(out, key, value, 0);
}

static void
begin(struct wc_json_out *out, const char *kind)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "kind", kind);
}

/* A pause image tells from which build the utility VM of a node boots; of others a node names those of the last hours. */
static void
put_pauses(struct wc_json_out *out, const struct wc_node *images)
{
	wc_json_list(out, "images");
	for (const struct wc_node *image = images && images->kind == WC_LIST ? images->child : NULL; image; image = image->next) {
		const struct wc_node *names = wc_get(image, "names");
		for (const struct wc_node *name = names && names->kind == WC_LIST ? names->child : NULL; name; name = name->next) {
			if (name->kind != WC_STRING || !strstr(name->text, "/pause:"))
				continue;
			wc_json_map(out, NULL);
			wc_json_texts(out, "names", (const char *const[]){name->text}, 1);
			wc_json_end(out);
			break;
		}
	}
	wc_json_end(out);
}

/* Taints that the node controller sets and takes away as a node's state changes. Source: kubernetes.io, "Taints and Tolerations". */
static bool
is_condition(const struct wc_node *taint)
{
	static const char *const names[] = {"not-ready", "unreachable", "unschedulable", "memory-pressure", "disk-pressure", "pid-pressure", "network-unavailable"};
	static const char prefix[] = "node.kubernetes.io/";
	const char *key = wc_get_text(taint, "key");
	if (!key || strncmp(key, prefix, sizeof(prefix) - 1) != 0)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(key + sizeof(prefix) - 1, names[i]) == 0)
			return true;
	return false;
}

/* Without the moment at which each was set. */
static void
put_taints(struct wc_json_out *out, const struct wc_node *taints)
{
	wc_json_list(out, "taints");
	for (const struct wc_node *taint = taints && taints->kind == WC_LIST ? taints->child : NULL; taint; taint = taint->next) {
		if (is_condition(taint))
			continue;
		wc_json_map(out, NULL);
		put_member(out, taint, "key");
		put_member(out, taint, "value");
		put_member(out, taint, "effect");
		wc_json_end(out);
	}
	wc_json_end(out);
}

static const char *
reduce_node(wc_arena *arena, const struct wc_node *node)
{
	static const char *const facts[] = {"operatingSystem", "architecture", "kernelVersion", "osImage", "containerRuntimeVersion"};
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	const struct wc_node *metadata = wc_get(node, "metadata"), *status = wc_get(node, "status");
	begin(&out, "Node");
	wc_json_map(&out, "metadata");
	put_member(&out, metadata, "name");
	put_member(&out, metadata, "labels");
	wc_json_end(&out);
	wc_json_map(&out, "spec");
	put_taints(&out, wc_get(wc_get(node, "spec"), "taints"));
	wc_json_end(&out);
	wc_json_map(&out, "status");
	wc_json_map(&out, "nodeInfo");
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		put_member(&out, wc_get(status, "nodeInfo"), facts[i]);
	wc_json_end(&out);
	put_member(&out, status, "runtimeHandlers");
	put_pauses(&out, wc_get(status, "images"));
	wc_json_end(&out);
	wc_json_end(&out);
	return wc_text_string(&text);
}

static const char *
reduce_class(wc_arena *arena, const struct wc_node *class)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	begin(&out, "RuntimeClass");
	wc_json_map(&out, "metadata");
	put_member(&out, wc_get(class, "metadata"), "name");
	wc_json_end(&out);
	put_member(&out, class, "handler");
	put_member(&out, class, "scheduling");
	wc_json_end(&out);
	return wc_text_string(&text);
}

/* The images of a pod template that shows Windows, one a line. */
static const char *
reduce_template(wc_arena *arena, const struct wc_node *template)
{
	struct wc_text text = {.arena = arena};
	const struct wc_node *spec = wc_get(template, "spec");
	size_t count;
	struct wc_placement placement = wc_placement_read(arena, spec, NULL);
	if (!spec || wc_placement_shows(arena, &placement).os != WC_OS_WINDOWS)
		return NULL;
	const struct wc_pod_image *images = wc_pod_images(arena, spec, &count);
	for (size_t i = 0; i < count && i < WC_LIMIT_POD_IMAGES; i++) {
		const struct wc_node *reference = images[i].reference;
		if (reference->length && reference->length < WC_LIMIT_REFERENCE && !strchr(reference->text, '\n'))
			wc_text_printf(&text, "%s\n", reference->text);
	}
	return text.length ? wc_text_string(&text) : NULL;
}

static const char *
reduce_workload(wc_arena *arena, const struct wc_node *object)
{
	return reduce_template(arena, wc_get(wc_get(object, "spec"), "template"));
}

static const char *
reduce_cron_job(wc_arena *arena, const struct wc_node *object)
{
	return reduce_workload(arena, wc_get(wc_get(object, "spec"), "jobTemplate"));
}

const struct wc_watched_kind wc_watched_kinds[WC_WATCHED_KINDS] = {
	{"/api/v1/nodes", "nodes", reduce_node},
	{"/apis/node.k8s.io/v1/runtimeclasses", "runtimeclasses.node.k8s.io", reduce_class},
	{"/apis/apps/v1/deployments", "deployments.apps", reduce_workload},
	{"/apis/apps/v1/daemonsets", "daemonsets.apps", reduce_workload},
	{"/apis/apps/v1/statefulsets", "statefulsets.apps", reduce_workload},
	{"/apis/batch/v1/cronjobs", "cronjobs.batch", reduce_cron_job},
};
