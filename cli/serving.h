/* From the arguments of serve to what it is told. */
#ifndef WC_CLI_SERVING_H
#define WC_CLI_SERVING_H

#include "base/arena.h"
#include "cli/opt.h"
#include "serve/serve.h"

/* What the arguments ask for, owned by `arena`; borrows both. False and `err` where they make no sense together. */
bool wc_serving_asked(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *ret_options, struct wc_err *err);

/* The part of it that is about the cluster: all NULL where none is watched. */
bool wc_cluster_asked(wc_arena *arena, const struct wc_args *args, struct wc_serve_cluster *ret_cluster, struct wc_err *err);

/*
 * The part of it that is about a Docker Engine, into `o`, which has the listening address, TLS and nodes already: no `listen` where the engine
 * alone is answered. False and `err` where that makes no sense.
 */
bool wc_docker_asked(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *o, struct wc_err *err);

#endif
