/* Answering a Docker Engine: a server of its own beside the one that a cluster asks, and the file that tells the engine where. */
#include "serve/service.h"

#include "base/limits.h"
#include "io/console.h"
#include "io/file.h"

#include <string.h>

enum { THREADS = 2 };

static bool
read_tls(struct wc_service *service, wc_arena *arena, struct wc_server_options *o, struct wc_err *err)
{
	const struct wc_serve_docker *docker = &service->options->docker;
	char *client_ca = NULL;
	size_t length;
	if (!docker->has_tls)
		return true;
	if (docker->client_ca && !wc_file_read(arena, docker->client_ca, WC_LIMIT_CONFIG_BYTES, &client_ca, &length, err))
		return wc_while(err, "reading the CA of engines");
	o->client_ca = client_ca;
	return wc_reload_pair(service, arena, &o->cert, &o->key, err);
}

/* One line, the address as engines write it. */
static bool
write_spec(const struct wc_serve_docker *docker, wc_arena *arena, const char *name, struct wc_err *err)
{
	static const char prefix[] = "unix:", pipe[] = "npipe:";
	bool is_unix = strncmp(name, prefix, sizeof(prefix) - 1) == 0, is_pipe = strncmp(name, pipe, sizeof(pipe) - 1) == 0;
	const char *line = is_unix ? wc_printf(arena, "unix://%s\n", name + sizeof(prefix) - 1) : wc_printf(arena, is_pipe ? "%s\n" : "tcp://%s\n", name);
	return !docker->spec || wc_file_write(docker->spec, line, strlen(line), err) || wc_while(err, "telling the engine where to ask");
}

bool
wc_docker_begin(struct wc_service *service, wc_arena *arena, struct wc_err *err)
{
	const struct wc_serve_docker *docker = &service->options->docker;
	char name[WC_ADDRESS_TEXT];
	struct wc_server_options options = {.address = docker->address, .threads = THREADS, .handler = wc_route_docker, .context = service};
	if (!docker->address)
		return true;
	if (docker->engine && !wc_inspector_begin(docker->engine, &service->inspector, err))
		return false;
	if (!read_tls(service, arena, &options, err) || !wc_server_start(&options, &service->docker_server, name, err) ||
	    !write_spec(docker, arena, name, err))
		return false;
	wc_expiry_take(service, options.cert);
	const char *line = wc_printf(arena, "ready %s for Docker\n", name);
	wc_console_talk(line, strlen(line));
	return true;
}
