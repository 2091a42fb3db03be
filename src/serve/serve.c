/* Serving: everything is read, then it listens, then it waits for files that change and for its end. */
#include "serve/serve.h"

#include "io/clock.h"
#include "io/confine.h"
#include "io/console.h"
#include "io/harden.h"
#include "io/processors.h"
#include "io/signals.h"
#include "serve/log.h"
#include "serve/service.h"

#include <string.h>

enum { TICK_MS = 1000, FEWEST_THREADS = 2, MOST_THREADS = 16, ENDING_MS = 10 * 1000 };

static unsigned
threads(void)
{
	unsigned n = wc_processors();
	return n < FEWEST_THREADS ? FEWEST_THREADS : n > MOST_THREADS ? MOST_THREADS : n;
}

void
wc_say_ready(struct wc_service *service)
{
	wc_arena *arena = wc_arena_new();
	const char *line = wc_printf(arena, "ready %s\n", service->address);
	wc_console_talk(line, strlen(line));
	wc_arena_free(arena);
}

/* While the nodes of the cluster are not known yet. */
static void
say_listening(const char *address)
{
	struct wc_log_line line;
	wc_arena *arena = wc_arena_new();
	wc_log_begin(&line, arena, "info", "listening; ready when the cluster's nodes are known");
	wc_json_text(&line.out, "address", address);
	wc_log_end(&line);
	wc_arena_free(arena);
}

static bool
listen_now(struct wc_service *service, wc_arena *arena, struct wc_err *err)
{
	char name[WC_ADDRESS_TEXT];
	struct wc_server_options options = {.address = service->options->listen, .threads = threads(), .handler = wc_route, .context = service};
	if (!options.address)
		return true;
	if (!wc_reload_pair(service, arena, &options.cert, &options.key, err) || !wc_server_start(&options, &service->server, name, err))
		return false;
	wc_expiry_take(service, options.cert);
	service->address = wc_copyz(arena, name);
	if (service->options->cluster.url)
		say_listening(name);
	else
		wc_say_ready(service);
	return true;
}

/* Until somebody says that it is enough. */
static void
go_on(struct wc_service *service)
{
	for (;;) {
		enum wc_signal said = wc_signals_wait(TICK_MS);
		if (said == WC_SIGNAL_END)
			return;
		wc_reload_look(service, said == WC_SIGNAL_RELOAD);
		wc_expiry_look(service);
		wc_losses_look(service);
		if (service->server)
			wc_server_tick(service->server);
		if (service->docker_server)
			wc_server_tick(service->docker_server);
	}
}

static void
end(struct wc_service *service)
{
	struct wc_journal_group_counts counts = {0};
	atomic_store(&service->is_ending, true);
	if (service->server)
		wc_server_stop(service->server, ENDING_MS);
	if (service->docker_server)
		wc_server_stop(service->docker_server, ENDING_MS);
	wc_watching_end(service->watching);
	wc_lookups_end(service->lookups);
	wc_inspector_end(service->inspector);
	wc_journal_group_end(service->journal, &counts);
	if (counts.lost)
		wc_log_failure("decisions are missing in the journal", &counts.word);
	wc_world_release(service, service->world);
	wc_log_stop();
	wc_stamps_end(&service->world_stamps);
	wc_stamps_end(&service->pair_stamps);
}

/* Before the first byte of a peer, and behind all that is opened once. Who has helpers for logins hears that they are not run. */
static bool
confine(const struct wc_serve_options *o, struct wc_err *err)
{
	struct wc_err why;
	if (!o->harden)
		return true;
	if (o->helper) {
		wc_fail(&why, WC_FAULT_INPUT, "--harden lets no program be started, and docker-credential-%.60s is one", o->helper);
		wc_hint(&why, "give --creds, keep the login itself in config.json, or leave --harden out");
		wc_log_failure("logins of a credential helper are not known", &why);
	}
	return wc_confine(err);
}

static bool
begin(struct wc_service *service, wc_arena *arena, struct wc_err *err)
{
	const struct wc_serve_options *o = service->options;
	if (o->harden && !wc_harden(err))
		return false;
	if (!wc_log_start(err))
		return false;
	return wc_world_read(service, err) && wc_lookups_begin(&o->lookups, &service->lookups, err) && wc_cluster_open(service, err) &&
	       (!o->journal || wc_journal_group_begin(o->journal, &service->journal, err)) && confine(o, err) && listen_now(service, arena, err) &&
	       wc_docker_begin(service, arena, err) && wc_cluster_begin(service, err);
}

bool
wc_serve(const struct wc_serve_options *options, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_service *service = wc_alloc(arena, sizeof(*service));
	service->options = options;
	service->lock = service->reading = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
	wc_metrics_begin(&service->metrics);
	wc_signals_hold();
	bool began = begin(service, arena, err);
	if (began) {
		go_on(service);
		wc_log("info", "ending: requests under way are answered");
	}
	end(service);
	wc_arena_free(arena);
	return began;
}
