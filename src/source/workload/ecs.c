/* Amazon ECS task definitions: the images of their containers, and the Windows that runtimePlatform names. */
#include "source/workload/scalar.h"

#include <string.h>

/* WINDOWS_SERVER_2022_CORE: the system by how it begins; which Windows it is, data/ says (a label as those of build machines). */
static uint8_t
os_of(const char *family)
{
	if (!family)
		return WC_OS_UNKNOWN;
	return strncmp(family, "WINDOWS", 7) == 0 ? WC_OS_WINDOWS : strcmp(family, "LINUX") == 0 ? WC_OS_LINUX : WC_OS_UNKNOWN;
}

/* As the API writes it, and as CloudFormation does. */
static const struct wc_node *
either(const struct wc_node *map, const char *lower, const char *upper)
{
	const struct wc_node *node = wc_get(map, lower);
	return node ? node : wc_get(map, upper);
}

static void
read_task(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *task)
{
	const struct wc_node *family = either(either(task, "runtimePlatform", "RuntimePlatform"), "operatingSystemFamily", "OperatingSystemFamily");
	const struct wc_node *list = either(task, "containerDefinitions", "ContainerDefinitions"), *name = either(task, "family", "Family");
	const char *host = wc_scalar_text(family), *why = host ? wc_unfilled(host) : NULL;
	uint8_t os = os_of(host);
	if (why)
		wc_scalar_unresolved(file, found, family, NULL, why);
	for (const struct wc_node *container = list && list->kind == WC_LIST ? list->child : NULL; container; container = container->next) {
		const char *task_name = wc_scalar_text(name), *own = wc_scalar_text(either(container, "name", "Name"));
		const char *subject = wc_printf(file->arena, "task %s, container %s", task_name ? task_name : "definition", own ? own : "without a name");
		wc_scalar_image(file, found, either(container, "image", "Image"),
		                (struct wc_use){.subject = subject, .role = WC_USE_RUN, .os = os, .hosts = &host, .host_count = os == WC_OS_WINDOWS});
	}
}

/* The task definitions of a CloudFormation template: its resources of that type. */
static void
read_template(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *root)
{
	const struct wc_node *resources = wc_get(root, "Resources");
	for (const struct wc_node *resource = resources && resources->kind == WC_MAP ? resources->child : NULL; resource; resource = resource->next) {
		const char *type = wc_get_text(resource, "Type");
		if (type && strcmp(type, "AWS::ECS::TaskDefinition") == 0)
			read_task(file, found, wc_get(resource, "Properties"));
	}
}

/* `aws ecs describe-task-definition` wraps it. */
static const struct wc_node *
unwrapped(const struct wc_node *root)
{
	const struct wc_node *inner = wc_get(root, "taskDefinition");
	return inner && inner->kind == WC_MAP ? inner : root;
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	(void)err;
	read_task(file, found, unwrapped(file->documents->child));
	read_template(file, found, file->documents->child);
	return true;
}

static enum wc_claim
claims(const char *name)
{
	static const char *const ends[] = {"*.json", "*.yaml", "*.yml", "*.template"};
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (wc_path_ends(name, ends[i]))
			return WC_CLAIM_MAYBE;
	return strcmp(name, "-") == 0 ? WC_CLAIM_MAYBE : WC_CLAIM_NONE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	const struct wc_node *root = file->documents->child, *task = unwrapped(root), *list = wc_get(task, "containerDefinitions");
	return (list && list->kind == WC_LIST) || wc_get(task, "ContainerDefinitions") || (wc_get(root, "Resources") && strstr(file->bytes, "AWS::ECS::TaskDefinition"));
}

static const char *const signs[] = {"containerDefinitions", "ContainerDefinitions", NULL};

const struct wc_workload_reader wc_workload_ecs = {
	.name = "ecs",
	.title = "Amazon ECS task definitions",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
