/* THE table of routes. */
#include "serve/service.h"

#include <string.h>

static const struct {
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

static void
refuse(struct wc_exchange *x, unsigned status, const char *why)
{
	x->status = status;
	x->content_type = "text/plain; charset=utf-8";
	wc_text_addz(&x->answer, why);
}

bool
wc_route(void *context, struct wc_exchange *x)
{
	for (size_t i = 0; i < ROUTES; i++) {
		bool head = strcmp(x->method, "HEAD") == 0 && strcmp(routes[i].method, "GET") == 0;
		if (strcmp(x->path, routes[i].path) != 0)
			continue;
		if (head || strcmp(x->method, routes[i].method) == 0)
			return routes[i].handle(context, x);
		x->allow = routes[i].method;
		refuse(x, 405, strcmp(x->allow, "POST") == 0 ? "ask with POST\n" : "ask with GET\n");
		return true;
	}
	refuse(x, 404, "there are: POST /validate, POST /mutate, GET /healthz, /readyz, /metrics, /version\n");
	return true;
}
