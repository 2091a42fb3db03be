/* Compose files: the image of each service. */
#include "source/workload/workload.h"

#include <string.h>

static const char *const signs[] = {"services", NULL};

static enum wc_claim
claims(const char *name)
{
	static const char *const sure[] = {"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"};
	for (size_t i = 0; i < sizeof(sure) / sizeof(sure[0]); i++)
		if (wc_path_ends(name, sure[i]))
			return WC_CLAIM_SURE;
	return wc_path_ends(name, "*.yaml") || wc_path_ends(name, "*.yml") || wc_path_ends(name, "*.json") ? WC_CLAIM_MAYBE : WC_CLAIM_NONE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	const struct wc_node *services = wc_get(file->documents->child, "services");
	const struct wc_node *first = services && services->kind == WC_MAP ? services->child : NULL;
	return first && (wc_get(first, "image") || wc_get(first, "build") || wc_get(first, "extends"));
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	(void)err;
	const struct wc_node *services = wc_get(file->documents->child, "services");
	for (const struct wc_node *service = services ? services->child : NULL; service; service = service->next) {
		const struct wc_node *image = wc_get(service, "image");
		if (!image || image->kind != WC_STRING)
			continue;
		wc_found_use(found, &(struct wc_use){.at = wc_stretch_of(file, image), .written = image->text, .reference = image->text,
		                                     .subject = wc_printf(file->arena, "service %s", service->key), .role = WC_USE_RUN});
	}
	return true;
}

const struct wc_workload_reader wc_workload_compose = {
	.name = "compose",
	.title = "Compose files",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
