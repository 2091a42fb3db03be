/* The world that decisions are made in: program, view and nodes, replaced together. */
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
	bool is_last = --world->holders == 0, is_last_on_ground = is_last && --world->ground->holders == 0;
	pthread_mutex_unlock(&service->lock);
	if (!is_last)
		return;
	if (is_last_on_ground)
		wc_arena_free(world->ground->arena);
	wc_recordings_free(world->recordings);
	wc_arena_free(world->arena);
}

bool
wc_world_lacks_nodes(struct wc_service *service)
{
	struct wc_world *world = wc_world_hold(service);
	bool lacks = world->admit.lacks_nodes;
	wc_world_release(service, world);
	return lacks;
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

static void
log_faults(const struct wc_diags *diags)
{
	struct wc_log_line line;
	for (const struct wc_diag *diag = diags->first; diag; diag = diag->next) {
		wc_log_begin(&line, diags->arena, "error", "a fault in a file of policies or data");
		wc_json_text(&line.out, "file", diag->file);
		wc_json_number(&line.out, "line", (int64_t)diag->line);
		wc_json_number(&line.out, "column", (int64_t)diag->column);
		wc_json_text(&line.out, "why", diag->text);
		if (diag->hint)
			wc_json_text(&line.out, "do", diag->hint);
		wc_log_end(&line);
	}
}

/* While it starts to whoever started it, from then on into the log. */
static void
say_faults(const struct wc_service *service, const struct wc_diags *diags)
{
	if (service->world)
		log_faults(diags);
	else
		service->options->say_faults(diags);
}

/* The objects of the file, or as the cluster has them now: none before it was listed. */
static bool
read_objects(struct wc_service *service, const struct wc_reading *reading, struct wc_cluster *ret_cluster, struct wc_err *err)
{
	wc_stamps_add(&service->world_stamps, service->options->nodes);
	if (service->options->nodes)
		return wc_cluster_nodes_read(reading, service->options->nodes, ret_cluster, err);
	*ret_cluster = (struct wc_cluster){0};
	return !service->watching || wc_watching_read(service->watching, reading, ret_cluster, err);
}

/* Says of profiles that they tell nothing, once for each reading of their file. */
static void
say_idle(struct wc_ground *ground, wc_arena *scratch, const struct wc_cluster *cluster)
{
	size_t count;
	const char *const *idle = wc_node_profiles_idle(scratch, &ground->profiles, cluster, &count);
	for (size_t i = 0; i < count && !ground->has_said_idle; i++)
		wc_log("warning", idle[i]);
	ground->has_said_idle = true;
}

/* The nodes, and what is told of them besides. */
static bool
read_cluster(struct wc_service *service, struct wc_ground *ground, const struct wc_reading *reading, struct wc_cluster *ret_cluster, struct wc_err *err)
{
	if (!read_objects(service, reading, ret_cluster, err))
		return false;
	bool is_known = service->options->nodes || ret_cluster->node_count; /* what a profile adds shows nothing of that */
	if (!wc_kube_nodes_give(reading, service->options->node_facts, ret_cluster->nodes, ret_cluster->node_count, err) ||
	    !wc_node_profiles_tell(reading, &ground->profiles, ret_cluster, err))
		return false;
	if (is_known)
		say_idle(ground, reading->arena, ret_cluster);
	return true;
}

static bool
read_nodes(struct wc_service *service, struct wc_world *world, struct wc_err *err)
{
	struct wc_cluster cluster;
	wc_arena *scratch = wc_arena_new();
	struct wc_reading reading = {.arena = scratch, .program = world->admit.program, .offline = true};
	bool is_read = read_cluster(service, world->ground, &reading, &cluster, err);
	if (is_read)
		world->admit.pools = wc_pools_make(world->arena, &cluster);
	wc_arena_free(scratch);
	if (is_read)
		say_problems(&world->admit.pools);
	return is_read;
}

/* The one host where the engine runs. */
static bool
read_docker_host(struct wc_service *service, struct wc_ground *ground, struct wc_err *err)
{
	struct wc_gather how = {.program = ground->program};
	struct wc_host *hosts;
	size_t count;
	wc_stamps_add(&service->world_stamps, service->options->docker.host_file);
	if (!wc_gather_hosts(ground->arena, &how, (struct wc_names){&service->options->docker.host, 1}, &hosts, &count, err))
		return wc_while(err, "reading the host of the engine");
	if (count != 1) {
		wc_fail(err, WC_FAULT_INPUT, "%s names %zu hosts, and an engine runs on one", service->options->docker.host, count);
		return wc_hint(err, "name that one with --host");
	}
	ground->docker_host = hosts;
	return true;
}

static bool
read_files(struct wc_service *service, struct wc_ground *ground, struct wc_err *err)
{
	const struct wc_serve_options *o = service->options;
	struct wc_diags diags = {.arena = ground->arena};
	if (o->program(o->context, ground->arena, &service->world_stamps, &ground->program, &diags, err) &&
	    (!o->profiles || o->profiles(o->context, ground->arena, ground->program, &service->world_stamps, &ground->profiles, &diags, err)))
		return true;
	say_faults(service, &diags);
	return false;
}

static bool
read_ground(struct wc_service *service, struct wc_ground *ground, struct wc_err *err)
{
	const struct wc_serve_options *o = service->options;
	if (!read_files(service, ground, err))
		return false;
	struct wc_reading reading = {.arena = ground->arena, .program = ground->program, .offline = true};
	return wc_node_profiles_infer(&reading, &ground->profiles, err) &&
	       wc_view_make_tabulated(ground->arena, ground->program, o->edition, o->as_of, &ground->view, err) &&
	       (!o->docker.address || read_docker_host(service, ground, err));
}

/* A world on that ground, not yet the one in force; NULL and `err`. */
static struct wc_world *
make(struct wc_service *service, struct wc_ground *ground, struct wc_err *err)
{
	const struct wc_serve_options *o = service->options;
	wc_arena *arena = wc_arena_new();
	struct wc_world *world = wc_alloc(arena, sizeof(*world));
	*world = (struct wc_world){.arena = arena, .ground = ground, .holders = 1, .edition = wc_view_edition(ground->view),
	                           .recordings = wc_recordings_new(arena)};
	world->admit = (struct wc_admit){.program = ground->program, .view = ground->view, .purpose = o->purpose, .strict = o->strict,
	                                 .lacks_nodes = o->cluster.url && !atomic_load(&service->is_listed)};
	if ((!o->nodes && !o->cluster.url && !o->profiles) || read_nodes(service, world, err))
		return world;
	wc_recordings_free(world->recordings);
	wc_arena_free(arena);
	return NULL;
}

/* Puts the world into force in place of the one before. */
static void
replace(struct wc_service *service, struct wc_world *world)
{
	pthread_mutex_lock(&service->lock);
	struct wc_world *before = service->world;
	service->world = world;
	world->ground->holders++;
	pthread_mutex_unlock(&service->lock);
	wc_world_release(service, before);
	wc_memory_trim();
}

static bool
read_all(struct wc_service *service, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_ground *ground = wc_alloc(arena, sizeof(*ground));
	ground->arena = arena;
	struct wc_world *world = read_ground(service, ground, err) ? make(service, ground, err) : NULL;
	if (world)
		replace(service, world);
	else
		wc_arena_free(arena);
	return world != NULL;
}

bool
wc_world_read(struct wc_service *service, struct wc_err *err)
{
	pthread_mutex_lock(&service->reading);
	wc_stamps_begin(&service->world_stamps);
	bool is_read = read_all(service, err);
	pthread_mutex_unlock(&service->reading);
	return is_read;
}

/* Nobody else replaces the world meanwhile, so that its ground stays. */
bool
wc_world_renew(struct wc_service *service, struct wc_err *err)
{
	pthread_mutex_lock(&service->reading);
	struct wc_world *world = make(service, service->world->ground, err);
	if (world)
		replace(service, world);
	pthread_mutex_unlock(&service->reading);
	return world != NULL;
}
