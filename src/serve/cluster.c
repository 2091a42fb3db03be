/* A cluster that is watched: its nodes go into the world, what is in the way into the log. */
#include "serve/service.h"

#include "serve/log.h"

static void
changed(void *context)
{
	struct wc_service *service = context;
	struct wc_err err;
	bool is_first = wc_world_lacks_nodes(service);
	atomic_store(&service->is_listed, true);
	if (!wc_world_renew(service, &err)) {
		wc_log_failure("the cluster's nodes cannot be used; those known before stay", &err);
		return;
	}
	atomic_fetch_add(&service->node_changes, 1);
	if (is_first)
		wc_say_ready(service);
}

static void
begin_line(struct wc_log_line *line, const char *level, const char *message, const char *resource)
{
	wc_log_begin(line, wc_arena_new(), level, message);
	wc_json_text(&line->out, "resource", resource);
}

static void
end_line(struct wc_log_line *line)
{
	wc_log_end(line);
	wc_arena_free(line->arena);
}

static void
failed(void *context, const char *resource, const struct wc_err *err, unsigned wait_ms)
{
	struct wc_service *service = context;
	struct wc_log_line line;
	bool lacks_nodes = wc_world_lacks_nodes(service);
	const char *message = wait_ms == 0 ? "the cluster has to be listed anew" : lacks_nodes ? "the cluster cannot be watched yet"
	                                                                                       : "the cluster cannot be watched; what is known of it stays";
	begin_line(&line, wait_ms ? "error" : "info", message, resource);
	wc_json_text(&line.out, "why", err->text);
	if (*err->hint)
		wc_json_text(&line.out, "do", err->hint);
	wc_json_number(&line.out, "againAfterMs", wait_ms);
	end_line(&line);
}

static void
listed(void *context, const char *resource, size_t count)
{
	struct wc_log_line line;
	(void)context;
	begin_line(&line, "info", "the cluster was listed", resource);
	wc_json_number(&line.out, "objects", (int64_t)count);
	end_line(&line);
}

bool
wc_cluster_open(struct wc_service *service, struct wc_err *err)
{
	const struct wc_serve_cluster *cluster = &service->options->cluster;
	struct wc_watching_options how = {.url = cluster->url, .account = cluster->account, .workloads = cluster->prefetch,
	                                  .lookups = service->lookups, .changed = changed, .failed = failed, .listed = listed, .context = service};
	return !cluster->url || wc_watching_open(&how, &service->watching, err);
}

bool
wc_cluster_begin(struct wc_service *service, struct wc_err *err)
{
	return !service->watching || wc_watching_begin(service->watching, err);
}
