/* Bake files: what their targets build on; JSON, and HCL as far as literals and variables go. */
#include "source/workload/bake.h"

#include "format/hcl.h"

#include <string.h>

static bool
read_json(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	const struct wc_node *root = file->documents->child;
	struct wc_bake b = {.file = file, .found = found};
	(void)err;
	b.targets = wc_index_map(file->arena, wc_get(root, "target"));
	b.variables = wc_index_map(file->arena, wc_get(root, "variable"));
	wc_bake_targets(&b);
	return true;
}

/* A block goes under its label, an attribute at the top is a variable. */
static void
add_item(struct wc_bake *b, const struct wc_node *item)
{
	const char *type = wc_get_text(item, "type"), *name = wc_get_text(item, "name");
	const struct wc_node *labels = wc_get(item, "labels");
	const char *label = labels && labels->child ? labels->child->text : NULL;
	if (name)
		wc_index_add(&b->variables, name, wc_get(item, "value"));
	else if (label && strcmp(type, "variable") == 0)
		wc_index_add(&b->variables, label, wc_get(item, "body"));
	else if (label && strcmp(type, "target") == 0)
		wc_index_add(&b->targets, label, wc_get(item, "body"));
}

static bool
read_hcl(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	const struct wc_node *list;
	struct wc_bake b = {.file = file, .found = found};
	if (!wc_hcl_read(file->arena, file->name, file->bytes, file->length, &list, err))
		return false;
	b.targets = wc_index_start(file->arena, list->count);
	b.variables = wc_index_start(file->arena, list->count);
	for (const struct wc_node *item = list->child; item; item = item->next)
		add_item(&b, item);
	wc_index_sort(&b.targets);
	wc_index_sort(&b.variables);
	wc_bake_targets(&b);
	return true;
}

/* By the names that bake looks for by itself (docs.docker.com/build/bake/reference). */
static bool
is_bake_name(const char *name)
{
	const char *slash = strrchr(name, '/');
	return strncmp(slash ? slash + 1 : name, "docker-bake", 11) == 0;
}

static enum wc_claim
claims_json(const char *name)
{
	if (!wc_path_ends(name, "*.json"))
		return strcmp(name, "-") == 0 ? WC_CLAIM_MAYBE : WC_CLAIM_NONE;
	return is_bake_name(name) ? WC_CLAIM_SURE : WC_CLAIM_MAYBE;
}

static enum wc_claim
claims_hcl(const char *name)
{
	if (!wc_path_ends(name, "*.hcl"))
		return WC_CLAIM_NONE;
	return is_bake_name(name) ? WC_CLAIM_SURE : WC_CLAIM_MAYBE;
}

static bool
recognises_json(const struct wc_workload_file *file)
{
	const struct wc_node *targets = wc_get(file->documents->child, "target");
	const struct wc_node *first = targets && targets->kind == WC_MAP ? targets->child : NULL;
	return first && (wc_get(first, "dockerfile") || wc_get(first, "context") || wc_get(first, "args") || wc_get(first, "contexts"));
}

/* Nomad, Terraform and Packer write HCL, too, but have no blocks of this type. */
static bool
recognises_hcl(const struct wc_workload_file *file)
{
	const char *at = strstr(file->bytes, "target \"");
	return at && (at == file->bytes || at[-1] == '\n');
}

static const char *const signs[] = {"target", NULL};

const struct wc_workload_reader wc_workload_bake = {
	.name = "bake",
	.title = "Bake files (JSON)",
	.is_tree = true,
	.signs = signs,
	.claims = claims_json,
	.recognises = recognises_json,
	.read = read_json,
};

const struct wc_workload_reader wc_workload_bake_hcl = {
	.name = "bake-hcl",
	.title = "Bake files (HCL)",
	.signs = signs,
	.claims = claims_hcl,
	.recognises = recognises_hcl,
	.read = read_hcl,
};
