/* Kubernetes objects: the pod templates of each kind, in files of one or many documents and in Lists. */
#include "source/workload/kubernetes.h"

#include "source/cluster/placement.h"
#include "source/workload/index.h"
#include "source/workload/pod.h"
#include "source/workload/scalar.h"

#include <string.h>

/* Old groups too: stored YAML still has Deployments of extensions/v1beta1. "" is the core group. */
static const struct wc_pod_kind kinds[] = {
	{"Pod", "", ""},
	{"PodTemplate", "", "template"},
	{"ReplicationController", "", "spec.template"},
	{"Deployment", "apps extensions", "spec.template"},
	{"StatefulSet", "apps", "spec.template"},
	{"DaemonSet", "apps extensions", "spec.template"},
	{"ReplicaSet", "apps extensions", "spec.template"},
	{"Job", "batch extensions", "spec.template"},
	{"CronJob", "batch", "spec.jobTemplate.spec.template"},
};

/* What is being read. */
struct reading {
	const struct wc_workload_file *file;
	struct wc_found *found;
	const struct wc_index *classes; /* the RuntimeClasses of the file, by name */
	const struct wc_node *object;   /* whose pods are read */
};

/* Is `group` one of the words of `groups`? The core group has no name. */
static bool
has_group(const char *groups, const char *group, size_t length)
{
	if (length == 0)
		return *groups == '\0';
	for (const char *at = groups; *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == length && strncmp(at, group, length) == 0)
			return true;
	return false;
}

const struct wc_pod_kind *
wc_pod_kind_find(const char *api_version, const char *kind)
{
	const char *slash = strchr(api_version, '/');
	size_t length = slash ? (size_t)(slash - api_version) : 0;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].kind, kind) == 0 && has_group(kinds[i].groups, api_version, length))
			return &kinds[i];
	return NULL;
}

/* "Deployment shop/web": the object for people. */
static const char *
name_of(const struct reading *r)
{
	const struct wc_node *metadata = wc_get(r->object, "metadata");
	const char *kind = wc_get_text(r->object, "kind"), *space = wc_get_text(metadata, "namespace"), *name = wc_get_text(metadata, "name");
	const char *generated = wc_get_text(metadata, "generateName");
	if (!name)
		name = generated ? wc_printf(r->file->arena, "%s*", generated) : "without a name";
	return wc_printf(r->file->arena, "%s %s%s%s", kind, space ? space : "", space ? "/" : "", name);
}

/* Where the text of a placement stands: the same in the tree that it was read from. */
static const struct wc_node *
find_text(const struct wc_node *node, const char *text)
{
	const struct wc_node *found = node && node->kind == WC_STRING && strcmp(node->text, text) == 0 ? node : NULL;
	for (const struct wc_node *child = node ? node->child : NULL; child && !found; child = child->next)
		found = find_text(child, text);
	return found;
}

static const struct wc_node *
find_build(const struct wc_node *spec, const struct wc_node *runtime_class, const char *build)
{
	const struct wc_node *places[] = {wc_get(spec, "nodeSelector"), wc_get(wc_get(spec, "affinity"), "nodeAffinity"), wc_get(runtime_class, "scheduling")};
	const struct wc_node *found = NULL;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]) && !found; i++)
		found = find_text(places[i], build);
	return found ? found : spec;
}

/* The label values as hosts, "server:MAJOR.MINOR.BUILD"; what is no version is unresolved. */
static const char *const *
hosts_of(const struct reading *r, const struct wc_node *spec, const struct wc_node *runtime_class, const struct wc_pod_place *place, size_t *ret_count)
{
	const char **hosts = wc_array(r->file->arena, const char *, place->build_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < place->build_count; i++) {
		const char *build = place->build[i], *why = wc_unfilled(build);
		if (!why && (!*build || build[strspn(build, "0123456789.")]))
			why = "the label node.kubernetes.io/windows-build has values of the form MAJOR.MINOR.BUILD";
		if (why)
			wc_scalar_unresolved(r->file, r->found, find_build(spec, runtime_class, build), build, why);
		else
			hosts[count++] = wc_printf(r->file->arena, "server:%s", build);
	}
	*ret_count = count;
	return hosts;
}

/* The RuntimeClass that a pod names, where the file has it; or NULL. */
static const struct wc_node *
class_of(const struct reading *r, const struct wc_node *spec)
{
	const char *name = wc_get_text(spec, "runtimeClassName");
	return name ? wc_index_find(r->classes, name) : NULL;
}

/* `template` has the pod's metadata: it is a pod template, or a Pod. */
static void
read_spec(const struct reading *r, const struct wc_node *template, const struct wc_node *spec)
{
	wc_arena *arena = r->file->arena;
	size_t count, host_count, label_count;
	const struct wc_pod_image *images = wc_pod_images(arena, spec, &count);
	const struct wc_node *class_object = class_of(r, spec);
	struct wc_runtime_class class = wc_runtime_class_read(arena, class_object);
	struct wc_placement placement = wc_placement_read(arena, spec, class_object ? &class : NULL);
	struct wc_pod_place place = wc_placement_shows(arena, &placement);
	const char *const *hosts = hosts_of(r, spec, class_object, &place, &host_count);
	bool is_asked = r->file->options && r->file->options->wants_situation;
	const char *object = name_of(r), *space = is_asked ? wc_get_text(wc_get(r->object, "metadata"), "namespace") : NULL;
	const struct wc_label *labels = wc_scalar_labels(arena, is_asked ? wc_get(wc_get(template, "metadata"), "labels") : NULL, &label_count);
	for (size_t i = 0; i < count; i++) {
		const char *part = wc_word(&wc_pod_part_words, images[i].part), *name = images[i].name;
		const char *subject = wc_printf(arena, "%s, %s%s%s", object, part, name ? " " : "", name ? name : "");
		wc_scalar_image(r->file, r->found, images[i].reference,
		                (struct wc_use){.subject = subject, .role = WC_USE_RUN, .os = place.os, .isolation = place.isolation,
		                                .host_process = images[i].host_process, .hosts = hosts, .host_count = host_count,
		                                .name_space = space, .labels = labels, .label_count = label_count});
	}
}

/* What stands at the end of a path: a pod template, or a pod spec itself; a list of them is as many. */
static void
read_template(const struct reading *r, const struct wc_node *node)
{
	if (node->kind == WC_LIST)
		for (const struct wc_node *item = node->child; item; item = item->next)
			read_template(r, item);
	else if (wc_get(node, "spec"))
		read_spec(r, node, wc_get(node, "spec"));
	else
		read_spec(r, NULL, node);
}

/* Follows "spec.jobs[].template": "[]" goes into every item of a list. */
static void
follow(const struct reading *r, const struct wc_node *node, const char *path)
{
	if (!node)
		return;
	if (!*path) {
		read_template(r, node);
		return;
	}
	size_t length = strcspn(path, ".");
	const char *rest = path + length + (path[length] == '.');
	bool each = length > 2 && strncmp(path + length - 2, "[]", 2) == 0;
	const struct wc_node *child = wc_get(node, wc_copy(r->file->arena, path, each ? length - 2 : length));
	if (!each)
		follow(r, child, rest);
	else if (child && child->kind == WC_LIST)
		for (const struct wc_node *item = child->child; item; item = item->next)
			follow(r, item, rest);
}

/* The path for a kind: what the user configured, else our table; NULL where it has no pods. */
static const char *
path_for(const struct wc_workload_options *options, const char *api_version, const char *kind)
{
	for (size_t i = 0; options && i < options->kind_count; i++)
		if (strcmp(options->kinds[i].kind, kind) == 0)
			return options->kinds[i].path;
	const struct wc_pod_kind *known = wc_pod_kind_find(api_version, kind);
	return known ? known->path : NULL;
}

/* The items of a List (also of a DeploymentList and its like), or NULL where it is none. */
static const struct wc_node *
items_of(const struct wc_node *object)
{
	const char *kind = wc_get_text(object, "kind");
	const struct wc_node *items = wc_get(object, "items");
	size_t length = kind ? strlen(kind) : 0;
	return length >= 4 && strcmp(kind + length - 4, "List") == 0 && items && items->kind == WC_LIST ? items : NULL;
}

/* Lists nest as deep as the text does. */
static void
read_object(struct reading *r, const struct wc_node *object)
{
	const char *api_version = wc_get_text(object, "apiVersion"), *kind = wc_get_text(object, "kind");
	const struct wc_node *items = items_of(object);
	if (!api_version || !kind)
		return;
	for (const struct wc_node *item = items ? items->child : NULL; item; item = item->next)
		read_object(r, item);
	const char *path = items ? NULL : path_for(r->file->options, api_version, kind);
	r->object = object;
	if (path)
		follow(r, object, path);
}

/* Adds the RuntimeClasses from `object` on; without an index it only counts. */
static size_t
add_classes(struct wc_index *index, const struct wc_node *object)
{
	size_t count = 0;
	for (; object; object = object->next) {
		const char *kind = wc_get_text(object, "kind"), *name = wc_get_text(wc_get(object, "metadata"), "name");
		const struct wc_node *items = items_of(object);
		bool is_class = kind && name && strcmp(kind, "RuntimeClass") == 0;
		if (is_class && index)
			wc_index_add(index, name, object);
		count += is_class;
		if (items)
			count += add_classes(index, items->child);
	}
	return count;
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	const struct wc_node *first = file->documents->child;
	struct wc_index classes = wc_index_start(file->arena, add_classes(NULL, first));
	struct reading r = {.file = file, .found = found, .classes = &classes};
	(void)err;
	add_classes(&classes, first);
	wc_index_sort(&classes);
	for (const struct wc_node *document = first; document; document = document->next)
		read_object(&r, document);
	return true;
}

static enum wc_claim
claims(const char *name)
{
	static const char *const ends[] = {"*.yaml", "*.yml", "*.json"};
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (wc_path_ends(name, ends[i]))
			return WC_CLAIM_MAYBE;
	return WC_CLAIM_NONE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	for (const struct wc_node *document = file->documents->child; document; document = document->next)
		if (wc_get_text(document, "apiVersion") && wc_get_text(document, "kind"))
			return true;
	return false;
}

static const char *const signs[] = {"apiVersion", NULL};

const struct wc_workload_reader wc_workload_kubernetes = {
	.name = "kubernetes",
	.title = "Kubernetes objects",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
