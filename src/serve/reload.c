/* Files that changed are read anew; what is wrong with them is said, and what was known before stays. */
#include "serve/service.h"

#include "base/limits.h"
#include "io/file.h"
#include "serve/log.h"

bool
wc_reload_pair(struct wc_service *service, wc_arena *arena, const char **ret_cert, const char **ret_key, struct wc_err *err)
{
	const struct wc_serve_options *o = service->options;
	char *cert = NULL, *key = NULL;
	size_t length;
	wc_stamps_begin(&service->pair_stamps);
	wc_stamps_add(&service->pair_stamps, o->tls_cert);
	wc_stamps_add(&service->pair_stamps, o->tls_key);
	if (o->tls_cert && (!wc_file_read(arena, o->tls_cert, WC_LIMIT_CONFIG_BYTES, &cert, &length, err) ||
	                    !wc_file_read(arena, o->tls_key, WC_LIMIT_CONFIG_BYTES, &key, &length, err)))
		return wc_while(err, "reading the certificate and its key");
	*ret_cert = cert;
	*ret_key = key;
	return true;
}

static bool
renew_pair(struct wc_service *service, struct wc_err *err)
{
	const char *cert = NULL, *key = NULL;
	wc_arena *arena = wc_arena_new();
	bool renewed = wc_reload_pair(service, arena, &cert, &key, err) && (!service->server || wc_server_renew(service->server, cert, key, err)) &&
	               (!service->options->docker.has_tls || wc_server_renew(service->docker_server, cert, key, err));
	if (renewed)
		wc_expiry_take(service, cert);
	wc_arena_free(arena);
	return renewed;
}

static void
say(struct wc_service *service, const char *what, bool is_done, const struct wc_err *err)
{
	atomic_fetch_add(is_done ? &service->metrics.reloads : &service->metrics.failed_reloads, 1);
	if (is_done)
		wc_log("info", what);
	else
		wc_log_failure("what changed cannot be used; what was known before stays", err);
}

void
wc_reload_look(struct wc_service *service, bool all)
{
	struct wc_err err = {0};
	if (service->options->tls_cert && (all || wc_stamps_differ(&service->pair_stamps)))
		say(service, "the certificate was read anew", renew_pair(service, &err), &err);
	if (all || wc_stamps_differ(&service->world_stamps))
		say(service, "data, policy and nodes were read anew", wc_world_read(service, &err), &err);
}
