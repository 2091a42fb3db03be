/* Nomad jobs as JSON: tasks of the docker driver, their isolation, and the nodes that constraints ask for. */
#include "source/workload/scalar.h"

#include <string.h>

/* What is known around a task. */
struct reading {
	const struct wc_workload_file *file;
	struct wc_found *found;
	const char *job, *group;
	uint8_t os;
};

/* The API writes TaskGroups, HCL that was made JSON writes group: both spell their fields in their own way. */
static const struct wc_node *
either(const struct wc_node *map, const char *upper, const char *lower)
{
	const struct wc_node *node = wc_get(map, upper);
	return node ? node : wc_get(map, lower);
}

/* A constraint on the system of the node: ${attr.kernel.name} = windows. */
static uint8_t
constrained_os(const struct wc_node *owner, uint8_t os)
{
	const struct wc_node *list = either(owner, "Constraints", "constraint");
	const struct wc_node *first = list && list->kind == WC_LIST ? list->child : list;
	for (const struct wc_node *c = first; c; c = list->kind == WC_LIST ? c->next : NULL) {
		const char *target = wc_scalar_text(either(c, "LTarget", "attribute")), *value = wc_scalar_text(either(c, "RTarget", "value"));
		const char *operand = wc_scalar_text(either(c, "Operand", "operator"));
		if (!target || !value || strcmp(target, "${attr.kernel.name}") != 0 || (operand && *operand && strcmp(operand, "=") != 0))
			continue;
		os = strcmp(value, "windows") == 0 ? WC_OS_WINDOWS : strcmp(value, "linux") == 0 ? WC_OS_LINUX : WC_OS_OTHER;
	}
	return os;
}

static uint8_t
isolation_of(const struct wc_node *config)
{
	unsigned isolation;
	const char *text = wc_get_text(config, "isolation");
	return text && wc_word_find(&wc_isolation_words, text, &isolation) ? (uint8_t)isolation : WC_ISOLATION_DEFAULT;
}

static void
read_task(const struct reading *r, const struct wc_node *task, const char *name)
{
	const struct wc_node *config = either(task, "Config", "config");
	const char *driver = wc_scalar_text(either(task, "Driver", "driver"));
	if (config && config->kind == WC_LIST)
		config = config->child;
	if (!driver || strcmp(driver, "docker") != 0)
		return;
	const char *subject = wc_printf(r->file->arena, "job %s, group %s, task %s", r->job, r->group, name ? name : "without a name");
	uint8_t isolation = isolation_of(config);
	/* Only Windows has an isolation to choose. */
	uint8_t os = isolation ? WC_OS_WINDOWS : r->os;
	wc_scalar_image(r->file, r->found, wc_get(config, "image"),
	                (struct wc_use){.subject = subject, .role = WC_USE_RUN, .os = constrained_os(task, os), .isolation = isolation});
}

/* Calls `read` for every item: of a list with names in `Name`, or of a map by name; a map's item may be a list of one. */
static void
each(const struct reading *r, const struct wc_node *items, void (*read)(const struct reading *, const struct wc_node *, const char *))
{
	for (const struct wc_node *item = items ? items->child : NULL; item; item = item->next) {
		const struct wc_node *body = items->kind == WC_MAP && item->kind == WC_LIST ? item->child : item;
		const char *name = items->kind == WC_MAP ? item->key : wc_scalar_text(either(item, "Name", "name"));
		if (body)
			read(r, body, name ? name : "without a name");
	}
}

static void
read_group(const struct reading *r, const struct wc_node *group, const char *name)
{
	struct reading own = *r;
	own.group = name;
	own.os = constrained_os(group, r->os);
	each(&own, either(group, "Tasks", "task"), read_task);
}

static void
read_job(const struct reading *r, const struct wc_node *job, const char *name)
{
	struct reading own = *r;
	const char *id = wc_scalar_text(either(job, "ID", "id")), *given = wc_scalar_text(either(job, "Name", "name"));
	own.job = given ? given : id ? id : name;
	own.os = constrained_os(job, WC_OS_UNKNOWN);
	each(&own, either(job, "TaskGroups", "group"), read_group);
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	const struct wc_node *root = file->documents->child, *job = wc_get(root, "Job"), *jobs = wc_get(root, "job");
	const struct reading r = {.file = file, .found = found};
	(void)err;
	if (jobs)
		each(&r, jobs, read_job);
	else
		read_job(&r, job ? job : root, "without a name");
	return true;
}

static enum wc_claim
claims(const char *name)
{
	if (wc_path_ends(name, "*.nomad.json"))
		return WC_CLAIM_SURE;
	return wc_path_ends(name, "*.json") || strcmp(name, "-") == 0 ? WC_CLAIM_MAYBE : WC_CLAIM_NONE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	const struct wc_node *root = file->documents->child, *jobs = wc_get(root, "job");
	const struct wc_node *first = jobs && jobs->kind == WC_MAP ? jobs->child : NULL;
	if (first && first->kind == WC_LIST)
		first = first->child;
	return wc_get(wc_get(root, "Job"), "TaskGroups") || wc_get(root, "TaskGroups") || wc_get(first, "group");
}

static const char *const signs[] = {"TaskGroups", "group", NULL};

const struct wc_workload_reader wc_workload_nomad = {
	.name = "nomad",
	.title = "Nomad jobs (JSON)",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
