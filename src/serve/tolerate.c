/* Tolerations: the pod is decided as it would be with them; what that does not need is left out again. */
#include "serve/tolerate.h"

#include <string.h>

/* Of names and values of labels and taints (Kubernetes: qualified names). */
static const char name_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./";

static bool
fail(const char *text, const char *why, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is no taint: %s", text, why);
	return wc_hint(err, "write it as kubectl taint does: KEY[=VALUE]:NoSchedule or KEY[=VALUE]:NoExecute, such as os=windows:NoSchedule");
}

bool
wc_toleration_read(wc_arena *arena, const char *text, struct wc_toleration *ret_toleration, struct wc_err *err)
{
	size_t key = strspn(text, name_letters), value = 0;
	bool has_value = text[key] == '=';
	if (has_value)
		value = strspn(text + key + 1, name_letters);
	const char *end = text + key + has_value + value, *effect = end + 1;
	if (key == 0 || *end != ':')
		return fail(text, "a key, or the effect behind a colon, is missing", err);
	if (strcmp(effect, "NoSchedule") != 0 && strcmp(effect, "NoExecute") != 0)
		return fail(text, "its effect is neither NoSchedule nor NoExecute", err);
	*ret_toleration = (struct wc_toleration){wc_copy(arena, text, key), wc_copy(arena, text + key + has_value, value), wc_copyz(arena, effect)};
	return true;
}

static struct wc_node *
text_node(wc_arena *arena, const char *key, const char *text)
{
	struct wc_node *node = wc_alloc(arena, sizeof(*node));
	*node = (struct wc_node){.kind = WC_STRING, .key = key, .text = text, .length = strlen(text)};
	return node;
}

/* {key, operator: Equal, value, effect} */
static struct wc_node *
toleration_node(wc_arena *arena, const struct wc_toleration *t)
{
	struct wc_node *map = wc_alloc(arena, sizeof(*map)), *key = text_node(arena, "key", t->key);
	*map = (struct wc_node){.kind = WC_MAP, .child = key, .count = 4};
	key->next = text_node(arena, "operator", "Equal");
	key->next->next = text_node(arena, "value", t->value);
	key->next->next->next = text_node(arena, "effect", t->effect);
	return map;
}

/* The pod's own tolerations, and these behind them. */
static struct wc_node *
list_node(wc_arena *arena, const struct wc_node *own, const struct wc_toleration *tolerations, size_t count)
{
	struct wc_node *list = wc_alloc(arena, sizeof(*list));
	*list = (struct wc_node){.kind = WC_LIST, .key = "tolerations"};
	struct wc_node **end = &list->child;
	for (const struct wc_node *item = own && own->kind == WC_LIST ? own->child : NULL; item; item = item->next, list->count++) {
		*end = wc_alloc(arena, sizeof(**end));
		**end = *item;
		end = &(*end)->next;
	}
	for (size_t i = 0; i < count; i++, list->count++, end = &(*end)->next)
		*end = toleration_node(arena, &tolerations[i]);
	*end = NULL;
	return list;
}

/* A copy of the spec that has these tolerations, too. */
static const struct wc_node *
tolerating(wc_arena *arena, const struct wc_node *spec, const struct wc_toleration *tolerations, size_t count)
{
	struct wc_node *copy = wc_alloc(arena, sizeof(*copy)), *list = list_node(arena, wc_get(spec, "tolerations"), tolerations, count);
	*copy = *spec;
	copy->child = list;
	struct wc_node **end = &list->next;
	for (const struct wc_node *child = spec->child; child; child = child->next) {
		if (strcmp(child->key, "tolerations") == 0)
			continue;
		*end = wc_alloc(arena, sizeof(**end));
		**end = *child;
		end = &(*end)->next;
	}
	*end = NULL;
	return copy;
}

static struct wc_admitted
decide(wc_arena *arena, const struct wc_tolerate *asked, const struct wc_toleration *tolerations, size_t count)
{
	struct wc_admitted admitted;
	struct wc_admit_pod pod = *asked->pod;
	pod.spec = tolerating(arena, pod.spec, tolerations, count);
	wc_admit_decide(arena, asked->admit, &pod, asked->place, asked->images, &admitted);
	return admitted;
}

static bool
has_build(const struct wc_admitted *admitted, const char *build)
{
	for (size_t i = 0; i < admitted->build_count; i++)
		if (strcmp(admitted->builds[i], build) == 0)
			return true;
	return false;
}

/* Does nothing come with them that cannot run it, and does nothing go? */
static bool
is_safe(const struct wc_tolerate *asked, const struct wc_admitted *with)
{
	const struct wc_admitted *without = asked->admitted;
	for (size_t i = 0; i < without->build_count; i++)
		if (!has_build(with, without->builds[i]))
			return false;
	if (wc_patch_binds_builds(asked->pod->spec, asked->place))
		return with->build_count > 0;
	return with->nodes.unable <= without->nodes.unable && with->nodes.undetermined <= without->nodes.undetermined;
}

size_t
wc_tolerations_needed(wc_arena *arena, const struct wc_tolerate *asked, const struct wc_toleration *tolerations, size_t count,
                      struct wc_toleration *ret_needed, struct wc_admitted *ret_admitted)
{
	struct wc_toleration needed[WC_MOST_TOLERATIONS];
	size_t kept = count;
	if (count == 0 || count > WC_MOST_TOLERATIONS || !asked->admitted->is_windows)
		return 0;
	memcpy(needed, tolerations, count * sizeof(*needed));
	struct wc_admitted with = decide(arena, asked, needed, kept);
	if (with.nodes.able <= asked->admitted->nodes.able || !is_safe(asked, &with))
		return 0;
	for (size_t i = 0; i < kept && kept > 1;) {
		struct wc_toleration left = needed[i];
		memmove(needed + i, needed + i + 1, (kept - i - 1) * sizeof(*needed));
		struct wc_admitted fewer = decide(arena, asked, needed, kept - 1);
		if (fewer.nodes.able == with.nodes.able && is_safe(asked, &fewer)) {
			kept--;
			continue;
		}
		memmove(needed + i + 1, needed + i, (kept - i - 1) * sizeof(*needed));
		needed[i++] = left;
	}
	memcpy(ret_needed, needed, kept * sizeof(*needed));
	*ret_admitted = decide(arena, asked, needed, kept);
	return kept;
}
