/* Reading nodeProfiles: the keys of each, and what is told of nodes. */
#include "source/cluster/profile.h"

#include "base/limits.h"
#include "source/cluster/profile_draft.h"
#include "source/host/host.h"

#include <stdarg.h>
#include <string.h>

/* What stands under a key: one word, a map of words, or a list of words. */
static const struct {
	const char *key;
	enum wc_node_kind kind;
} keys[WC_PROFILE_KEYS] = {
	[WC_PROFILE_NAME] = {"name", WC_STRING},         [WC_PROFILE_MATCH] = {"match", WC_MAP},
	[WC_PROFILE_LABELS] = {"labels", WC_MAP},        [WC_PROFILE_TAINTS] = {"taints", WC_LIST},
	[WC_PROFILE_PLATFORM] = {"platform", WC_STRING}, [WC_PROFILE_OS_SKU] = {"os-sku", WC_STRING},
	[WC_PROFILE_HOST] = {"host", WC_STRING},         [WC_PROFILE_ENGINE] = {"engine", WC_STRING},
	[WC_PROFILE_SANDBOX] = {"sandbox", WC_STRING},   [WC_PROFILE_HYPERV] = {"hyperv", WC_STRING},
};

void
wc_profile_fault(const struct wc_profile_draft *draft, const struct wc_node *node, const char *hint, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = wc_vprintf(draft->reading->arena, format, args);
	va_end(args);
	wc_diag_add(draft->diags, draft->file, node->line, node->column, "%s", text)->hint = wc_copyz(draft->reading->arena, hint);
}

const char *
wc_profile_text(const struct wc_profile_draft *draft, enum wc_profile_key key)
{
	return draft->value[key] ? draft->value[key]->text : NULL;
}

static bool
is_word(const struct wc_node *node)
{
	return node->kind == WC_STRING && node->length > 0;
}

static bool
is_of_kind(const struct wc_node *node, enum wc_node_kind kind)
{
	if (kind == WC_STRING)
		return is_word(node);
	bool good = node->kind == kind && node->count > 0;
	for (const struct wc_node *child = good ? node->child : NULL; child; child = child->next)
		good &= is_word(child);
	return good;
}

static void
take_key(struct wc_profile_draft *draft, const struct wc_node *node)
{
	const char *names[WC_PROFILE_KEYS];
	for (size_t i = 0; i < WC_PROFILE_KEYS; i++) {
		names[i] = keys[i].key;
		if (strcmp(keys[i].key, node->key) != 0)
			continue;
		const char *form = keys[i].kind == WC_STRING ? "one word" : keys[i].kind == WC_MAP ? "a map of labels and their values" : "a list of words";
		if (is_of_kind(node, keys[i].kind))
			draft->value[i] = node;
		else
			wc_profile_fault(draft, node, "docs/serve.md shows a profile", "%s takes %s", node->key, form);
		return;
	}
	const char *near = wc_nearest(node->key, names, WC_PROFILE_KEYS);
	wc_diag_add(draft->diags, draft->file, node->key_line, node->key_column, "'%.80s' is no key of a profile", node->key)->hint =
		near ? wc_printf(draft->reading->arena, "did you mean '%s'?", near)
		     : "it may have name, match, labels, taints, platform, os-sku, host, engine, sandbox and hyperv";
}

/* Is "key=value" a fact that a host may be given? What contradicts the pool's own Windows is none. */
static bool
check_fact(const struct wc_profile_draft *draft, const struct wc_host *host, enum wc_profile_key key)
{
	struct wc_err err;
	struct wc_host tried = *host;
	const char *text = wc_profile_text(draft, key);
	tried.os = WC_OS_WINDOWS;
	if (strchr(text, ','))
		wc_profile_fault(draft, draft->value[key], NULL, "%s takes one value", keys[key].key);
	else if (!wc_host_read_given(draft->reading, wc_printf(draft->reading->arena, "%s=%s", keys[key].key, text), &tried, 1, &err))
		wc_profile_fault(draft, draft->value[key], err.hint, "%s", err.text);
	else
		return true;
	return false;
}

/* The fact of a key added to `facts`; NULL where there is none of both. */
static const char *
add_fact(const struct wc_profile_draft *draft, const struct wc_host *host, const char *facts, enum wc_profile_key key)
{
	if (!draft->value[key] || !check_fact(draft, host, key))
		return facts;
	return wc_printf(draft->reading->arena, "%s%s%s=%s", facts ? facts : "", facts ? "," : "", keys[key].key, wc_profile_text(draft, key));
}

/* A pause image is told by its build, or by a reference that has one; references hold a slash, releases do not. */
static void
take_facts(const struct wc_profile_draft *draft, struct wc_node_profile *profile)
{
	const struct wc_host *host = &profile->node.host;
	const char *sandbox = wc_profile_text(draft, WC_PROFILE_SANDBOX);
	bool is_image = sandbox && strchr(sandbox, '/');
	profile->engine = add_fact(draft, host, NULL, WC_PROFILE_ENGINE);
	profile->facts = add_fact(draft, host, NULL, WC_PROFILE_HYPERV);
	if (!profile->facts && draft->platform && draft->platform->hyperv == WC_NO)
		profile->facts = "hyperv=no";
	if (!is_image)
		profile->facts = add_fact(draft, host, profile->facts, WC_PROFILE_SANDBOX);
	profile->pause = is_image ? sandbox : NULL;
}

static struct wc_needs
needs_of(wc_arena *arena, const struct wc_node *map)
{
	size_t count = 0;
	struct wc_need *needs = wc_array(arena, struct wc_need, (map ? map->count : 0) + 1);
	for (const struct wc_node *label = map ? map->child : NULL; label; label = label->next) {
		const char **value = wc_array(arena, const char *, 1);
		*value = label->text;
		needs[count++] = (struct wc_need){.key = label->key, .values = value, .value_count = 1, .operator = WC_NEED_IN};
	}
	return (struct wc_needs){needs, count};
}

static const char *
list_skus(wc_arena *arena, const struct wc_program *program, const char *platform)
{
	const char *list = "";
	for (size_t i = 0; i < program->platform_count; i++)
		for (size_t k = 0; strcmp(program->platforms[i].platform, platform) == 0 && k < program->platforms[i].skus.count; k++)
			list = wc_printf(arena, "%s%s%s", list, *list ? ", " : "", program->platforms[i].skus.item[k]);
	return list;
}

/* The platform's row for the SKU. Both are named, or neither. */
static void
find_platform(struct wc_profile_draft *draft)
{
	const struct wc_program *program = draft->reading->program;
	const char *name = wc_profile_text(draft, WC_PROFILE_PLATFORM), *sku = wc_profile_text(draft, WC_PROFILE_OS_SKU), *list = "";
	if (!name && sku)
		wc_profile_fault(draft, draft->value[WC_PROFILE_OS_SKU], "name it: platform: aks, eks or gke", "os-sku is a platform's, and none is named");
	if (!name)
		return;
	for (size_t i = 0; i < program->platform_count && !draft->platform; i++) {
		const struct wc_platform *row = &program->platforms[i];
		for (size_t k = 0; sku && strcmp(row->platform, name) == 0 && k < row->skus.count; k++)
			draft->platform = strcmp(row->skus.item[k], sku) == 0 ? row : draft->platform;
	}
	list = list_skus(draft->reading->arena, program, name);
	if (!*list)
		wc_profile_fault(draft, draft->value[WC_PROFILE_PLATFORM], "known are aks, eks and gke; of others say host, labels and taints", "no platform is called '%.60s'", name);
	else if (!draft->platform)
		wc_profile_fault(draft, draft->value[sku ? WC_PROFILE_OS_SKU : WC_PROFILE_PLATFORM], wc_printf(draft->reading->arena, "os-sku is one of %s", list),
		                 sku ? "%s has no os-sku '%.60s'" : "platform %s says no Windows without os-sku", name, sku);
}

static void
check_name(const struct wc_profile_draft *draft, const struct wc_node_profiles *before)
{
	const char *name = wc_profile_text(draft, WC_PROFILE_NAME);
	if (!name && !wc_get(draft->node, "name"))
		wc_profile_fault(draft, draft->node, "answers call it by its name", "a profile needs `name`");
	for (size_t i = 0; name && i < before->count; i++)
		if (strcmp(before->item[i].name, name) == 0)
			wc_profile_fault(draft, draft->value[WC_PROFILE_NAME], NULL, "the name '%.60s' stands twice", name);
	if (!wc_get(draft->node, "match"))
		wc_profile_fault(draft, draft->node, "name the labels that its nodes have, such as match: {agentpool: win}", "a profile needs `match`");
}

static struct wc_node_profile
read_profile(struct wc_profile_draft *draft, const struct wc_node_profiles *before)
{
	const char *name = wc_profile_text(draft, WC_PROFILE_NAME);
	struct wc_node_profile profile = {.name = name ? name : "", .match = needs_of(draft->reading->arena, draft->value[WC_PROFILE_MATCH])};
	check_name(draft, before);
	find_platform(draft);
	profile.node = wc_profile_node(draft);
	profile.node.pool = profile.node.host.name = profile.node.host.spec = profile.name;
	take_facts(draft, &profile);
	return profile;
}

bool
wc_node_profiles_read(const struct wc_reading *reading, const char *file, const struct wc_node *list, struct wc_node_profiles *ret_profiles,
                      struct wc_diags *diags)
{
	size_t faults = diags->count;
	struct wc_profile_draft any = {.reading = reading, .file = file, .diags = diags, .node = list};
	struct wc_node_profile *profiles = wc_array(reading->arena, struct wc_node_profile, list->count + 1);
	struct wc_node_profiles read = {.item = profiles};
	if (list->kind != WC_LIST || list->count > WC_LIMIT_PROFILES) {
		wc_profile_fault(&any, list, "docs/serve.md shows one", "nodeProfiles takes a list of at most %d profiles", WC_LIMIT_PROFILES);
		return false;
	}
	for (const struct wc_node *item = list->child; item; item = item->next) {
		struct wc_profile_draft draft = any;
		draft.node = item;
		if (item->kind != WC_MAP) {
			wc_profile_fault(&draft, item, "docs/serve.md shows one", "a profile is a map of keys and values, not %s", wc_node_kind_name(item));
			continue;
		}
		for (const struct wc_node *key = item->child; key; key = key->next)
			take_key(&draft, key);
		profiles[read.count] = read_profile(&draft, &read);
		read.count++;
	}
	*ret_profiles = read;
	return diags->count == faults;
}
