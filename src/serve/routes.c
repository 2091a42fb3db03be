/* THE table of routes. */
#include "serve/service.h"

#include <string.h>

static const struct route {
	const char *method, *path;
	wc_route_handler *handle;
} routes[] = {
	{"POST", "/validate", wc_handle_validate},
	{"POST", "/mutate", wc_handle_mutate},
	{"GET", "/healthz", wc_handle_alive},
	{"GET", "/readyz", wc_handle_ready},
	{"GET", "/metrics", wc_handle_metrics},
	{"GET", "/version", wc_handle_version},
};
enum { ROUTES = sizeof(routes) / sizeof(routes[0]) };

/* Paths as engines ask for them; nobody else has business there. */
static const struct route docker_routes[] = {
	{"POST", "/Plugin.Activate", wc_handle_activate},
	{"POST", "/AuthZPlugin.AuthZReq", wc_handle_authz_request},
	{"POST", "/AuthZPlugin.AuthZRes", wc_handle_authz_response},
	{"GET", "/healthz", wc_handle_alive},
	{"GET", "/metrics", wc_handle_metrics},
};
enum { DOCKER_ROUTES = sizeof(docker_routes) / sizeof(docker_routes[0]) };

static void
refuse(struct wc_exchange *x, unsigned status, const char *why)
{
	x->status = status;
	x->content_type = "text/plain; charset=utf-8";
	wc_text_addz(&x->answer, why);
}

/* True and the handler's answer in *ret_done where one of the routes has the path. */
static bool
take(const struct route *table, size_t count, void *context, struct wc_exchange *x, bool *ret_done)
{
	for (size_t i = 0; i < count; i++) {
		bool head = strcmp(x->method, "HEAD") == 0 && strcmp(table[i].method, "GET") == 0;
		if (strcmp(x->path, table[i].path) != 0)
			continue;
		*ret_done = true;
		if (head || strcmp(x->method, table[i].method) == 0) {
			*ret_done = table[i].handle(context, x);
			return true;
		}
		x->allow = table[i].method;
		refuse(x, 405, strcmp(x->allow, "POST") == 0 ? "ask with POST\n" : "ask with GET\n");
		return true;
	}
	return false;
}

bool
wc_route(void *context, struct wc_exchange *x)
{
	bool done;
	if (take(routes, ROUTES, context, x, &done))
		return done;
	refuse(x, 404, "there are: POST /validate, POST /mutate, GET /healthz, /readyz, /metrics, /version\n");
	return true;
}

bool
wc_route_docker(void *context, struct wc_exchange *x)
{
	bool done;
	if (take(docker_routes, DOCKER_ROUTES, context, x, &done))
		return done;
	refuse(x, 404, "there are: POST /Plugin.Activate, POST /AuthZPlugin.AuthZReq, POST /AuthZPlugin.AuthZRes, GET /healthz, /metrics\n");
	return true;
}
