/* The node that stands for a pool: which Windows, which labels and taints, which engine. */
#include "source/cluster/profile_draft.h"
#include "source/host/host.h"

#include <stdlib.h>
#include <string.h>

/* The labels of the node, while they are collected. */
struct labels {
	struct wc_label *item;
	size_t count;
};

static const struct wc_label *
find(const struct labels *labels, const char *name)
{
	for (size_t i = 0; i < labels->count; i++)
		if (strcmp(labels->item[i].name, name) == 0)
			return &labels->item[i];
	return NULL;
}

/* Adds a label unless there is one of its name: what was said first holds. */
static void
add(struct labels *labels, const char *name, const char *value)
{
	if (!find(labels, name))
		labels->item[labels->count++] = (struct wc_label){name, value};
}

static void
add_map(const struct wc_profile_draft *draft, struct labels *labels, const struct wc_node *map)
{
	for (const struct wc_node *label = map ? map->child : NULL; label; label = label->next) {
		const struct wc_label *before = find(labels, label->key);
		if (before && strcmp(before->value, label->text) != 0)
			wc_profile_fault(draft, label, "leave one of them out", "the label %.80s is %.80s in match", label->key, before->value);
		add(labels, label->key, label->text);
	}
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct wc_label *)a)->name, ((const struct wc_label *)b)->name);
}

static size_t
room_for(const struct wc_profile_draft *draft)
{
	size_t room = draft->platform ? draft->platform->labels.count : 0;
	for (unsigned key = WC_PROFILE_MATCH; key <= WC_PROFILE_LABELS; key++)
		room += draft->value[key] ? draft->value[key]->count : 0;
	return room + 3;
}

/* What the profile says, then what its platform has by itself, then what every Windows node has. */
static void
give_labels(const struct wc_profile_draft *draft, struct wc_kube_node *node)
{
	wc_arena *arena = draft->reading->arena;
	const struct wc_version *v = &node->host.version;
	struct labels labels = {.item = wc_array(arena, struct wc_label, room_for(draft))};
	add_map(draft, &labels, draft->value[WC_PROFILE_MATCH]);
	add_map(draft, &labels, draft->value[WC_PROFILE_LABELS]);
	for (size_t i = 0; draft->platform && i < draft->platform->labels.count; i++) {
		const char *text = draft->platform->labels.item[i], *equals = strchr(text, '=');
		add(&labels, wc_copy(arena, text, (size_t)(equals - text)), equals + 1);
	}
	add(&labels, "kubernetes.io/os", "windows");
	add(&labels, "kubernetes.io/arch", "amd64");
	if (v->build)
		add(&labels, "node.kubernetes.io/windows-build", wc_printf(arena, "%u.%u.%u", v->major, v->minor, v->build));
	qsort(labels.item, labels.count, sizeof(*labels.item), by_name);
	node->labels = labels.item;
	node->label_count = labels.count;
}

/* False where it is none. PreferNoSchedule keeps nothing away. */
static bool
take_taint(wc_arena *arena, const char *text, struct wc_kube_node *node, struct wc_node_taint *taints)
{
	const char *colon = strrchr(text, ':');
	if (colon && colon != text && strcmp(colon + 1, "PreferNoSchedule") == 0)
		return true;
	if (!wc_taint_read(arena, text, &taints[node->taint_count]))
		return false;
	node->taint_count++;
	return true;
}

static void
give_taints(const struct wc_profile_draft *draft, struct wc_kube_node *node)
{
	wc_arena *arena = draft->reading->arena;
	const struct wc_node *list = draft->value[WC_PROFILE_TAINTS];
	const struct wc_strings *more = draft->platform ? &draft->platform->taints : NULL;
	struct wc_node_taint *taints = wc_array(arena, struct wc_node_taint, (list ? list->count : 0) + (more ? more->count : 0) + 1);
	for (const struct wc_node *item = list ? list->child : NULL; item; item = item->next)
		if (!take_taint(arena, item->text, node, taints))
			wc_profile_fault(draft, item, "write KEY=VALUE:NoSchedule or KEY=VALUE:NoExecute", "'%.80s' is no taint", item->text);
	for (size_t i = 0; more && i < more->count; i++)
		take_taint(arena, more->item[i], node, taints);
	node->taints = taints;
}

/* The Windows that the platform's SKU is; what `host` says may add a revision to that. */
static void
give_windows(const struct wc_profile_draft *draft, struct wc_host *ret_host)
{
	struct wc_err err;
	struct wc_host host;
	const struct wc_platform *platform = draft->platform;
	const char *said = wc_profile_text(draft, WC_PROFILE_HOST), *head = said;
	if (!head && platform)
		head = wc_printf(draft->reading->arena, "%s:10.0.%u", wc_word(&wc_product_words, platform->product), (unsigned)platform->build);
	if (!head)
		return;
	if (strchr(head, ',') || *head == '@' || !wc_host_read_release(draft->reading, head, &host, &err)) {
		bool is_more = strchr(head, ',') || *head == '@';
		wc_profile_fault(draft, draft->value[WC_PROFILE_HOST], is_more ? "facts have keys of their own: engine, sandbox, hyperv" : err.hint, "host: %s",
		                 is_more ? "it takes a release or a version alone" : err.text);
		return;
	}
	if (platform && host.version.build != platform->build)
		wc_profile_fault(draft, draft->value[WC_PROFILE_HOST], "leave one of them out", "host is another Windows than %s", platform->title);
	wc_host_set_arch(&host, "amd64", WC_FROM_ASSUMED);
	wc_host_settle(draft->reading->program, &host);
	*ret_host = host;
}

struct wc_kube_node
wc_profile_node(const struct wc_profile_draft *draft)
{
	struct wc_kube_node node = {.host = wc_host_unknown()};
	give_windows(draft, &node.host);
	node.host.engine.is_cri = true;
	give_labels(draft, &node);
	give_taints(draft, &node);
	return node;
}
