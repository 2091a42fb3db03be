/* wincompat.yaml. */
#include "app/scan_config.h"

#include "base/limits.h"
#include "format/tree.h"
#include "io/file.h"

#include <string.h>

static const char file_name[] = "wincompat.yaml";

/* What is being read. */
struct config {
	wc_arena *arena;
	const char *path;
	struct wc_scan_config *into;
	struct wc_err *err;
};

static bool
fail(struct config *c, const struct wc_node *node, const char *what)
{
	return wc_fail(c->err, WC_FAULT_INPUT, "%s:%zu:%zu: %s", c->path, node->line, node->column, what);
}

static bool
is_word(const struct wc_node *node)
{
	return node && node->kind == WC_STRING && node->length > 0;
}

/* A word, or a list of words. */
static bool
take_words(struct config *c, const struct wc_node *node, struct wc_names *ret_names)
{
	size_t n = 0;
	const struct wc_node *first = node->kind == WC_LIST ? node->child : node;
	const char **words = wc_array(c->arena, const char *, (node->kind == WC_LIST ? node->count : 1) + 1);
	for (const struct wc_node *item = first; item; item = node->kind == WC_LIST ? item->next : NULL) {
		if (!is_word(item))
			return fail(c, item, wc_printf(c->arena, "%s takes a word or a list of words", node->key));
		words[n++] = item->text;
	}
	*ret_names = (struct wc_names){words, n};
	return true;
}

static bool
take_hosts(struct config *c, const struct wc_node *node)
{
	return take_words(c, node, &c->into->hosts);
}

static bool
take_build_hosts(struct config *c, const struct wc_node *node)
{
	return take_words(c, node, &c->into->build_hosts);
}

static bool
take_excludes(struct config *c, const struct wc_node *node)
{
	return take_words(c, node, &c->into->excludes);
}

/* A map of words: names and values. */
static bool
take_settings(struct config *c, const struct wc_node *node, struct wc_setting **ret_settings, size_t *ret_count)
{
	size_t n = 0;
	struct wc_setting *settings = wc_array(c->arena, struct wc_setting, node->count + 1);
	if (node->kind != WC_MAP)
		return fail(c, node, wc_printf(c->arena, "%s takes a map of names and values", node->key));
	for (const struct wc_node *item = node->child; item; item = item->next) {
		if (item->kind != WC_STRING)
			return fail(c, item, wc_printf(c->arena, "%s: a value is one word", node->key));
		settings[n++] = (struct wc_setting){item->key, item->text};
	}
	*ret_settings = settings;
	*ret_count = n;
	return true;
}

static bool
take_build_args(struct config *c, const struct wc_node *node)
{
	struct wc_setting *settings;
	if (!take_settings(c, node, &settings, &c->into->build_arg_count))
		return false;
	c->into->build_args = settings;
	return true;
}

static bool
take_kinds(struct config *c, const struct wc_node *node)
{
	struct wc_setting *settings;
	if (!take_settings(c, node, &settings, &c->into->kind_count))
		return false;
	struct wc_kind_path *kinds = wc_array(c->arena, struct wc_kind_path, c->into->kind_count + 1);
	for (size_t i = 0; i < c->into->kind_count; i++)
		kinds[i] = (struct wc_kind_path){settings[i].name, settings[i].value};
	c->into->kinds = kinds;
	return true;
}

/* A glob of references: a slash is no border there, so each * becomes **. NULL stays NULL. */
static const char *
any_text(wc_arena *arena, const char *glob)
{
	if (!glob)
		return NULL;
	char *wide = wc_alloc(arena, 2 * strlen(glob) + 1), *end = wide;
	for (const char *c = glob; *c; c++) {
		*end++ = *c;
		if (*c == '*' && c[1] != '*' && (c == glob || c[-1] != '*'))
			*end++ = '*';
	}
	return wide;
}

static bool
take_ignored(struct config *c, const struct wc_node *node)
{
	struct wc_ignored_rule *rules = wc_array(c->arena, struct wc_ignored_rule, node->count + 1);
	size_t n = 0;
	for (const struct wc_node *item = node->kind == WC_LIST ? node->child : NULL; item; item = item->next) {
		for (const struct wc_node *key = item->kind == WC_MAP ? item->child : NULL; key; key = key->next)
			if (strcmp(key->key, "rule") && strcmp(key->key, "path") && strcmp(key->key, "reference") && strcmp(key->key, "reason"))
				return fail(c, key, wc_printf(c->arena, "'%.40s' is no key of an ignored rule: rule, path, reference, reason", key->key));
		if (!is_word(wc_get(item, "rule")) || !is_word(wc_get(item, "reason")))
			return fail(c, item, "an ignored rule needs `rule` and `reason`");
		rules[n++] = (struct wc_ignored_rule){wc_get_text(item, "rule"), wc_get_text(item, "path"),
		                                      any_text(c->arena, wc_get_text(item, "reference")), wc_get_text(item, "reason")};
	}
	if (node->kind != WC_LIST)
		return fail(c, node, "ignore takes a list");
	c->into->ignored = rules;
	c->into->ignored_count = n;
	return true;
}

/* It is for audit and serve (node_profiles.c). */
static bool
pass_over(struct config *c, const struct wc_node *node)
{
	(void)c;
	(void)node;
	return true;
}

static const struct {
	const char *key;
	bool (*take)(struct config *c, const struct wc_node *node);
} keys[] = {
	{"hosts", take_hosts},           {"build-hosts", take_build_hosts}, {"exclude", take_excludes},
	{"build-args", take_build_args}, {"kinds", take_kinds},             {"ignore", take_ignored},
	{"nodeProfiles", pass_over},
};
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

static bool
take_key(struct config *c, const struct wc_node *node)
{
	const char *names[KEYS];
	for (size_t i = 0; i < KEYS; i++) {
		if (strcmp(keys[i].key, node->key) == 0)
			return keys[i].take(c, node);
		names[i] = keys[i].key;
	}
	const char *near = wc_nearest(node->key, names, KEYS);
	wc_fail(c->err, WC_FAULT_INPUT, "%s:%zu:%zu: '%.80s' is no key of this file", c->path, node->key_line, node->key_column, node->key);
	if (near)
		return wc_hint(c->err, "did you mean '%s'?", near);
	return wc_hint(c->err, "it may hold hosts, build-hosts, exclude, build-args, kinds and ignore (docs/scan.md), and nodeProfiles (docs/serve.md)");
}

static bool
read_config(wc_arena *arena, const char *path, struct wc_scan_config *into, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const struct wc_node *documents;
	struct config c = {arena, path, into, err};
	if (!wc_file_read(arena, path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err) ||
	    !wc_yaml_read(arena, path, bytes, length, &documents, err))
		return false;
	const struct wc_node *root = documents->child;
	if (root->kind != WC_MAP) {
		fail(&c, root, "keys and values are expected");
		return wc_hint(err, "write lines such as `hosts: [SPEC]`");
	}
	for (const struct wc_node *node = root->child; node; node = node->next)
		if (!take_key(&c, node))
			return *err->hint ? false : wc_hint(err, "docs/scan.md shows what the file may hold");
	return true;
}

const char *
wc_scan_config_key_meant(const char *key)
{
	const char *names[KEYS];
	for (size_t i = 0; i < KEYS; i++) {
		if (strcmp(keys[i].key, key) == 0)
			return keys[i].key;
		names[i] = keys[i].key;
	}
	return wc_nearest(key, names, KEYS);
}

bool
wc_scan_config_find(wc_arena *arena, struct wc_names paths, struct wc_scan_config *ret_config, struct wc_err *err)
{
	*ret_config = (struct wc_scan_config){0};
	for (size_t i = 0; i <= paths.count; i++) {
		bool last = i == paths.count;
		if (!last && (strcmp(paths.item[i], "-") == 0 || wc_path_kind(paths.item[i]) != WC_PATH_DIRECTORY))
			continue;
		const char *path = last || strcmp(paths.item[i], ".") == 0 ? file_name : wc_printf(arena, "%s/%s", paths.item[i], file_name);
		if (wc_path_kind(path) == WC_PATH_FILE)
			return read_config(arena, path, ret_config, err);
	}
	return true;
}
