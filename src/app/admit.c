/* Admitting: each image on each pool of nodes that may take the pod. */
#include "app/admit.h"

#include "app/admit_words.h"
#include "app/answer.h"
#include "app/host_process.h"
#include "app/scan_judge.h"

#include <string.h>

/* What is worked with. */
struct admitting {
	wc_arena *arena;
	const struct wc_admit *admit;
	const struct wc_admit_pod *pod;
	const struct wc_admit_place *place;
	const struct wc_gathered **images; /* as each is judged; NULL: it is passed over */
	struct wc_request request;
	struct wc_tried *tried; /* the pools that may take the pod */
	size_t tried_count;
};

/* Is there a Windows node called `name`? */
static bool
is_windows_node(const struct wc_pools *pools, const char *name)
{
	for (size_t i = 0; i < pools->windows_count; i++)
		for (size_t k = 0; k < pools->item[i].count; k++)
			if (strcmp(pools->item[i].nodes[k].name, name) == 0)
				return true;
	return false;
}

struct wc_admit_place
wc_admit_place(wc_arena *arena, const struct wc_admit *admit, const struct wc_node *spec)
{
	const char *name = wc_get_text(spec, "runtimeClassName");
	const struct wc_runtime_class *class = name && *name ? wc_pools_runtime_class(&admit->pools, name) : NULL;
	struct wc_admit_place place = {.placement = wc_placement_read(arena, spec, class), .unknown_class = name && *name && !class ? name : NULL};
	place.place = wc_placement_shows(arena, &place.placement);
	if (place.placement.node && place.place.os == WC_OS_UNKNOWN && is_windows_node(&admit->pools, place.placement.node))
		place.place.os = WC_OS_WINDOWS;
	return place;
}

static bool
is_for_windows(const struct wc_gathered *given)
{
	return !given->error && wc_image_is_for_windows(&given->image);
}

static bool
shows_windows(const struct wc_admit_pod *pod, const struct wc_admit_place *place, const struct wc_gathered *images)
{
	if (place->place.os != WC_OS_UNKNOWN)
		return place->place.os == WC_OS_WINDOWS;
	for (size_t i = 0; i < pod->image_count; i++)
		if (pod->images[i].part != WC_POD_VOLUME && is_for_windows(&images[i]))
			return true;
	return false;
}

/*
 * The image as its use has it: of a volume only files are wanted, so that nothing but the engine's matching keeps it away, and what is
 * no Windows image is no matter of ours.
 */
static const struct wc_gathered *
as_used(wc_arena *arena, const struct wc_pod_image *use, const struct wc_gathered *image)
{
	if (use->part == WC_POD_VOLUME && !is_for_windows(image))
		return NULL;
	bool waived = use->host_process || use->part == WC_POD_VOLUME;
	return waived && !image->error ? wc_as_host_process(arena, image) : image;
}

static struct wc_request
request_of(wc_arena *arena, const struct wc_admit *admit, const struct wc_admit_pod *pod, const struct wc_admit_place *place)
{
	size_t count = 0;
	const struct wc_node *map = pod->labels && pod->labels->kind == WC_MAP ? pod->labels : NULL;
	struct wc_label *labels = wc_array(arena, struct wc_label, (map ? map->count : 0) + 1);
	for (const struct wc_node *label = map ? map->child : NULL; label; label = label->next)
		if (label->kind == WC_STRING)
			labels[count++] = (struct wc_label){label->key, label->text};
	return (struct wc_request){.isolation = place->place.isolation, .purpose = admit->purpose, .today = pod->today,
	                           .name_space = pod->name_space, .user = pod->user, .labels = labels, .label_count = count};
}

/* The decision for one image on one pool. */
static unsigned
decide_one(const struct admitting *a, const struct wc_host *host, size_t image, struct wc_verdict *ret_verdict)
{
	size_t picked;
	const struct wc_gathered *given = a->images[image];
	if (given->error)
		return WC_DECISION_UNKNOWN;
	struct wc_image judged = wc_image_pick(a->admit->view, host, &given->image, &picked);
	wc_decide(a->admit->view, host, &judged, &a->request, ret_verdict);
	return ret_verdict->decision;
}

/* All images on one pool: the worst decides. A refusal under a RuntimeClass that nobody knows is none: its mode is not known. */
static void
try_pool(const struct admitting *a, struct wc_tried *tried)
{
	struct wc_verdict verdict;
	tried->decision = WC_ALLOW;
	for (size_t i = 0; i < a->pod->image_count && tried->decision != WC_REFUSE; i++) {
		unsigned decision = a->images[i] ? decide_one(a, tried->host, i, &verdict) : WC_ALLOW;
		if (decision == WC_REFUSE && a->place->unknown_class)
			decision = WC_DECISION_UNKNOWN;
		if (decision == WC_ALLOW || (decision == WC_DECISION_UNKNOWN && tried->decision == WC_DECISION_UNKNOWN))
			continue;
		tried->decision = (uint8_t)decision;
		tried->image = i;
	}
}

/* The pools that may take the pod. */
static void
find_pools(struct admitting *a, struct wc_admit_counts *counts)
{
	const struct wc_pools *pools = &a->admit->pools;
	const struct wc_placement *placement = &a->place->placement;
	bool asks = wc_placement_asks(placement, pools->own_keys, pools->own_key_count);
	a->tried = wc_array(a->arena, struct wc_tried, pools->windows_count + 1);
	for (size_t i = 0; i < pools->windows_count; i++) {
		size_t nodes = wc_pool_fits(&pools->item[i], placement, asks, counts->misses);
		if (nodes)
			a->tried[a->tried_count++] = (struct wc_tried){.host = &pools->item[i].node.host, .pool = pools->item[i].node.pool, .nodes = nodes};
	}
}

/* Linux nodes that the scheduler may put it on; a pod that names its node goes past the scheduler. */
static size_t
count_linux_too(const struct admitting *a)
{
	size_t nodes = 0, passed[WC_POD_MISSES] = {0};
	const struct wc_pools *pools = &a->admit->pools;
	bool asks = wc_placement_asks(&a->place->placement, pools->own_keys, pools->own_key_count);
	if (a->place->placement.node)
		return 0;
	for (size_t i = pools->windows_count; i < pools->count; i++)
		if (pools->item[i].node.host.os == WC_OS_LINUX)
			nodes += wc_pool_fits(&pools->item[i], &a->place->placement, asks, passed);
	return nodes;
}

/* Where no node is known the builds that the pod asks for stand for nodes. */
static void
find_builds(struct admitting *a)
{
	const struct wc_pod_place *place = &a->place->place;
	struct wc_reading reading = {.arena = a->arena, .program = a->admit->program, .offline = true};
	struct wc_err err;
	struct wc_hosts hosts;
	a->tried = wc_array(a->arena, struct wc_tried, place->build_count + 1);
	for (size_t i = 0; i < place->build_count; i++)
		if (wc_hosts_read(&reading, wc_printf(a->arena, "server:%s", place->build[i]), &hosts, &err))
			a->tried[a->tried_count++] = (struct wc_tried){.host = hosts.host, .nodes = 1};
}

static void
count_tried(const struct admitting *a, struct wc_admit_counts *counts)
{
	for (size_t i = 0; i < a->tried_count; i++) {
		const struct wc_tried *t = &a->tried[i];
		counts->eligible += t->nodes;
		counts->empty += t->pool != NULL;
		*(t->decision == WC_ALLOW ? &counts->able : t->decision == WC_REFUSE ? &counts->unable : &counts->undetermined) += t->nodes;
	}
}

/* No known node may take the pod: refused; a DaemonSet may wait for nodes to come. */
static uint8_t
none_may_take(const struct admitting *a)
{
	if (a->admit->pools.windows_count == 0 || a->place->unknown_class || a->admit->lacks_nodes)
		return WC_DECISION_UNKNOWN;
	return a->pod->every_node ? WC_ALLOW : WC_REFUSE;
}

/* One node that can is enough, unless all must be able. */
static uint8_t
decision_of(const struct admitting *a, const struct wc_admit_counts *n)
{
	bool all = a->admit->strict || a->pod->every_node;
	if (n->eligible == 0)
		return none_may_take(a);
	if (n->unable && (all || n->unable == n->eligible))
		return WC_REFUSE;
	if (n->able && !(all && n->undetermined))
		return WC_ALLOW;
	return WC_DECISION_UNKNOWN;
}

/* The first pool of that decision; else the first that was tried; NULL where none was. */
static const struct wc_tried *
first_of(const struct admitting *a, unsigned decision)
{
	for (size_t i = 0; i < a->tried_count; i++)
		if (a->tried[i].decision == decision)
			return &a->tried[i];
	return a->tried_count ? a->tried : NULL;
}

/* One answer for each image, on the pool that decided. */
static void
answer(const struct admitting *a, struct wc_admitted *admitted)
{
	const struct wc_tried *tried = first_of(a, admitted->decision);
	struct wc_answering asked = {.arena = a->arena, .view = a->admit->view};
	struct wc_answer *answers = wc_array(a->arena, struct wc_answer, a->pod->image_count + 1);
	size_t deciding = 0;
	if (!tried)
		return;
	for (size_t i = 0; i < a->pod->image_count; i++) {
		if (!a->images[i])
			continue;
		if (i == tried->image)
			deciding = admitted->answer_count;
		wc_answer_make(&asked, tried->host, a->images[i], &a->request, &answers[admitted->answer_count++]);
	}
	admitted->answers = answers;
	const struct wc_verdict *v = admitted->answer_count ? answers[deciding].verdict : NULL;
	admitted->mode = v && v->judged ? wc_word(&wc_mode_words, v->judged) : NULL;
	admitted->rule = v && v->reason_count ? a->admit->program->rules[v->reasons[0].rule].id : NULL;
}

/* The builds whose nodes can all run it; a build of which some can not is left out. */
static void
find_able_builds(const struct admitting *a, struct wc_admitted *admitted)
{
	const char **builds = wc_array(a->arena, const char *, a->tried_count + 1);
	for (size_t i = 0; i < a->tried_count; i++) {
		const struct wc_version *v = &a->tried[i].host->version;
		bool able = true, known = false;
		for (size_t k = 0; k < a->tried_count; k++)
			able &= a->tried[k].host->version.build != v->build || a->tried[k].decision == WC_ALLOW;
		const char *build = wc_printf(a->arena, "%u.%u.%u", v->major, v->minor, v->build);
		for (size_t k = 0; k < admitted->build_count; k++)
			known |= strcmp(builds[k], build) == 0;
		if (able && !known)
			builds[admitted->build_count++] = build;
	}
	admitted->builds = builds;
}

void
wc_admit_decide(wc_arena *arena, const struct wc_admit *admit, const struct wc_admit_pod *pod, const struct wc_admit_place *place,
                const struct wc_gathered *images, struct wc_admitted *ret_admitted)
{
	struct wc_admitted admitted = {.is_windows = shows_windows(pod, place, images), .decision = WC_ALLOW};
	struct admitting a = {.arena = arena, .admit = admit, .pod = pod, .place = place};
	*ret_admitted = admitted;
	if (!admitted.is_windows)
		return;
	a.request = admitted.request = request_of(arena, admit, pod, place);
	a.images = wc_array(arena, const struct wc_gathered *, pod->image_count + 1);
	for (size_t i = 0; i < pod->image_count; i++)
		a.images[i] = as_used(arena, &pod->images[i], &images[i]);
	if (admit->pools.windows_count && !admit->lacks_nodes)
		find_pools(&a, &admitted.nodes);
	else if (!admit->lacks_nodes)
		find_builds(&a);
	for (size_t i = 0; i < a.tried_count; i++)
		try_pool(&a, &a.tried[i]);
	count_tried(&a, &admitted.nodes);
	admitted.nodes.linux_too = count_linux_too(&a);
	admitted.decision = decision_of(&a, &admitted.nodes);
	answer(&a, &admitted);
	find_able_builds(&a, &admitted);
	wc_admit_say(arena, &(struct wc_admit_scene){admit, pod, place, a.images, a.request, a.tried, a.tried_count}, &admitted);
	*ret_admitted = admitted;
}
