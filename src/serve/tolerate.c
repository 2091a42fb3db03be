/* Tolerations: the pod is decided as it would be with them; what that does not need is left out again. */
#include "serve/tolerate.h"

#include <string.h>

bool
wc_toleration_read(wc_arena *arena, const char *text, struct wc_toleration *ret_toleration, struct wc_err *err)
{
	struct wc_node_taint taint;
	if (!wc_taint_read(arena, text, &taint)) {
		wc_fail(err, WC_FAULT_INPUT, "'%.80s' is no taint that keeps pods away", text);
		return wc_hint(err, "write it as kubectl taint does: KEY[=VALUE]:NoSchedule or KEY[=VALUE]:NoExecute, such as os=windows:NoSchedule");
	}
	*ret_toleration = (struct wc_toleration){.key = taint.key, .value = taint.value, .effect = taint.effect};
	return true;
}

/* The pod tolerates these beside its own. */
static struct wc_admitted
decide(wc_arena *arena, const struct wc_tolerate *asked, const struct wc_toleration *tolerations, size_t count)
{
	struct wc_admitted admitted;
	struct wc_admit_place place = *asked->place;
	size_t own = place.placement.toleration_count;
	struct wc_toleration *all = wc_array(arena, struct wc_toleration, own + count);
	if (own)
		memcpy(all, place.placement.tolerations, own * sizeof(*all));
	memcpy(all + own, tolerations, count * sizeof(*all));
	place.placement.tolerations = all;
	place.placement.toleration_count = own + count;
	wc_admit_decide(arena, asked->admit, asked->pod, &place, asked->images, &admitted);
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
	if (wc_patch_binds_builds(asked->place))
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
