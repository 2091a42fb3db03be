/* Kubernetes nodes: a Node, a NodeList, or a List that holds nodes. */
#include "source/host/readers.h"

#include <string.h>

static bool
is_kind(const struct wc_node *node, const char *kind)
{
	const char *text = wc_get_text(node, "kind");
	return text && strcmp(text, kind) == 0;
}

static bool
recognises(const struct wc_node *node)
{
	return is_kind(node, "Node") || is_kind(node, "NodeList") || is_kind(node, "List") ||
	       wc_get(wc_get(node, "status"), "nodeInfo");
}

/* What kubelet reports of the machine, and the labels it sets; NULL where absent. */
struct node {
	const char *name, *os, *arch, *kernel_version, *os_image, *runtime;
	const char *os_label, *arch_label, *build_label;
};

static bool
read_fields(const struct wc_object *object, struct node *ret_node, struct wc_err *err)
{
	struct wc_object metadata, labels, status, info;
	struct node n = {0};
	if (!wc_field_object(object, "metadata", &metadata, err) || !wc_field_text(&metadata, "name", &n.name, err) ||
	    !wc_field_object(&metadata, "labels", &labels, err) || !wc_field_object(object, "status", &status, err) ||
	    !wc_field_object(&status, "nodeInfo", &info, err))
		return false;
	if (!wc_field_text(&labels, "kubernetes.io/os", &n.os_label, err) ||
	    !wc_field_text(&labels, "kubernetes.io/arch", &n.arch_label, err) ||
	    !wc_field_text(&labels, "node.kubernetes.io/windows-build", &n.build_label, err))
		return false;
	if (!wc_field_text(&info, "operatingSystem", &n.os, err) || !wc_field_text(&info, "architecture", &n.arch, err) ||
	    !wc_field_text(&info, "kernelVersion", &n.kernel_version, err) ||
	    !wc_field_text(&info, "osImage", &n.os_image, err) ||
	    !wc_field_text(&info, "containerRuntimeVersion", &n.runtime, err))
		return false;
	*ret_node = n;
	return true;
}

/* kernelVersion has the revision; the label is the build alone, and there before kubelet has reported. */
static bool
set_version(const struct wc_object *object, const struct node *n, struct wc_host *host, struct wc_err *err)
{
	struct wc_version version = WC_VERSION_UNKNOWN;
	struct wc_err why;
	const char *text = n->kernel_version ? n->kernel_version : n->build_label;
	if (text && !wc_version_parse(text, &version, &why))
		return wc_field_wrong(object, "", err, "%s: %s", n->kernel_version ? "status.nodeInfo.kernelVersion" :
		                      "the label node.kubernetes.io/windows-build", why.text);
	wc_host_set_version(host, version, WC_FROM_NODE);
	return true;
}

/* "containerd://1.7.20": every engine but Docker is asked through the Container Runtime Interface. */
static void
set_runtime(wc_arena *arena, const struct wc_program *program, const char *runtime, struct wc_host *host)
{
	const char *mark = runtime ? strstr(runtime, "://") : NULL;
	if (!mark)
		return;
	const char *version = mark[3] ? mark + 3 : NULL;
	wc_host_set_engine(program, host, wc_copy(arena, runtime, (size_t)(mark - runtime)), version, WC_FROM_NODE);
	host->engine.is_cri = host->engine.kind != WC_MOBY;
}

bool
wc_host_read_kube_node(const struct wc_program *program, const struct wc_object *object, struct wc_host *ret_host,
                       struct wc_err *err)
{
	struct wc_host host = wc_host_unknown();
	struct node n;
	if (!object->node || object->node->kind != WC_MAP)
		return wc_field_wrong(object, "", err, "it must be an object, not %s", wc_node_kind_name(object->node));
	if (!read_fields(object, &n, err))
		return false;
	host.name = n.name;
	wc_host_set_os(&host, n.os ? n.os : n.os_label ? n.os_label : n.build_label ? "windows" : NULL, WC_FROM_NODE);
	if (host.os == WC_OS_WINDOWS && !set_version(object, &n, &host, err))
		return false;
	wc_host_set_arch(&host, n.arch ? n.arch : n.arch_label, WC_FROM_NODE);
	wc_host_set_display(&host, n.os_image, WC_FROM_NODE);
	set_runtime(object->arena, program, n.runtime, &host);
	*ret_host = host;
	return true;
}

static bool
no_node(const struct wc_object *object, struct wc_err *err)
{
	wc_field_wrong(object, "items", err, "it holds no node");
	return wc_hint(err, "write the list with `kubectl get nodes -o json`");
}

static bool
read_item(struct wc_host_file *file, const struct wc_object *node, struct wc_err *err)
{
	struct wc_host host;
	struct wc_err why;
	if (wc_host_read_kube_node(file->reading->program, node, &host, &why))
		return wc_host_add(file, &host, err);
	return wc_host_add_broken(file, wc_get_text(wc_get(node->node, "metadata"), "name"), &why, err);
}

static bool
read_list(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	const struct wc_node *list;
	size_t i = 0, nodes = 0;
	if (!wc_field_list(object, "items", &list, err))
		return false;
	for (const struct wc_node *item = list ? list->child : NULL; item; item = item->next, i++) {
		struct wc_object node = {object->arena, object->file, wc_printf(object->arena, "%s%sitems[%zu]", object->path,
		                         *object->path ? "." : "", i), item};
		if (wc_get_text(item, "kind") && !is_kind(item, "Node"))
			continue; /* a List may hold other objects as well */
		nodes++;
		if (!read_item(file, &node, err))
			return false;
	}
	return nodes > 0 || no_node(object, err);
}

static bool
read(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	struct wc_host host;
	if (is_kind(object->node, "NodeList") || is_kind(object->node, "List"))
		return read_list(file, object, err);
	return wc_host_read_kube_node(file->reading->program, object, &host, err) && wc_host_add(file, &host, err);
}

const struct wc_host_document wc_host_kube_document = {"a Kubernetes Node, NodeList or List (JSON or YAML)", recognises, read};
