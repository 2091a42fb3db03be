/* Fleets: hosts and images of the inventory in memory, their classes, the matrix, and plans. */
#ifndef WC_APP_FLEET_H
#define WC_APP_FLEET_H

#include "app/gather.h"
#include "policy/decide.h"
#include "present/fleet.h"
#include "store/inventory.h"

/* Hosts, or images: names, and facts that many share. */
struct wc_fleet_side {
	const char **name; /* `count` of them */
	uint32_t *facts;   /* by row: index into the facts */
	int64_t *uses;     /* by row */
	uint32_t *source;  /* by row: the id of the source that says so */
	size_t count, room;
	size_t fact_count, fact_room;
	struct wc_host *host;   /* the facts, of hosts without a name */
	struct wc_image *image; /* of images without a name */
};

struct wc_fleet {
	struct wc_fleet_side hosts, images;
};

/* Reads the inventory. False and `err` where there is none, or it holds what cannot be read. Owned by `arena`. */
bool wc_fleet_load(wc_arena *arena, const struct wc_gather *how, struct wc_inventory *inventory, struct wc_fleet *ret_fleet, struct wc_err *err);

/* What becomes of a host in a plan. */
struct wc_fleet_upgrade {
	const struct wc_host *to;   /* or NULL: hosts stay as they are */
	const struct wc_host *from; /* only hosts of this build and product; NULL: all for Windows */
};

/* The host as it will be: version, product and what else is known of `to`. */
struct wc_host wc_fleet_upgraded(const struct wc_fleet_upgrade *upgrade, const struct wc_host *host);

/* How to decide: before and, of a plan, after. */
struct wc_fleet_views {
	const struct wc_view *before, *after; /* after: NULL where nothing is planned */
	struct wc_request request;
	struct wc_fleet_upgrade upgrade;
	const struct wc_gather *how; /* whose data say which part of a tag names a version: remedies replace it */
};

/* Groups both sides so that neither `before` nor `after` tells members apart. Fills classes and counts; lot is not set. Owned by `arena`. */
struct wc_fleet_matrix wc_fleet_classes(wc_arena *arena, const struct wc_fleet *fleet, const struct wc_fleet_views *views);

/* Fills in what becomes of every pair of classes, under `view` and with the hosts as `upgrade` has them (NULL: as they are). */
void wc_fleet_judge(wc_arena *arena, const struct wc_view *view, const struct wc_request *request, const struct wc_fleet_upgrade *upgrade,
                    struct wc_fleet_matrix *matrix);

/* app/fleet_tell.c: why, for every pair of classes, under `view` and with the hosts as `upgrade` has them (NULL: as they are). */
void wc_fleet_tell(wc_arena *arena, const struct wc_view *view, const struct wc_request *request, const struct wc_fleet_upgrade *upgrade,
                   struct wc_fleet_matrix *matrix);

/*
 * The answer for the host and the image of these names, by themselves. False and `err` where the fleet has no such host or image. Owned
 * by `arena`.
 */
bool wc_fleet_answer(wc_arena *arena, const struct wc_fleet *fleet, const struct wc_fleet_views *views, const char *host, const char *image, bool explain,
                     struct wc_answer *ret_answer, struct wc_err *err);

/*
 * app/fleet_plan.c: what changes from `before` to `after`. `ends_before`: supports that end before that day are listed; 0: none; releases are
 * those of `program`. */
struct wc_fleet_plan wc_fleet_plan_make(wc_arena *arena, const struct wc_program *program, const struct wc_fleet *fleet,
                                        const struct wc_fleet_views *views, wc_date ends_before);

/* app/fleet_cost.c: what the change from process to Hyper-V isolation costs, by the rows of `program`. */
struct wc_plan_cost wc_fleet_cost(wc_arena *arena, const struct wc_program *program, const struct wc_fleet_plan *plan);

#endif
