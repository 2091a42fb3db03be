/* Compose: other files, variables, and the layers of a service. */
#include "source/workload/compose.h"

#include "base/limits.h"
#include "format/expand.h"
#include "source/workload/scalar.h"

#include <string.h>

enum { MOST_FILES = 100, DEEPEST = 16 };

static bool
is_name(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* One line of a .env file: [export] NAME=VALUE, the value as it stands or in quotes. */
static bool
env_line(wc_arena *arena, const char *line, const char *end, struct wc_setting *ret_setting)
{
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	if (end - line > 7 && strncmp(line, "export ", 7) == 0)
		line += 7;
	const char *name = line;
	while (line < end && is_name(*line))
		line++;
	if (line == name || line == end || *line != '=')
		return false;
	const char *value = line + 1, *stop = value;
	char quote = value < end && (*value == '"' || *value == '\'') ? *value : '\0';
	if (quote) {
		value++;
		stop = memchr(value, quote, (size_t)(end - value));
		stop = stop ? stop : end;
	} else {
		while (stop < end && !(*stop == '#' && stop > value && stop[-1] == ' '))
			stop++;
		while (stop > value && strchr(" \t\r", stop[-1]))
			stop--;
	}
	*ret_setting = (struct wc_setting){wc_copy(arena, name, (size_t)(line - name)), wc_copy(arena, value, (size_t)(stop - value))};
	return true;
}

static void
read_env(struct wc_compose *compose, struct wc_compose_file *file)
{
	const char *name, *bytes;
	size_t length, lines = 1;
	if (!file->file.near || !file->file.near(file->file.near_context, compose->arena, file->file.name, ".env", &name, &bytes, &length))
		return;
	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n';
	struct wc_setting *env = wc_array(compose->arena, struct wc_setting, lines);
	for (const char *line = bytes, *end = bytes + length; line < end;) {
		const char *feed = memchr(line, '\n', (size_t)(end - line)), *stop = feed ? feed : end;
		file->env_count += env_line(compose->arena, line, stop, &env[file->env_count]);
		line = stop + 1;
	}
	file->env = env;
}

static struct wc_compose_file *
add_file(struct wc_compose *compose, const struct wc_workload_file *file)
{
	struct wc_compose_file *added = wc_alloc(compose->arena, sizeof(*added));
	*added = (struct wc_compose_file){.next = compose->files, .file = *file, .root = file->documents->child};
	compose->files = added;
	compose->file_count++;
	read_env(compose, added);
	return added;
}

struct wc_compose_file *
wc_compose_first(struct wc_compose *compose, const struct wc_workload_file *file)
{
	return add_file(compose, file);
}

struct wc_compose_file *
wc_compose_beside(struct wc_compose *compose, const struct wc_compose_file *from, const char *path)
{
	struct wc_workload_file file = from->file;
	struct wc_err err;
	if (!file.near || compose->file_count == MOST_FILES ||
	    !file.near(file.near_context, compose->arena, from->file.name, path, &file.name, &file.bytes, &file.length))
		return NULL;
	for (struct wc_compose_file *known = compose->files; known; known = known->next)
		if (strcmp(known->file.name, file.name) == 0)
			return known;
	file.lines = wc_alloc(compose->arena, sizeof(*file.lines));
	file.lines->arena = compose->arena;
	if (!wc_yaml_read_foreign(compose->arena, file.name, file.bytes, file.length, &file.documents, &err))
		return NULL;
	return add_file(compose, &file);
}

static void
add_layer(struct wc_compose *compose, const struct wc_compose_layer ***link, const struct wc_compose_file *file, const struct wc_node *service)
{
	struct wc_compose_layer *layer = wc_alloc(compose->arena, sizeof(*layer));
	*layer = (struct wc_compose_layer){.file = file, .service = service};
	**link = layer;
	*link = &layer->next;
}

static void
unresolved(struct wc_compose *compose, const struct wc_compose_file *file, const struct wc_node *node, const char *why)
{
	wc_scalar_unresolved(&file->file, compose->found, node, "extends", why);
}

/* What a service extends, and what that extends in turn. */
static void
add_extended(struct wc_compose *compose, const struct wc_compose_layer ***link, const struct wc_compose_file *file, const struct wc_node *service)
{
	for (unsigned depth = 0; depth < DEEPEST; depth++) {
		const struct wc_node *extends = wc_get(service, "extends"), *path = wc_get(extends, "file");
		const char *name = extends && extends->kind == WC_STRING ? extends->text : wc_get_text(extends, "service"), *why;
		if (!name)
			return;
		const char *text = path ? wc_compose_text(compose, (struct wc_compose_value){file, path}, &why) : NULL;
		const struct wc_compose_file *other = !path ? file : text ? wc_compose_beside(compose, file, text) : NULL;
		if (!other) {
			unresolved(compose, file, path, "the file that it extends cannot be read");
			return;
		}
		const struct wc_node *base = wc_get(wc_get(other->root, "services"), name);
		if (!base) {
			unresolved(compose, file, extends, "no such service is there to be extended");
			return;
		}
		if (base == service)
			return;
		add_layer(compose, link, other, base);
		file = other;
		service = base;
	}
}

/* A service as `file` has it, with what it extends; each file is merged after it was extended. Source: compose-spec, 13-merge.md. */
static void
add_of(struct wc_compose *compose, const struct wc_compose_layer ***link, const struct wc_compose_file *file, const struct wc_node *service)
{
	if (!service)
		return;
	add_layer(compose, link, file, service);
	add_extended(compose, link, file, service);
}

const struct wc_compose_layer *
wc_compose_layers(struct wc_compose *compose, const struct wc_compose_file *file, const struct wc_node *service)
{
	const struct wc_compose_layer *first = NULL, **link = &first;
	const struct wc_compose_file *top = file;
	while (top->over)
		top = top->over;
	for (; top != file; top = top->under)
		add_of(compose, &link, top, wc_get(wc_get(top->root, "services"), service->key));
	add_of(compose, &link, file, service);
	return first;
}

struct wc_compose_value
wc_compose_get(const struct wc_compose_layer *layers, const char *within, const char *key)
{
	for (; layers; layers = layers->next) {
		const struct wc_node *map = within ? wc_get(layers->service, within) : layers->service;
		/* "build: FOLDER" is short for its context, also below a file that says more of the build. */
		bool is_short = within && map && map->kind == WC_STRING && strcmp(within, "build") == 0 && strcmp(key, "context") == 0;
		const struct wc_node *node = is_short ? map : wc_get(map, key);
		if (node)
			return (struct wc_compose_value){layers->file, node};
	}
	return (struct wc_compose_value){NULL, NULL};
}

struct context {
	struct wc_compose *compose;
	const struct wc_compose_file *file;
};

/* The environment comes before .env. Source: compose-spec, and docs.docker.com, "Environment variables precedence". */
static const char *
value_of(void *pointer, const char *name)
{
	const struct context *context = pointer;
	const char *value = wc_workload_variable(context->file->file.arena, context->file->file.options, name);
	if (value)
		return value;
	for (size_t i = context->file->env_count; i-- > 0;)
		if (strcmp(context->file->env[i].name, name) == 0)
			return context->file->env[i].value;
	return NULL;
}

const char *
wc_compose_text(struct wc_compose *compose, struct wc_compose_value value, const char **ret_why)
{
	const char *written = wc_scalar_text(value.node), *text;
	struct context context = {compose, value.file};
	struct wc_expand how = {.arena = compose->arena, .value = value_of, .context = &context, .doubled = true};
	*ret_why = NULL;
	if (!written)
		return NULL;
	if (!strchr(written, '$'))
		return written;
	return wc_expand(&how, written, &text, ret_why) ? text : NULL;
}
