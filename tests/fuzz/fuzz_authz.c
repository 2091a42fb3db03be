/* Fuzz target: an engine's question, and what it would launch. First line METHOD URI, then the body; or the question itself. */
#include "fuzz.h"

#include "source/authz/authz.h"

#include <string.h>

static void
check_launch(wc_arena *arena, const struct wc_authz_request *request)
{
	struct wc_authz_route route;
	struct wc_authz_launch launch = {0};
	struct wc_err err = {0};
	if (!wc_authz_route_find(arena, request->method, request->uri, &route, &err) ||
	    (route.kind != WC_AUTHZ_OTHER && !wc_authz_launch_read(arena, request, &route, &launch, &err))) {
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
		for (const char *p = err.text; *p; p++)
			PROMISE((unsigned char)*p >= ' ' && *p != 0x7f);
		return;
	}
	PROMISE(launch.isolation <= WC_ISOLATION_HYPERV);
	bool needs_image = route.kind == WC_AUTHZ_CREATE || route.kind == WC_AUTHZ_SERVICE;
	PROMISE(needs_image == (launch.image != NULL) && (!launch.image || *launch.image));
	for (size_t i = 0; i < launch.label_count; i++)
		PROMISE(launch.labels[i].name && launch.labels[i].value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_authz_request request = {0};
	struct wc_err err = {0};
	if (wc_authz_request_read(arena, (const char *)data, size, &request, &err)) {
		PROMISE(request.method && request.uri);
		check_launch(arena, &request);
	} else {
		PROMISE(err.text[0] && err.hint[0]);
	}
	const char *text = wc_copy(arena, (const char *)data, size);
	const char *blank = strchr(text, ' '), *line = strchr(text, '\n');
	if (blank && line && blank < line) {
		request = (struct wc_authz_request){.method = wc_copy(arena, text, (size_t)(blank - text)), .body = line + 1};
		request.uri = wc_copy(arena, blank + 1, (size_t)(line - blank - 1));
		request.body_length = size - (size_t)(line + 1 - text);
		check_launch(arena, &request);
	}
	wc_arena_free(arena);
	return 0;
}
