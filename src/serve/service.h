/* What the files of this room share: the service, and the world that it decides in. Private to the room. */
#ifndef WC_SERVE_SERVICE_H
#define WC_SERVE_SERVICE_H

#include "app/admit.h"
#include "app/watching.h"
#include "serve/http.h"
#include "serve/inspector.h"
#include "serve/metrics.h"
#include "serve/recording.h"
#include "serve/serve.h"

#include <pthread.h>
#include <stdatomic.h>

/* Policy and data, as their files were at one time. Worlds that differ in nodes alone share it. */
struct wc_ground {
	wc_arena *arena;
	const struct wc_program *program;
	const struct wc_view *view;
	struct wc_node_profiles profiles;  /* what is told of nodes; empty: nothing */
	bool has_said_idle;                /* of profiles that tell nothing */
	const struct wc_host *docker_host; /* NULL: no engine asks */
	size_t holders; /* worlds */
};

/* All that decisions rest on, as it was read at one time. Immutable; it goes when nobody holds it any more. */
struct wc_world {
	wc_arena *arena;
	struct wc_ground *ground;
	struct wc_admit admit;
	const struct wc_matrix_edition *edition;
	struct wc_recordings *recordings;
	size_t holders;
};

struct wc_service {
	const struct wc_serve_options *options;
	pthread_mutex_t reading; /* held while a world is made: one at a time, so that the last one is the newest */
	pthread_mutex_t lock; /* of `world`, its holders and its ground's */
	struct wc_world *world;
	struct wc_lookups *lookups;
	struct wc_watching *watching; /* of the cluster, or NULL */
	atomic_bool is_listed; /* the cluster that is watched was listed once */
	atomic_uint_fast64_t node_changes; /* how often decisions got other nodes to rest on */
	const char *address; /* that it listens on */
	struct wc_journal_group *journal; /* or NULL */
	struct wc_server *server;        /* that a cluster asks, or NULL */
	struct wc_inspector *inspector;        /* that is asked which images it has, or NULL */
	struct wc_server *docker_server; /* that a Docker Engine asks, or NULL */
	struct wc_metrics metrics;
	atomic_bool is_ending;
	struct wc_stamps world_stamps, pair_stamps; /* of what was read for the world, and of certificate and key */
	struct wc_losses { /* of the journal, as they were said last */
		int64_t lost, when; /* when: wc_clock_ms */
	} losses;
	atomic_int_fast64_t certificate_ends; /* seconds since 1970; 0: there is none */
	int64_t expiry_said; /* when its end was said last (wc_clock_ms); 0: not yet */
};

/* Reads everything anew. False and `err` (or after saying it) where something is wrong: nothing is changed then. Any thread may. */
bool wc_world_read(struct wc_service *service, struct wc_err *err);

/* The same where nodes alone have changed: policy and data stay as they were read. */
bool wc_world_renew(struct wc_service *service, struct wc_err *err);

/* Makes ready to watch the cluster, if that is wanted; and begins, and says `ready` when its nodes are known. False and `err`. */
bool wc_cluster_open(struct wc_service *service, struct wc_err *err);
bool wc_cluster_begin(struct wc_service *service, struct wc_err *err);

/* Says that it is ready, and where. */
void wc_say_ready(struct wc_service *service);

/* The world as it is now, and letting go of it. */
struct wc_world *wc_world_hold(struct wc_service *service);
void wc_world_release(struct wc_service *service, struct wc_world *world);

/* Is a cluster watched whose nodes no decision rests on yet? Then nothing can be decided. */
bool wc_world_lacks_nodes(struct wc_service *service);

/* Reads anew what has changed since it was read, or everything where `all`. */
void wc_reload_look(struct wc_service *service, bool all);

/* The texts of certificate and key; both NULL without TLS. False and `err` where they cannot be read. Owned by `arena`. */
bool wc_reload_pair(struct wc_service *service, wc_arena *arena, const char **ret_cert, const char **ret_key, struct wc_err *err);

/* Notes when the certificate that is shown from now on ends (`cert` NULL: there is none); and, called about once a second, says so in time. */
void wc_expiry_take(struct wc_service *service, const char *cert);
void wc_expiry_look(struct wc_service *service);

/* Called about once a second: says that decisions are missing in the journal, where more of them are. */
void wc_losses_look(struct wc_service *service);

/* Answers a request by THE table of routes: those of a cluster, and those of a Docker Engine. */
wc_exchange_handler wc_route, wc_route_docker;

/* Starts to answer the engine, if one was named, and tells it where in the .spec file. False and `err` where that cannot be. */
bool wc_docker_begin(struct wc_service *service, wc_arena *arena, struct wc_err *err);

/* The handlers. */
typedef bool wc_route_handler(struct wc_service *service, struct wc_exchange *exchange);
wc_route_handler wc_handle_validate, wc_handle_mutate, wc_handle_alive, wc_handle_ready, wc_handle_metrics, wc_handle_version;
wc_route_handler wc_handle_activate, wc_handle_authz_request, wc_handle_authz_response;

#endif
