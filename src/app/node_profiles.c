/* The configuration file, as far as it is about nodes. */
#include "app/node_profiles.h"

#include "app/scan_config.h"
#include "base/limits.h"
#include "format/tree.h"
#include "io/file.h"

#include <string.h>

static const struct wc_node *
find_list(const char *path, const struct wc_node *root, struct wc_diags *diags)
{
	const struct wc_node *list = NULL;
	for (const struct wc_node *key = root->child; key; key = key->next) {
		const char *meant = wc_scan_config_key_meant(key->key);
		if (strcmp(key->key, "nodeProfiles") == 0)
			list = key;
		if (!meant || strcmp(meant, key->key) != 0)
			wc_diag_add(diags, path, key->key_line, key->key_column, "'%.80s' is no key of this file", key->key)->hint =
				meant ? wc_printf(diags->arena, "did you mean '%s'?", meant) : "docs/serve.md shows nodeProfiles, docs/scan.md the other keys";
	}
	return list;
}

bool
wc_node_profiles_load(wc_arena *arena, const struct wc_program *program, const char *path, struct wc_node_profiles *ret_profiles,
                      struct wc_diags *diags, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const struct wc_node *documents;
	struct wc_reading reading = {.arena = arena, .program = program, .offline = true};
	struct wc_node_profiles profiles = {0};
	if (!wc_file_read(arena, path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err) || !wc_yaml_read(arena, path, bytes, length, &documents, err))
		return false;
	const struct wc_node *root = documents->child;
	if (documents->count > 1)
		wc_diag_add(diags, path, root->next->line, root->next->column, "the file holds %zu documents", documents->count)->hint = "put all into one";
	if (root->kind != WC_MAP)
		wc_diag_add(diags, path, root->line, root->column, "keys and values are expected")->hint = "docs/serve.md shows nodeProfiles";
	const struct wc_node *list = root->kind == WC_MAP ? find_list(path, root, diags) : NULL;
	if (list)
		wc_node_profiles_read(&reading, path, list, &profiles, diags);
	if (diags->count == 0) {
		*ret_profiles = profiles;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "%s: %zu fault%s in what it tells of nodes", path, diags->count, diags->count == 1 ? "" : "s");
	return wc_hint(err, "mend %s", diags->count == 1 ? "it" : "them");
}

static bool
infer_pause(const struct wc_reading *reading, struct wc_node_profile *profile, struct wc_err *err)
{
	struct wc_image image;
	char version[WC_VERSION_TEXT];
	if (!wc_image_read(reading, profile->pause, &image, err))
		return wc_while(err, "the profile %s: sandbox", profile->name);
	if (!image.version.build) {
		wc_fail(err, WC_FAULT_INPUT, "the profile %s: the tag of %s does not say for which Windows the pause image is", profile->name, profile->pause);
		return wc_hint(err, "name its build: sandbox: VERSION");
	}
	const char *said = wc_printf(reading->arena, "sandbox=%s", wc_version_print(image.version, version));
	profile->facts = profile->facts ? wc_printf(reading->arena, "%s,%s", profile->facts, said) : said;
	profile->pause = NULL;
	return true;
}

bool
wc_node_profiles_infer(const struct wc_reading *reading, struct wc_node_profiles *profiles, struct wc_err *err)
{
	struct wc_node_profile *all = wc_array(reading->arena, struct wc_node_profile, profiles->count + 1);
	for (size_t i = 0; i < profiles->count; i++) {
		all[i] = profiles->item[i];
		if (all[i].pause && !infer_pause(reading, &all[i], err))
			return false;
	}
	profiles->item = all;
	return true;
}

const char *const *
wc_node_profiles_idle(wc_arena *arena, const struct wc_node_profiles *profiles, const struct wc_cluster *cluster, size_t *ret_count)
{
	size_t count = 0;
	const char **idle = wc_array(arena, const char *, profiles->count + 1);
	for (size_t i = 0; i < profiles->count; i++)
		if (wc_node_profile_is_idle(&profiles->item[i], cluster))
			idle[count++] = wc_printf(arena, "the profile %s matches no node, and says no Windows for a pool without one: it does nothing", profiles->item[i].name);
	*ret_count = count;
	return idle;
}
