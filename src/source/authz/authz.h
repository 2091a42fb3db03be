/*
 * What a Docker Engine asks its authorization plug-ins, and what would be launched by the request that it asks about. Pure: bytes
 * in, facts out. What could be read two ways is a failure, and whoever asked is to be refused. Source: moby (docs/authz.md).
 */
#ifndef WC_SOURCE_AUTHZ_H
#define WC_SOURCE_AUTHZ_H

#include "base/arena.h"
#include "base/err.h"
#include "model/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A request of the engine's API, as AuthZPlugin.AuthZReq shows it. Owned by the arena; strings may be NULL where nobody said so. */
struct wc_authz_request {
	const char *user;   /* whom the engine knows by a certificate */
	const char *method, *uri;
	const char *body;   /* what was shown of the body, `body_length` bytes; NULL: nothing */
	size_t body_length;
	const char *content_type;
	const char *content_length; /* as it was sent */
};

/* Reads the text of such a question. Names count in any case and in both spellings of moby's documents. False and `err` where it is none. */
bool wc_authz_request_read(wc_arena *arena, const char *text, size_t length, struct wc_authz_request *ret_request, struct wc_err *err);

/* What a request is for, as far as it launches something. */
enum wc_authz_kind {
	WC_AUTHZ_OTHER,   /* launches nothing whose image or isolation it would choose */
	WC_AUTHZ_CREATE,  /* POST /containers/create */
	WC_AUTHZ_START,   /* POST /containers/NAME/start: before API 1.24 its body could set the isolation */
	WC_AUTHZ_SERVICE, /* POST /services/create and /services/ID/update */
	WC_AUTHZ_BUILD,   /* POST /build, and /grpc, by which buildx builds and shows nothing of it */
};

struct wc_authz_route {
	enum wc_authz_kind kind;
	const char *query; /* behind the "?", as it was sent; "" where there is none */
	unsigned minor;    /* of the API's version in front, N of /v1.N; 0: none is there, or another one */
};

/*
 * Where the engine takes the request: with and without /v1.NN in front, percent-encoded or not, with a host in front, with "//" and
 * "..". False and `err` where its path cannot be decoded.
 */
bool wc_authz_route_find(wc_arena *arena, const char *method, const char *uri, struct wc_authz_route *ret_route, struct wc_err *err);

/*
 * The value of the option `name` of a query, decoded; *ret_value is NULL where it is absent. False and `err` where it is there twice,
 * or could be.
 */
bool wc_authz_query_get(wc_arena *arena, const char *query, const char *name, const char **ret_value, struct wc_err *err);

/* What would be launched. Owned by the arena of the request. */
struct wc_authz_launch {
	const char *image; /* NULL: the request does not show it (a build), or launches none of its own */
	bool by_id;        /* nothing but hex digits, maybe behind "sha256:": its engine may take it for an ID, which no registry knows */
	uint8_t isolation; /* enum wc_isolation: what is asked for */
	bool is_foreign;   /* the platform that it names is Linux, and engines that speak this version of the API heed it */
	uint8_t arch;      /* enum wc_arch: of the platform that it names; unknown: it names none */
	const struct wc_label *labels; /* of the container; `label_count` of them */
	size_t label_count;
};

/*
 * Reads what a request of `route` (no WC_AUTHZ_OTHER) would launch, exactly as the engine reads it. False and `err` where it says so
 * in a way that could be read two ways, or does not show what has to be known.
 */
bool wc_authz_launch_read(wc_arena *arena, const struct wc_authz_request *request, const struct wc_authz_route *route,
                          struct wc_authz_launch *ret_launch, struct wc_err *err);

#endif
