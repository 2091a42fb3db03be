/* What a cluster asks of a server besides its work: is it alive, is it ready, what does it count, which one is it. */
#include "serve/service.h"

#include "app/program.h"
#include "format/json_write.h"
#include "model/date.h"
#include "present/wording.h"

static void
plain(struct wc_exchange *x, unsigned status, const char *text)
{
	x->status = status;
	x->content_type = "text/plain; charset=utf-8";
	wc_text_addz(&x->answer, text);
}

bool
wc_handle_alive(struct wc_service *service, struct wc_exchange *x)
{
	(void)service;
	plain(x, 200, "ok\n");
	return true;
}

/* Policy, data and a file of nodes were read before it listened; a cluster is listed afterwards. */
bool
wc_handle_ready(struct wc_service *service, struct wc_exchange *x)
{
	if (atomic_load(&service->is_ending))
		plain(x, 503, "ending\n");
	else if (wc_world_lacks_nodes(service))
		plain(x, 503, "the cluster's nodes and RuntimeClasses are not known yet; the log says what is in the way\n");
	else
		plain(x, 200, "ok\n");
	return true;
}

bool
wc_handle_metrics(struct wc_service *service, struct wc_exchange *x)
{
	x->content_type = "text/plain; version=0.0.4; charset=utf-8";
	wc_metrics_print(service, &x->answer);
	return true;
}

bool
wc_handle_version(struct wc_service *service, struct wc_exchange *x)
{
	struct wc_json_out out = {.text = &x->answer};
	struct wc_world *world = wc_world_hold(service);
	char checked[WC_DATE_TEXT];
	wc_json_map(&out, NULL);
	wc_json_text(&out, "version", service->options->version);
	wc_json_text(&out, "data", wc_date_print(wc_program_checked(world->admit.program), checked));
	wc_json_text(&out, "edition", world->edition ? world->edition->id : NULL);
	wc_json_text(&out, "mode", wc_word(&wc_serve_mode_words, service->options->mode));
	wc_json_text(&out, "onUnknown", wc_word(&wc_on_unknown_words, service->options->on_unknown));
	wc_json_number(&out, "nodes", (int64_t)world->admit.pools.nodes);
	wc_json_number(&out, "nodeClasses", (int64_t)world->admit.pools.windows_count);
	wc_json_end(&out);
	wc_text_addz(&x->answer, "\n");
	wc_world_release(service, world);
	return true;
}
