/* The use case `compose`: every service of compose files, judged for the engine that would run it, and the isolation that each needs. */
#ifndef WC_APP_COMPOSE_H
#define WC_APP_COMPOSE_H

#include "app/together.h"
#include "base/diag.h"

/* What is asked. Borrowed. */
struct wc_compose_asked {
	struct wc_gather how;
	struct wc_names files; /* as docker compose takes them with -f: each over those before it; none: as it finds them */
	struct wc_names hosts; /* at most one SPEC; none: the host of the Docker Engine */
	struct wc_request request; /* a file that asks for an isolation comes before it */
	const char *edition;       /* --matrix, or NULL */
	wc_date as_of;             /* or 0 */
};

/* One service. */
struct wc_service {
	const char *name;
	struct wc_joint run, build; /* count 0 where nothing is run, or built */
};

/* What came of it. Owned by the arena. */
struct wc_composed {
	const struct wc_host *host;
	const struct wc_matrix_edition *edition; /* in force, or NULL */
	struct wc_names files;                   /* that were read */
	struct wc_service *services;             /* with images for Windows, in the order of the files */
	size_t service_count, elsewhere;         /* `elsewhere`: those that are for other systems */
	const struct wc_unresolved *unresolved;
	size_t unresolved_count;
	const struct wc_diag *faults; /* the first of what is wrong in the files; the others follow by `next` */
	const struct wc_gathered *images;
	size_t image_count;
};

/* Reads and judges. False and `err` where no file is there, one cannot be read, or nobody says what the host is. */
bool wc_compose_check(wc_arena *arena, const struct wc_compose_asked *asked, struct wc_composed *ret_composed, struct wc_err *err);

/*
 * The files that docker compose would take where it is given none: those of COMPOSE_FILE, else of this folder or the nearest one above
 * it, with the override beside. False and `err` where there is none. Source: compose-go cli/options.go @ v2.4.
 */
bool wc_compose_find(wc_arena *arena, wc_environment *environment, struct wc_names *ret_files, struct wc_err *err);

#endif
