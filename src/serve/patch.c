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

bool
wc_patch_binds_builds(const struct wc_admit_place *place)
{
	return place->place.build_count == 0 && !place->placement.node;
}

static void
toleration(struct wc_json_out *out, const char *key, const struct wc_toleration *t)
{
	wc_json_map(out, key);
	wc_json_text(out, "key", t->key);
	wc_json_text(out, "operator", "Equal");
	wc_json_text(out, "value", t->value);
	wc_json_text(out, "effect", wc_word(&wc_taint_words, t->effect));
	wc_json_end(out);
}

/* At the end of the list, which is made where there is none. */
static void
tolerations(struct wc_json_out *out, const struct wc_patch *p)
{
	const struct wc_node *list = wc_get(p->spec, "tolerations");
	bool is_list = list && list->kind == WC_LIST;
	for (size_t i = 0; i < p->toleration_count; i++) {
		begin(out, is_list || i > 0 ? "/spec/tolerations/-" : "/spec/tolerations");
		if (!is_list && i == 0)
			wc_json_list(out, "value");
		toleration(out, is_list || i > 0 ? "value" : NULL, &p->tolerations[i]);
		if (!is_list && i == 0)
			wc_json_end(out);
		wc_json_end(out);
	}
}

/* What may be said of a pod only before it is there. */
static void
place_it(struct wc_json_out *out, wc_arena *arena, const struct wc_patch *p)
{
	if (p->admitted->build_count && wc_patch_binds_builds(p->place))
		affinity(out, arena, p->spec, p->admitted);
	tolerations(out, p);
	if (map_of(p->spec, "os") || has_linux_fields(p->spec))
		return;
	begin(out, "/spec/os");
	wc_json_map(out, "value");
	wc_json_text(out, "name", "windows");
	wc_json_end(out);
	wc_json_end(out);
}

const char *
wc_patch_make(wc_arena *arena, const struct wc_patch *p)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	if (!p->admitted->is_windows)
		return NULL;
	wc_json_list(&out, NULL);
	if (p->is_new)
		place_it(&out, arena, p);
	wc_pins_write(&out, arena, p->root, p->spec, &p->pins);
	wc_json_end(&out);
	return strcmp(wc_text_string(&text), "[]") == 0 ? NULL : wc_text_string(&text);
}
