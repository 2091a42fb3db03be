/* The world that decisions are made in: program, view and nodes, read together and replaced together. */
#include "serve/service.h"

#include "io/memory.h"
#include "serve/log.h"

#include <stdlib.h>

struct wc_world *
wc_world_hold(struct wc_service *service)
{
	pthread_mutex_lock(&service->lock);
	struct wc_world *world = service->world;
	world->holders++;
	pthread_mutex_unlock(&service->lock);
	return world;
}

void
wc_world_release(struct wc_service *service, struct wc_world *world)
{
	if (!world)
		return;
	pthread_mutex_lock(&service->lock);
	bool is_last = --world->holders == 0;
	pthread_mutex_unlock(&service->lock);
	if (is_last) {
		wc_recordings_free(world->recordings);
		wc_arena_free(world->arena);
	}
}

/* Nothing can be decided about nodes whose facts could not be read, and somebody should know. */
static void
say_problems(const struct wc_pools *pools)
{
	enum { MOST = 5 };
	struct wc_err err;
	for (size_t i = 0; i < pools->problem_count && i < MOST; i++) {
		wc_fail(&err, WC_FAULT_INPUT, "%s", pools->problems[i]);
		wc_hint(&err, "what can run there is not known; there are %zu such nodes", pools->problem_count);
		wc_log_failure("a node could not be read", &err);
	}
}

/* The nodes as the file has them, and what is told of them besides. */
static bool
read_cluster(const struct wc_serve_options *o, const struct wc_reading *reading, struct wc_cluster *ret_cluster, struct wc_err *err)
{
	struct wc_node_profiles profiles = {0};
	*ret_cluster = (struct wc_cluster){0};
	if (o->nodes && !wc_cluster_nodes_read(reading, o->nodes, ret_cluster, err))
		return false;
	if (o->profiles && !o->profiles(o->context, reading->arena, reading->program, &profiles))
		return wc_fail(err, WC_FAULT_INPUT, "what is told of nodes is wrong");
	if (!wc_kube_nodes_give(reading, o->node_facts, ret_cluster->nodes, ret_cluster->node_count, err) ||
	    !wc_node_profiles_infer(reading, &profiles, err) || !wc_node_profiles_tell(reading, &profiles, ret_cluster, err))
		return false;
	size_t count;
	const char *const *idle = wc_node_profiles_idle(reading->arena, &profiles, ret_cluster, &count);
	for (size_t i = 0; i < count; i++)
		wc_log("warning", idle[i]);
	return true;
}

static bool
read_nodes(const struct wc_service *service, struct wc_world *world, struct wc_err *err)
{
	struct wc_cluster cluster;
	wc_arena *scratch = wc_arena_new();
	struct wc_reading reading = {.arena = scratch, .program = world->admit.program, .offline = true};
	bool is_read = read_cluster(service->options, &reading, &cluster, err);
	if (is_read)
		world->admit.pools = wc_pools_make(world->arena, &cluster);
	wc_arena_free(scratch);
	if (is_read)
		say_problems(&world->admit.pools);
	return is_read;
}

/* The one host where the engine runs. */
static bool
read_docker_host(const struct wc_service *service, struct wc_world *world, struct wc_err *err)
{
	struct wc_gather how = {.program = world->admit.program};
	struct wc_host *hosts;
	size_t count;
	if (!wc_gather_hosts(world->arena, &how, (struct wc_names){&service->options->docker.host, 1}, &hosts, &count, err))
		return wc_while(err, "reading the host of the engine");
	if (count != 1) {
		wc_fail(err, WC_FAULT_INPUT, "%s names %zu hosts, and an engine runs on one", service->options->docker.host, count);
		return wc_hint(err, "name that one with --host");
	}
	world->docker_host = hosts;
	return true;
}

static bool
fill(const struct wc_service *service, struct wc_world *world, struct wc_err *err)
{
	const struct wc_serve_options *o = service->options;
	world->admit.purpose = o->purpose;
	world->admit.strict = o->strict;
	if (!o->program(o->context, world->arena, &world->admit.program))
		return wc_fail(err, WC_FAULT_INPUT, "the policy or the data is wrong");
	if (!wc_view_make_tabulated(world->arena, world->admit.program, o->edition, o->as_of, &world->admit.view, err))
		return false;
	world->edition = wc_view_edition(world->admit.view);
	return ((!o->nodes && !o->profiles) || read_nodes(service, world, err)) && (!o->docker.address || read_docker_host(service, world, err));
}

bool
wc_world_read(struct wc_service *service, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_world *world = wc_alloc(arena, sizeof(*world));
	*world = (struct wc_world){.arena = arena, .holders = 1, .recordings = wc_recordings_new(arena)};
	if (!fill(service, world, err)) {
		wc_arena_free(arena);
		return false;
	}
	pthread_mutex_lock(&service->lock);
	struct wc_world *before = service->world;
	service->world = world;
	pthread_mutex_unlock(&service->lock);
	wc_world_release(service, before);
	wc_memory_trim();
	return true;
}
