/* Patches: as little as will do, at the deepest place that is there already. */
#include "serve/patch.h"

#include "format/json_write.h"

#include <string.h>

static const char build_label[] = "node.kubernetes.io/windows-build";

/* Fields that Kubernetes refuses beside spec.os.name windows (validateWindows); with one of them the name is not ours to give. */
static const char *const linux_pod[] = {"hostPID", "hostIPC", "shareProcessNamespace", "hostUsers", NULL};
static const char *const linux_security[] = {"seLinuxOptions", "seccompProfile", "appArmorProfile", "fsGroup", "fsGroupChangePolicy", "sysctls",
                                             "runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy", "capabilities",
                                             "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount", NULL};

static bool
has_one_of(const struct wc_node *map, const char *const *keys)
{
	for (; *keys; keys++)
		if (wc_get(map, *keys))
			return true;
	return false;
}

static bool
has_linux_fields(const struct wc_node *spec)
{
	static const char *const lists[] = {"containers", "initContainers", "ephemeralContainers"};
	if (has_one_of(spec, linux_pod) || has_one_of(wc_get(spec, "securityContext"), linux_security))
		return true;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct wc_node *list = wc_get(spec, lists[i]);
		for (const struct wc_node *item = list ? list->child : NULL; item; item = item->next)
			if (has_one_of(wc_get(item, "securityContext"), linux_security))
				return true;
	}
	return false;
}

static const struct wc_node *
map_of(const struct wc_node *node, const char *key)
{
	const struct wc_node *child = wc_get(node, key);
	return child && child->kind == WC_MAP ? child : NULL;
}

static void
begin(struct wc_json_out *out, const char *path)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "op", "add");
	wc_json_text(out, "path", path);
}

static void
expression(struct wc_json_out *out, const char *key, const struct wc_admitted *admitted)
{
	wc_json_map(out, key);
	wc_json_text(out, "key", build_label);
	wc_json_text(out, "operator", "In");
	wc_json_texts(out, "values", admitted->builds, admitted->build_count);
	wc_json_end(out);
}

/* requiredDuringSchedulingIgnoredDuringExecution with our term alone. */
static void
requirement(struct wc_json_out *out, const char *key, const struct wc_admitted *admitted)
{
	wc_json_map(out, key);
	wc_json_list(out, "nodeSelectorTerms");
	wc_json_map(out, NULL);
	wc_json_list(out, "matchExpressions");
	expression(out, NULL, admitted);
	wc_json_end(out);
	wc_json_end(out);
	wc_json_end(out);
	wc_json_end(out);
}

/* Terms are alternatives: each gets the expression. */
static void
into_terms(struct wc_json_out *out, wc_arena *arena, const struct wc_node *terms, const struct wc_admitted *admitted)
{
	static const char path[] = "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
	size_t i = 0;
	for (const struct wc_node *term = terms->child; term; term = term->next, i++) {
		const struct wc_node *expressions = wc_get(term, "matchExpressions");
		bool is_list = expressions && expressions->kind == WC_LIST;
		if (!term->child) /* it matches no node, and must not begin to */
			continue;
		begin(out, wc_printf(arena, "%s/%zu/matchExpressions%s", path, i, is_list ? "/-" : ""));
		if (is_list) {
			expression(out, "value", admitted);
		} else {
			wc_json_list(out, "value");
			expression(out, NULL, admitted);
			wc_json_end(out);
		}
		wc_json_end(out);
	}
}

static void
affinity(struct wc_json_out *out, wc_arena *arena, const struct wc_node *spec, const struct wc_admitted *admitted)
{
	static const char required_key[] = "requiredDuringSchedulingIgnoredDuringExecution";
	const struct wc_node *whole = map_of(spec, "affinity"), *node = map_of(whole, "nodeAffinity"), *required = map_of(node, required_key);
	const struct wc_node *terms = wc_get(required, "nodeSelectorTerms");
	if (terms && terms->kind == WC_LIST && terms->child) {
		into_terms(out, arena, terms, admitted);
		return;
	}
	if (node) {
		begin(out, wc_printf(arena, "/spec/affinity/nodeAffinity/%s", required_key));
		requirement(out, "value", admitted);
	} else {
		begin(out, whole ? "/spec/affinity/nodeAffinity" : "/spec/affinity");
		wc_json_map(out, "value");
		if (!whole)
			wc_json_map(out, "nodeAffinity");
		requirement(out, required_key, admitted);
		if (!whole)
			wc_json_end(out);
		wc_json_end(out);
	}
	wc_json_end(out);
}

const char *
wc_patch_make(wc_arena *arena, const struct wc_node *spec, const struct wc_admit_place *place, const struct wc_admitted *admitted)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	const char *node_name = wc_get_text(spec, "nodeName");
	bool adds_name = !map_of(spec, "os") && !has_linux_fields(spec);
	bool adds_builds = admitted->build_count && place->place.build_count == 0 && !(node_name && *node_name);
	if (!admitted->is_windows || (!adds_name && !adds_builds))
		return NULL;
	wc_json_list(&out, NULL);
	if (adds_builds)
		affinity(&out, arena, spec, admitted);
	if (adds_name) {
		begin(&out, "/spec/os");
		wc_json_map(&out, "value");
		wc_json_text(&out, "name", "windows");
		wc_json_end(&out);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	return strcmp(wc_text_string(&text), "[]") == 0 ? NULL : wc_text_string(&text);
}
