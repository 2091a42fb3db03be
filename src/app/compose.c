/* compose: files, services, verdicts. */
#include "app/compose.h"

#include "app/engine_host.h"
#include "app/scan_near.h"
#include "base/limits.h"
#include "io/file.h"
#include "source/workloads.h"

#include <string.h>

/* A compose check under way. */
struct composing {
	wc_arena *arena;
	const struct wc_compose_asked *asked;
	struct wc_composed *all;
	struct wc_workload_options options;
	struct wc_lines lines;
	struct wc_near near;
	struct wc_found found;
	struct wc_references references;
	struct wc_judge judge;
};

/* All files that are listed name others from the folder of the first one. Source: docker compose, "-f". */
static bool
read_near(void *context, wc_arena *arena, const char *beside, const char *path, const char **ret_name, const char **ret_bytes, size_t *ret_length)
{
	struct composing *c = context;
	const struct wc_names *files = &c->all->files;
	for (size_t i = 1; i < files->count; i++)
		if (strcmp(files->item[i], beside) == 0)
			beside = files->item[0];
	return wc_near_read(&c->near, arena, beside, path, ret_name, ret_bytes, ret_length);
}

/* Text and tree of one file. An empty one is fine: `compose > compose.override.yaml` has made it by now. */
static bool
load(struct composing *c, const char *path, struct wc_workload_file *ret_file, struct wc_err *err)
{
	char *bytes;
	*ret_file = (struct wc_workload_file){.arena = c->arena, .name = path, .is_asked = true, .options = &c->options, .near = read_near,
	                                      .near_context = c, .lines = &c->lines};
	if (!wc_file_read(c->arena, path, WC_LIMIT_YAML_BYTES, &bytes, &ret_file->length, err))
		return false;
	ret_file->bytes = bytes;
	if (!wc_scan_text(path, &ret_file->bytes, &ret_file->length, err))
		return false;
	if (ret_file->bytes[strspn(ret_file->bytes, " \t\r\n")] == '\0') {
		ret_file->bytes = "{}";
		ret_file->length = 2;
	}
	return wc_yaml_read_foreign(c->arena, path, ret_file->bytes, ret_file->length, &ret_file->documents, err);
}

static bool
has_services(const struct wc_workload_file *file)
{
	const struct wc_node *root = file->documents->child, *services = wc_get(root, "services");
	return (services && services->kind == WC_MAP && services->child) || wc_get(root, "include");
}

static bool
read_files(struct composing *c, struct wc_err *err)
{
	const struct wc_names *names = &c->all->files;
	struct wc_workload_file *files = wc_array(c->arena, struct wc_workload_file, names->count);
	bool filled = false;
	for (size_t i = 0; i < names->count; i++) {
		if (!load(c, names->item[i], &files[i], err))
			return false;
		filled |= has_services(&files[i]);
	}
	if (!filled) {
		wc_fail(err, WC_FAULT_INPUT, "%.300s has no services", names->item[0]);
		return wc_hint(err, "is it a compose file? `wincompat scan` reads others, too");
	}
	wc_compose_read_listed(files, names->count, &c->found);
	if (c->found.use_count <= WC_LIMIT_PROJECT_IMAGES)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%.300s and the files beside it use %zu images, more than %d", names->item[0], c->found.use_count,
	        WC_LIMIT_PROJECT_IMAGES);
	return wc_hint(err, "check one part of the project at a time");
}

static struct wc_service *
service_of(struct wc_composed *all, const char *name)
{
	for (size_t i = 0; i < all->service_count; i++)
		if (strcmp(all->services[i].name, name) == 0)
			return &all->services[i];
	struct wc_service *added = &all->services[all->service_count++];
	*added = (struct wc_service){.name = name};
	return added;
}

/* Is it an image for Windows, as far as its file says? */
static bool
is_meant(const struct wc_use *use)
{
	return use->service && (use->os == WC_OS_UNKNOWN || use->os == WC_OS_WINDOWS);
}

static bool
is_of(const struct wc_use *use, const char *service, unsigned role)
{
	return is_meant(use) && use->role == role && strcmp(use->service, service) == 0;
}

/* The uses of one service in one role, judged together. */
static struct wc_joint
judge_role(struct composing *c, const char *service, unsigned role)
{
	size_t count = 0;
	for (size_t i = 0; i < c->found.use_count; i++)
		count += is_of(&c->found.uses[i], service, role);
	if (count == 0)
		return (struct wc_joint){0};
	const struct wc_use **uses = wc_array(c->arena, const struct wc_use *, count);
	struct wc_together together = {uses, 0, &c->references, c->all->host};
	for (size_t i = 0; i < c->found.use_count; i++)
		if (is_of(&c->found.uses[i], service, role))
			uses[together.count++] = &c->found.uses[i];
	return wc_together_judge(&c->judge, &together);
}

static void
judge_services(struct composing *c)
{
	struct wc_composed *all = c->all;
	all->services = wc_array(c->arena, struct wc_service, c->found.use_count + 1);
	for (size_t i = 0; i < c->found.use_count; i++) {
		if (is_meant(&c->found.uses[i]))
			service_of(all, c->found.uses[i].service);
		else
			all->elsewhere++;
	}
	for (size_t i = 0; i < all->service_count; i++) {
		all->services[i].run = judge_role(c, all->services[i].name, WC_USE_RUN);
		all->services[i].build = judge_role(c, all->services[i].name, WC_USE_BUILD);
	}
}

/* The engine's own host; compose speaks to the Docker Engine only. */
static bool
find_host(struct composing *c, struct wc_err *err)
{
	struct wc_engine_asked asked = {&c->asked->how, c->asked->hosts, "docker compose", true};
	const struct wc_host *engine;
	struct wc_host *host;
	if (!wc_engine_host_find(c->arena, &asked, &host, &engine, err))
		return false;
	wc_engine_host_settle(host, WC_MOBY);
	c->all->host = host;
	return true;
}

bool
wc_compose_check(wc_arena *arena, const struct wc_compose_asked *asked, struct wc_composed *ret_composed, struct wc_err *err)
{
	struct wc_composed all = {.files = asked->files};
	struct composing c = {.arena = arena, .asked = asked, .all = &all, .options = {.environment = asked->how.environment},
	                      .lines = {.arena = arena}, .found = {.arena = arena, .faults = {.arena = arena}}};
	const struct wc_view *view;
	if (!wc_view_make(arena, asked->how.program, asked->edition, asked->as_of, &view, err) ||
	    (!all.files.count && !wc_compose_find(arena, asked->how.environment, &all.files, err)))
		return false;
	c.near = (struct wc_near){.arena = arena, .root = wc_near_root(arena, all.files.item[0], false)};
	if (!read_files(&c, err) || !find_host(&c, err))
		return false;
	c.references = wc_references_read(arena, &asked->how, c.found.uses, c.found.use_count);
	c.judge = wc_judge_new((struct wc_answering){arena, view, false}, asked->request, 3 * c.found.use_count + 1);
	judge_services(&c);
	all.edition = wc_view_edition(view);
	all.unresolved = c.found.unresolved;
	all.unresolved_count = c.found.unresolved_count;
	all.faults = c.found.faults.first;
	all.images = c.references.images;
	all.image_count = c.references.names.count;
	*ret_composed = all;
	return true;
}
