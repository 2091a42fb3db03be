/* Serving: what is told of the Docker Engine that is answered. */
#include "cli/serving.h"

#include "cli/data.h"
#include "cli/system.h"
#include "io/listen.h"
#include "io/pipe_name.h"

#include <string.h>

enum { LONGEST_PIPE = 64 }; /* characters of a name; Windows lets 247 be, and what shows them has less room */

static const char *
after(const char *text, const char *prefix)
{
	size_t length = strlen(prefix);
	return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

/* "//./pipe/NAME", with either kind of slash. */
static bool
take_pipe(wc_arena *arena, const char *text, const char *rest, struct wc_serve_docker *docker, struct wc_err *err)
{
	const char *name, *pipe = wc_pipe_name(arena, rest, &name);
	if (pipe && strlen(name) <= LONGEST_PIPE && !strchr(name, '\\')) {
		docker->address = wc_printf(arena, "npipe:%s", pipe);
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "--docker-authz: '%.80s' names no pipe of this machine", text);
	return wc_hint(err, "write npipe:////./pipe/NAME");
}

/* "unix:PATH", "tcp:ADDR:PORT" and "npipe://PIPE", the first two also as engines write them, with two slashes. */
static bool
take_docker_address(wc_arena *arena, const char *text, struct wc_serve_docker *docker, struct wc_err *err)
{
	const char *rest;
	if ((rest = after(text, "unix://")) || (rest = after(text, "unix:"))) {
		docker->address = wc_printf(arena, "unix:%s", rest);
		return true;
	}
	if ((rest = after(text, "tcp://")) || (rest = after(text, "tcp:"))) {
		docker->address = rest;
		docker->has_tls = !wc_listen_is_loopback(rest) || docker->client_ca;
		return wc_listen_check(rest, err);
	}
	if ((rest = after(text, "npipe://")))
		return take_pipe(arena, text, rest, docker, err);
	wc_fail(err, WC_FAULT_INPUT, "--docker-authz: '%.80s' is no address", text);
	return wc_hint(err, "write unix:/run/wincompat/authz.sock, tcp:ADDR:PORT or, on Windows, npipe:////./pipe/NAME");
}

/* Who asks over a network has to show a certificate: whoever is answered learns what runs here. */
static bool
check_docker_tls(const struct wc_serve_options *o, struct wc_err *err)
{
	if (o->docker.has_tls && o->docker.spec) {
		wc_fail(err, WC_FAULT_INPUT, "--docker-spec: a .spec file has no place for certificates");
		return wc_hint(err, "write a .json file where the engine runs, with Addr and TLSConfig: docs/authz.md");
	}
	if (!o->docker.has_tls || (o->docker.client_ca && o->tls_cert && o->tls_key))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--docker-authz %.80s: engines ask over a network with certificates of both sides only", o->docker.address);
	return wc_hint(err, "give --tls-cert, --tls-key and --docker-tls-ca, or listen on a Unix socket");
}

static bool
take_docker_host(wc_arena *arena, const struct wc_args *args, struct wc_serve_docker *docker, struct wc_err *err)
{
	const struct wc_given *hosts = wc_opt_all(args, "host");
	const char *one = hosts->count == 1 ? hosts->item[0] : "";
	const char *facts = after(one, "docker"), *rest = after(one, "@-"); /* what stands behind the words */
	bool is_engine = facts && (*facts == '\0' || *facts == ',');
	if (rest && (*rest == '\0' || *rest == ',')) {
		wc_fail(err, WC_FAULT_INPUT, "--host @-: a server reads its host again and again, and standard input can be read only once");
		return wc_hint(err, "write it into a file");
	}
	if (hosts->count == 1 && !is_engine) {
		docker->host = hosts->item[0];
		docker->host_file = *docker->host == '@' ? wc_copy(arena, docker->host + 1, strcspn(docker->host + 1, ",")) : NULL;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, is_engine ? "--host docker: the engine answers nobody before its plug-in answers it"
	                                       : "--docker-authz needs the one host where the engine runs");
	return wc_hint(err, "name it: --host RELEASE (`wincompat help hosts`), or --host @FILE with what `docker info --format json` printed there");
}

/* The engine that DOCKER_HOST, the docker context or the default names, as for `docker-daemon:`. It is not to ask a registry for us. */
static bool
take_engine(wc_arena *arena, const struct wc_args *args, struct wc_serve_docker *docker, struct wc_err *err)
{
	struct wc_gather *how = wc_alloc(arena, sizeof(*how));
	*how = (struct wc_gather){.program = wc_data_asked(arena, args), .offline = true, .environment = wc_system_variable};
	docker->engine = how;
	if (how->program)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "the data of --data cannot be used");
	return wc_hint(err, "mend what is said above, or leave --data out");
}

bool
wc_docker_asked(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *o, struct wc_err *err)
{
	const char *address = wc_opt_text(args, "docker-authz");
	o->docker = (struct wc_serve_docker){.client_ca = wc_opt_text(args, "docker-tls-ca"), .spec = wc_opt_text(args, "docker-spec"),
	                                     .enforce_isolation = wc_opt_flag(args, "enforce-isolation")};
	bool asks_engine = wc_opt_flag(args, "docker-images");
	if (!address && (o->docker.client_ca || o->docker.spec || o->docker.enforce_isolation || asks_engine)) {
		wc_fail(err, WC_FAULT_INPUT, "--docker-tls-ca, --docker-spec, --docker-images and --enforce-isolation are about a Docker Engine, and none is answered");
		return wc_hint(err, "say where: --docker-authz unix:PATH");
	}
	if (!address)
		return true;
	if (!take_docker_address(arena, address, &o->docker, err) || !check_docker_tls(o, err) || !take_docker_host(arena, args, &o->docker, err) ||
	    (asks_engine && !take_engine(arena, args, &o->docker, err)))
		return false;
	bool is_set_up = wc_opt_flag(args, "no-tls") || (o->tls_cert && !o->docker.has_tls) || o->nodes || o->cluster.url;
	if (!is_set_up && wc_opt_all(args, "listen")->count) {
		wc_fail(err, WC_FAULT_INPUT, "--listen %.80s: nobody but the Docker Engine of --docker-authz is answered so", o->listen);
		return wc_hint(err, "give --nodes, --tls-cert and --tls-key to answer a cluster, too; --no-tls for health and metrics on this machine; or leave --listen out");
	}
	if (!is_set_up)
		o->listen = NULL;
	return true;
}
