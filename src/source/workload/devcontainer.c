/* devcontainer.json: the image of a development container, or the Dockerfile that makes it. */
#include "source/workload/dockerfile.h"
#include "source/workload/scalar.h"

#include <string.h>

static const char subject[] = "the development container";

/* build.args as settings; a value that is filled in on the developer's machine counts as not given. */
static void
add_args(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *args, struct wc_docker_build *build)
{
	struct wc_setting *settings = wc_array(file->arena, struct wc_setting, args ? args->count + 1 : 1);
	for (const struct wc_node *arg = args && args->kind == WC_MAP ? args->child : NULL; arg; arg = arg->next) {
		const char *why = arg->text ? wc_unfilled(arg->text) : NULL;
		if (why)
			wc_scalar_unresolved(file, found, arg, NULL, why);
		else if (arg->text)
			settings[build->arg_count++] = (struct wc_setting){arg->key, arg->text};
	}
	build->args = settings;
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	const struct wc_node *root = file->documents->child, *how = wc_get(root, "build");
	const struct wc_node *name = wc_get(how, "dockerfile") ? wc_get(how, "dockerfile") : wc_get(root, "dockerFile");
	struct wc_docker_build build = {.subject = subject, .target = wc_get_text(how, "target")};
	(void)err;
	wc_scalar_image(file, found, wc_get(root, "image"), (struct wc_use){.subject = subject, .role = WC_USE_RUN});
	if (!name || name->kind != WC_STRING)
		return true;
	const char *why = wc_unfilled(name->text);
	if (why) {
		wc_scalar_unresolved(file, found, name, NULL, why);
		return true;
	}
	add_args(file, found, wc_get(how, "args"), &build);
	wc_dockerfile_read_near(file, name->text, wc_stretch_of(file, name), name->text, &build, found);
	return true;
}

static enum wc_claim
claims(const char *name)
{
	return wc_path_ends(name, "devcontainer.json") || wc_path_ends(name, ".devcontainer.json") ? WC_CLAIM_SURE : WC_CLAIM_NONE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	return wc_get(file->documents->child, "image") || wc_get(file->documents->child, "build");
}

static const char *const signs[] = {"image", "build", "dockerFile", NULL};

const struct wc_workload_reader wc_workload_devcontainer = {
	.name = "devcontainer",
	.title = "Development containers",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
