/* Compose files and stacks: the image of each service, and the Dockerfile that builds it. */
#include "source/workload/compose.h"

#include "base/limits.h"
#include "source/workload/docker_stages.h"
#include "source/workload/dockerfile.h"
#include "source/workload/scalar.h"
#include "source/workloads.h"

#include <string.h>

static const char *const signs[] = {"services", NULL};
static const char *const sure[] = {"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"};
enum { SURE = sizeof(sure) / sizeof(sure[0]) };

static enum wc_claim
claims(const char *name)
{
	for (size_t i = 0; i < SURE; i++)
		if (wc_path_ends(name, sure[i]))
			return WC_CLAIM_SURE;
	return wc_path_ends(name, "*.yaml") || wc_path_ends(name, "*.yml") || wc_path_ends(name, "*.json") ? WC_CLAIM_MAYBE : WC_CLAIM_NONE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	const struct wc_node *services = wc_get(file->documents->child, "services");
	if (!services || services->kind != WC_MAP)
		return false;
	for (const struct wc_node *service = services->child; service; service = service->next)
		if (wc_get(service, "image") || wc_get(service, "build") || wc_get(service, "extends"))
			return true;
	return false;
}

/* What is common to the uses of one service. */
struct service {
	struct wc_compose *compose;
	const struct wc_compose_layer *layers;
	const char *name, *subject;
	uint8_t os, isolation;
};

static const char *
text_of(struct service *s, const char *within, const char *key)
{
	const char *why;
	return wc_compose_text(s->compose, wc_compose_get(s->layers, within, key), &why);
}

static uint8_t
isolation_of(const char *text)
{
	unsigned isolation = WC_ISOLATION_DEFAULT;
	return text && wc_word_find(&wc_isolation_words, text, &isolation) && isolation != WC_ISOLATION_AUTO ? (uint8_t)isolation
	                                                                                                    : WC_ISOLATION_DEFAULT;
}

/* The system that a placement of a stack asks for: "node.platform.os == windows". */
static uint8_t
placed_os(const struct wc_compose_layer *layers)
{
	const struct wc_node *placement = wc_get(wc_compose_get(layers, "deploy", "placement").node, "constraints");
	for (const struct wc_node *item = placement ? placement->child : NULL; item; item = item->next) {
		const char *text = wc_scalar_text(item), *equals = text ? strstr(text, "==") : NULL;
		if (!equals || strncmp(text, "node.platform.os", strlen("node.platform.os")) != 0)
			continue;
		return wc_docker_platform_os(equals + 2 + strspn(equals + 2, " "));
	}
	return WC_OS_UNKNOWN;
}

/* Adds the use of the image that `value` names. */
static void
add_image(struct service *s, struct wc_compose_value value, bool is_copied)
{
	const char *why, *text = wc_compose_text(s->compose, value, &why);
	if (!value.node || !wc_scalar_text(value.node))
		return;
	struct wc_stretch at = wc_stretch_of(&value.file->file, value.node);
	const char *unfilled = !text ? why : strstr(text, "{{") ? wc_unfilled(text) : NULL;
	if (unfilled)
		wc_found_unresolved(s->compose->found, at, value.node->text, unfilled);
	else
		wc_found_use(s->compose->found, &(struct wc_use){.at = at, .written = value.node->text, .reference = text, .subject = s->subject,
		                                                 .service = s->name, .role = WC_USE_RUN, .os = s->os, .isolation = s->isolation,
		                                                 .is_copied = is_copied});
}

/* Images whose files are mounted: volumes of the type image. */
static void
add_volumes(struct service *s)
{
	struct wc_compose_value volumes = wc_compose_get(s->layers, NULL, "volumes");
	for (const struct wc_node *item = volumes.node ? volumes.node->child : NULL; item; item = item->next) {
		const char *type = wc_get_text(item, "type");
		if (type && strcmp(type, "image") == 0)
			add_image(s, (struct wc_compose_value){volumes.file, wc_get(item, "source")}, true);
	}
}

/* One build argument: "NAME=VALUE", "NAME", or NAME: VALUE. */
static bool
take_arg(struct service *s, const struct wc_compose_file *file, const struct wc_node *node, struct wc_setting *ret_arg)
{
	const char *why, *text = wc_compose_text(s->compose, (struct wc_compose_value){file, node}, &why), *name = node->key;
	if (!name) {
		const char *equals = text ? strchr(text, '=') : NULL;
		if (!text)
			return false;
		name = equals ? wc_copy(s->compose->arena, text, (size_t)(equals - text)) : text;
		text = equals ? equals + 1 : NULL;
	}
	if (!text || (node->key && !*text)) /* without a value it is the environment's */
		text = wc_workload_variable(s->compose->arena, file->file.options, name);
	*ret_arg = (struct wc_setting){name, text};
	return text != NULL;
}

/* The arguments of all layers, the one that counts last; args of the outermost layer stand last. */
static void
take_args(struct service *s, const struct wc_compose_layer *layer, struct wc_setting *args, size_t *count, size_t room)
{
	if (!layer)
		return;
	take_args(s, layer->next, args, count, room);
	const struct wc_node *list = wc_get(wc_get(layer->service, "build"), "args");
	for (const struct wc_node *item = list ? list->child : NULL; item && *count < room; item = item->next)
		*count += take_arg(s, layer->file, item, &args[*count]);
}

static size_t
count_args(const struct wc_compose_layer *layers)
{
	size_t count = 0;
	for (; layers; layers = layers->next) {
		const struct wc_node *list = wc_get(wc_get(layers->service, "build"), "args");
		count += list ? list->count : 0;
	}
	return count;
}

/* Places of a Dockerfile that is written into the compose file: its lines follow the mark of the block. */
static void
place_inline(const struct wc_compose_value *value, const char *written, struct wc_stretch *at)
{
	size_t number = value->node->line + at->line;
	const char *line = wc_line_start(&value->file->file, number);
	const char *end = line ? line + strcspn(line, "\n") : NULL, *hit = line ? strstr(line, written) : NULL;
	bool stands = hit && hit < end;
	*at = (struct wc_stretch){value->file->file.name, stands ? number : value->node->line, stands ? (size_t)(hit - line) + 1 : value->node->column,
	                          stands ? strlen(written) : 0};
}

static void
add_inline(struct service *s, struct wc_compose_value value, const struct wc_docker_build *build)
{
	const char *why, *text = wc_compose_text(s->compose, value, &why);
	struct wc_err err;
	wc_arena *arena = s->compose->arena;
	struct wc_found found = {.arena = arena, .faults = {.arena = arena}};
	struct wc_workload_file file = value.file->file;
	if (!text) {
		wc_found_unresolved(s->compose->found, wc_stretch_of(&value.file->file, value.node), "dockerfile_inline", why ? why : "it is no text");
		return;
	}
	file.bytes = text;
	file.length = strlen(text);
	if (!wc_dockerfile_read(&file, build, &found, &err))
		wc_found_unresolved(s->compose->found, wc_stretch_of(&value.file->file, value.node), "dockerfile_inline", err.text);
	for (size_t i = 0; i < found.use_count; i++) {
		place_inline(&value, found.uses[i].written, &found.uses[i].at);
		wc_found_use(s->compose->found, &found.uses[i]);
	}
	for (size_t i = 0; i < found.unresolved_count; i++) {
		place_inline(&value, found.unresolved[i].text, &found.unresolved[i].at);
		wc_found_unresolved(s->compose->found, found.unresolved[i].at, found.unresolved[i].text, found.unresolved[i].why);
	}
}

/* A context that is fetched from elsewhere. */
static bool
is_remote(const char *context)
{
	return strstr(context, "://") || strncmp(context, "git@", 4) == 0 || strncmp(context, "github.com/", 11) == 0;
}

static const char *
first_platform(struct service *s)
{
	struct wc_compose_value platforms = wc_compose_get(s->layers, "build", "platforms");
	const char *why, *own = text_of(s, NULL, "platform");
	if (own || !platforms.node || !platforms.node->child)
		return own;
	return wc_compose_text(s->compose, (struct wc_compose_value){platforms.file, platforms.node->child}, &why);
}

/* Adds what the Dockerfile of the service builds on. `place` is the value that names it. */
static void
add_build(struct service *s, struct wc_compose_value place, const char *context, const char *why)
{
	struct wc_compose_value inlined = wc_compose_get(s->layers, "build", "dockerfile_inline");
	size_t room = count_args(s->layers);
	struct wc_setting *args = wc_array(s->compose->arena, struct wc_setting, room + 1);
	struct wc_docker_build build = {.subject = s->subject, .service = s->name, .target = text_of(s, "build", "target"), .platform = first_platform(s),
	                                .args = args, .isolation = s->isolation, .build_isolation = isolation_of(text_of(s, "build", "isolation"))};
	take_args(s, s->layers, args, &build.arg_count, room);
	if (inlined.node) {
		add_inline(s, inlined, &build);
		return;
	}
	struct wc_stretch at = wc_stretch_of(&place.file->file, place.node);
	const char *dockerfile = text_of(s, "build", "dockerfile"), *written = place.node->text ? place.node->text : "build";
	if (!context || is_remote(context)) {
		wc_found_unresolved(s->compose->found, at, written, context ? "the build context is elsewhere" : why ? why : "it is no text");
		return;
	}
	const char *path = wc_printf(s->compose->arena, "%s/%s", *context ? context : ".", dockerfile ? dockerfile : "Dockerfile");
	wc_dockerfile_read_near(&place.file->file, path, at, written, &build, s->compose->found);
}

static void
read_service(struct wc_compose *compose, const struct wc_compose_file *file, const struct wc_node *node)
{
	struct service s = {.compose = compose, .layers = wc_compose_layers(compose, file, node), .name = node->key,
	                    .subject = wc_printf(compose->arena, "service %s", node->key)};
	struct wc_compose_value build = wc_compose_get(s.layers, NULL, "build"), context = build;
	const char *why = NULL, *text = NULL;
	s.isolation = isolation_of(text_of(&s, NULL, "isolation"));
	s.os = wc_docker_platform_os(first_platform(&s));
	s.os = s.os ? s.os : placed_os(s.layers);
	add_volumes(&s);
	if (!build.node) {
		add_image(&s, wc_compose_get(s.layers, NULL, "image"), false);
		return;
	}
	/* The image of a service that is built is what it is called then: nothing is pulled. */
	if (build.node->kind == WC_MAP) {
		context = wc_compose_get(s.layers, "build", "context");
		text = context.node ? NULL : ".";
		context = context.node ? context : build;
	}
	text = text ? text : wc_compose_text(compose, context, &why);
	add_build(&s, context, text, why);
}

/* The file that `docker compose` reads together with this one, where it has one. */
static struct wc_compose_file *
override_of(struct wc_compose *compose, const struct wc_compose_file *file)
{
	for (size_t i = 0; i < SURE; i++) {
		if (!wc_path_ends(file->file.name, sure[i]))
			continue;
		const char *dot = strrchr(sure[i], '.'), *other = strcmp(dot, ".yml") == 0 ? ".yaml" : ".yml";
		const char *stem = wc_copy(compose->arena, sure[i], (size_t)(dot - sure[i]));
		struct wc_compose_file *found = wc_compose_beside(compose, file, wc_printf(compose->arena, "%s.override%s", stem, dot));
		return found ? found : wc_compose_beside(compose, file, wc_printf(compose->arena, "%s.override%s", stem, other));
	}
	return NULL;
}

static void
put_over(struct wc_compose_file *under, struct wc_compose_file *over)
{
	under->over = over;
	over->under = under;
}

/* Was the service read with a file below this one? */
static bool
is_read_below(const struct wc_compose_file *file, const char *service)
{
	for (const struct wc_compose_file *under = file->under; under; under = under->under)
		if (wc_get(wc_get(under->root, "services"), service))
			return true;
	return false;
}

static void
read_included(struct wc_compose *compose, const struct wc_compose_file *file, const struct wc_node *node);

static void
read_services(struct wc_compose *compose, struct wc_compose_file *file)
{
	const struct wc_node *services = wc_get(file->root, "services"), *include = wc_get(file->root, "include");
	if (file->is_read)
		return;
	file->is_read = true;
	struct wc_compose_file *override = compose->is_listed ? NULL : override_of(compose, file);
	if (override && !override->under)
		put_over(file, override);
	for (const struct wc_node *service = services && services->kind == WC_MAP ? services->child : NULL; service; service = service->next) {
		if (is_read_below(file, service->key))
			continue;
		if (compose->service_count++ == WC_LIMIT_SERVICES)
			wc_diag_add(&compose->found->faults, file->file.name, service->key_line, service->key_column, "more than %d services: the rest is not read",
			            WC_LIMIT_SERVICES)->hint = "split the file";
		if (compose->service_count > WC_LIMIT_SERVICES)
			break;
		read_service(compose, file, service);
	}
	for (const struct wc_node *item = include && include->kind == WC_LIST ? include->child : NULL; item; item = item->next)
		read_included(compose, file, item);
}

/* One entry of `include`: a path, or a map with one or several. */
static void
read_included(struct wc_compose *compose, const struct wc_compose_file *file, const struct wc_node *node)
{
	const struct wc_node *path = node->kind == WC_MAP ? wc_get(node, "path") : node;
	for (const struct wc_node *item = path && path->kind == WC_LIST ? path->child : path; item; item = path->kind == WC_LIST ? item->next : NULL) {
		const char *why, *text = wc_compose_text(compose, (struct wc_compose_value){file, item}, &why);
		struct wc_compose_file *other = text ? wc_compose_beside(compose, file, text) : NULL;
		if (other)
			read_services(compose, other);
		else
			wc_scalar_unresolved(&file->file, compose->found, item, "include", why ? why : "the file that it includes cannot be read");
	}
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	struct wc_compose compose = {.arena = file->arena, .found = found};
	(void)err;
	read_services(&compose, wc_compose_first(&compose, file));
	return true;
}

void
wc_compose_read_listed(const struct wc_workload_file *files, size_t count, struct wc_found *found)
{
	struct wc_compose compose = {.arena = files[0].arena, .found = found, .is_listed = true};
	struct wc_compose_file *base = wc_compose_first(&compose, &files[0]), *top = base;
	for (size_t i = 1; i < count; i++) {
		struct wc_compose_file *next = wc_compose_first(&compose, &files[i]);
		put_over(top, next);
		top = next;
	}
	for (; base; base = base->over)
		read_services(&compose, base);
}

const struct wc_workload_reader wc_workload_compose = {
	.name = "compose",
	.title = "Compose files and stacks",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
