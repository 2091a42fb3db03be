/* Defaults: options out of the configuration files and the environment. */
#include "cli/defaults.h"

#include "base/diag.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/system.h"
#include "format/tree.h"
#include "io/file.h"

#include <ctype.h>
#include <string.h>

const char *
wc_defaults_variable(wc_arena *arena, const struct wc_opt *option)
{
	char *name = wc_printf(arena, "WINCOMPAT_%s", option->name);
	for (char *p = name; *p; p++)
		*p = *p == '-' ? '_' : (char)toupper((unsigned char)*p);
	return name;
}

/* Every key that any command knows, for "did you mean". */
static const char **
all_keys(wc_arena *arena, size_t *ret_count)
{
	size_t most = 0, n = 0;
	for (size_t i = 0; i < wc_command_count; i++)
		most += wc_commands[i]->option_count;
	const char **keys = wc_array(arena, const char *, most + 1);
	for (size_t i = 0; i < wc_command_count; i++) {
		for (size_t j = 0; j < wc_commands[i]->option_count; j++) {
			if (!wc_commands[i]->options[j].typed)
				keys[n++] = wc_commands[i]->options[j].name;
		}
	}
	*ret_count = n;
	return keys;
}

static bool
check_key(wc_arena *arena, const struct wc_node *node, const char *where, struct wc_err *err)
{
	size_t count;
	const char **keys = all_keys(arena, &count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(keys[i], node->key) == 0)
			return true;
	}
	const char *near = wc_nearest(node->key, keys, count);
	wc_fail(err, WC_FAULT_INPUT, "%s: '%.80s' is no option", where, node->key);
	if (near)
		return wc_hint(err, "did you mean '%s'? Keys are the long names of options", near);
	return wc_hint(err, "keys are the long names of options; `wincompat help configuration` lists them");
}

/* Is `value` one that this command does not take but another one's option of the same name does ("ndjson")? */
static bool
meant_for_others(const struct wc_opt *o, const char *value)
{
	if (!o->word || o->suggested || wc_opt_has(o->word, value))
		return false;
	for (size_t i = 0; i < wc_command_count; i++) {
		const struct wc_command *c = wc_commands[i];
		size_t j = wc_opt_find(c->options, c->option_count, o->name);
		if (j < c->option_count && c->options[j].word && wc_opt_has(c->options[j].word, value))
			return true;
	}
	return false;
}

static bool
give(wc_arena *arena, struct wc_args *args, size_t i, const char *value, const char *where, struct wc_err *err)
{
	return meant_for_others(&args->options[i], value) || wc_opt_give(arena, args, i, value, where, err);
}

/* One value of a key: a word, or a list of words. */
static bool
take_value(wc_arena *arena, struct wc_args *args, size_t i, const struct wc_node *node, const char *where,
           struct wc_err *err)
{
	args->given[i].count = 0;
	if (node->kind == WC_STRING)
		return give(arena, args, i, node->text, where, err);
	if (node->kind != WC_LIST || !args->options[i].repeats)
		return wc_fail(err, WC_FAULT_INPUT, "%s: '%s' is %s where a word is expected", where, node->key,
		               wc_node_kind_name(node));
	for (const struct wc_node *item = node->child; item; item = item->next) {
		if (item->kind != WC_STRING)
			return wc_fail(err, WC_FAULT_INPUT, "%s: '%s' holds %s where words are expected", where, node->key,
			               wc_node_kind_name(item));
		if (!give(arena, args, i, item->text, where, err))
			return false;
	}
	return true;
}

static bool
take_map(wc_arena *arena, struct wc_args *args, const char *path, const struct wc_node *map, struct wc_err *err)
{
	if (map->kind == WC_NULL || (map->kind == WC_STRING && map->length == 0))
		return true;
	if (map->kind != WC_MAP) {
		wc_fail(err, WC_FAULT_INPUT, "%s:%zu:%zu: %s where keys and values are expected", path, map->line, map->column,
		        wc_node_kind_name(map));
		return wc_hint(err, "write lines such as `isolation: auto`");
	}
	for (const struct wc_node *node = map->child; node; node = node->next) {
		const char *where = wc_printf(arena, "%s:%zu:%zu", path, node->key_line, node->key_column);
		if (!check_key(arena, node, where, err))
			return false;
		size_t i = wc_opt_find(args->options, args->option_count, node->key);
		if (i == args->option_count)
			continue;
		where = wc_printf(arena, "%s: %s", where, node->key);
		if (!take_value(arena, args, i, node, where, err))
			return false;
	}
	return true;
}

/* Only blank lines and comments: a file in which everything is left at its default. */
static bool
says_nothing(const char *text)
{
	while (*text) {
		text += strspn(text, " \t\r\n");
		if (*text && *text != '#')
			return false;
		text += strcspn(text, "\n");
	}
	return true;
}

static bool
read_file(wc_arena *arena, struct wc_args *args, const char *path, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const struct wc_node *documents;
	if (wc_path_kind(path) == WC_PATH_NONE)
		return true;
	if (!wc_file_read(arena, path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err))
		return false;
	if (says_nothing(bytes))
		return true;
	if (!wc_yaml_read(arena, path, bytes, length, &documents, err))
		return false;
	for (const struct wc_node *map = documents->child; map; map = map->next) {
		if (!take_map(arena, args, path, map, err))
			return false;
	}
	return true;
}

/* A variable: values of options that may be repeated are parted by blanks. */
static bool
read_variable(wc_arena *arena, struct wc_args *args, size_t i, struct wc_err *err)
{
	const char *name = wc_defaults_variable(arena, &args->options[i]), *value = wc_system_variable(arena, name);
	if (!value || *value == '\0')
		return true;
	args->given[i].count = 0;
	if (!args->options[i].repeats)
		return give(arena, args, i, value, name, err);
	char *rest, *copy = wc_copyz(arena, value);
	for (char *item = strtok_r(copy, " \t\n", &rest); item; item = strtok_r(NULL, " \t\n", &rest)) {
		if (!give(arena, args, i, item, name, err))
			return false;
	}
	return true;
}

bool
wc_defaults_apply(wc_arena *arena, struct wc_args *args, struct wc_err *err)
{
	const char *site = wc_system_site_file(arena), *own = wc_system_own_file(arena);
	if ((site && !read_file(arena, args, site, err)) || (own && !read_file(arena, args, own, err)))
		return false;
	for (size_t i = 0; i < args->option_count; i++) {
		if (!args->options[i].typed && !read_variable(arena, args, i, err))
			return false;
	}
	return true;
}
