/* Where the Docker Engine listens, by the rules of the docker command. */
#include "base/limits.h"
#include "io/digest.h"
#include "io/file.h"
#include "io/pipe_name.h"
#include "source/host/daemon.h"
#include "source/host/field.h"

#include <string.h>

/* The ports that IANA knows for docker, without and with TLS. */
static const char plain_port[] = "2375", tls_port[] = "2376";

/* The value of a variable; NULL where it is not set or empty, which is the same to the docker command. */
static const char *
variable(const struct wc_reading *reading, const char *name)
{
	const char *value = reading->environment ? reading->environment(reading->arena, name) : NULL;
	return value && *value ? value : NULL;
}

/* The folder of the docker command's configuration, or NULL. */
static const char *
config_folder(const struct wc_reading *reading)
{
	const char *given = variable(reading, "DOCKER_CONFIG"), *home = variable(reading, "HOME");
	if (given)
		return given;
	if (!home)
		home = variable(reading, "USERPROFILE");
	return home ? wc_printf(reading->arena, "%s/.docker", home) : NULL;
}

/* The file `name` in `folder`, or NULL where there is none. */
static const char *
file_in(wc_arena *arena, const char *folder, const char *name)
{
	const char *path = wc_printf(arena, "%s/%s", folder, name);
	return wc_path_kind(path) == WC_PATH_FILE ? path : NULL;
}

static struct wc_http_tls
certificates_in(wc_arena *arena, const char *folder)
{
	return (struct wc_http_tls){
		.ca_file = file_in(arena, folder, "ca.pem"),
		.cert_file = file_in(arena, folder, "cert.pem"),
		.key_file = file_in(arena, folder, "key.pem"),
	};
}

/* TLS for an address that no context names: DOCKER_TLS_VERIFY, DOCKER_TLS and DOCKER_CERT_PATH. */
static bool
variables_tls(const struct wc_reading *reading, struct wc_daemon_address *address, bool *ret_with_tls, struct wc_err *err)
{
	const char *given = variable(reading, "DOCKER_CERT_PATH"), *folder = given ? given : config_folder(reading);
	bool verified = variable(reading, "DOCKER_TLS_VERIFY") != NULL;
	*ret_with_tls = verified || variable(reading, "DOCKER_TLS");
	if (!*ret_with_tls)
		return true;
	if (folder)
		address->tls = certificates_in(reading->arena, folder);
	address->tls.unverified = !verified;
	if (!given || !verified || address->tls.ca_file)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "DOCKER_CERT_PATH: there is no file ca.pem in %.300s", folder);
	return wc_hint(err, "it names the folder that holds ca.pem, cert.pem and key.pem");
}

static bool
wrong(const char *text, const struct wc_daemon_address *address, const char *why, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: '%.200s' is no address of an engine: %s", address->said_by, text, why);
	return wc_hint(err, "write unix:///PATH, tcp://HOST:PORT or, on Windows, npipe:////./pipe/NAME");
}

static bool
is_loopback(const char *host)
{
	return strncmp(host, "localhost:", 10) == 0 || strncmp(host, "127.", 4) == 0 || strncmp(host, "[::1]", 5) == 0;
}

/* "HOST[:PORT][/PATH]" of a server. */
static bool
server_parse(wc_arena *arena, const char *text, const char *rest, bool with_tls, struct wc_daemon_address *address,
             struct wc_err *err)
{
	size_t length = strcspn(rest, "/");
	const char *slash = rest + length, *host = wc_copy(arena, rest, length), *end = strrchr(host, ']');
	if (strchr(host, '@'))
		return wrong("***", address, "it holds a user, and engines know none", err);
	if (length == 0 || *host == ':')
		return wrong(text, address, "it names no host", err);
	if (strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]%") != length)
		return wrong(text, address, "a host has letters, digits, dots and hyphens", err);
	if (!strchr(end ? end : host, ':'))
		host = wc_printf(arena, "%s:%s", host, with_tls ? tls_port : plain_port);
	while (*slash && slash[strlen(slash) - 1] == '/')
		slash = wc_copy(arena, slash, strlen(slash) - 1);
	address->base = wc_printf(arena, "%s://%s%s", with_tls ? "https" : "http", host, slash);
	address->is_private = with_tls || is_loopback(host);
	return true;
}

/* "//./pipe/NAME" with either kind of slash. */
static bool
pipe_parse(wc_arena *arena, const char *text, const char *rest, struct wc_daemon_address *address, struct wc_err *err)
{
	const char *name, *pipe = wc_pipe_name(arena, rest, &name);
	if (!pipe)
		return wrong(text, address, "pipes lie at //./pipe/NAME", err);
	address->pipe = pipe;
	address->is_private = true;
	return true;
}

static const char *
after(const char *text, const char *scheme)
{
	size_t length = strlen(scheme);
	return strncmp(text, scheme, length) == 0 ? text + length : NULL;
}

bool
wc_daemon_address_parse(wc_arena *arena, const char *text, bool with_tls, struct wc_daemon_address *address,
                        struct wc_err *err)
{
	const char *rest;
	address->shown = text;
	if (strlen(text) > WC_LIMIT_REFERENCE)
		return wrong("...", address, "it is too long", err);
	if ((rest = after(text, "unix://"))) {
		if (*rest != '/')
			return wrong(text, address, "the path of its socket begins with a slash", err);
		address->base = "http://docker";
		address->unix_socket = rest;
		address->is_private = true;
		return true;
	}
	if ((rest = after(text, "npipe://")))
		return pipe_parse(arena, text, rest, address, err);
	if ((rest = after(text, "https://")))
		return server_parse(arena, text, rest, true, address, err);
	if ((rest = after(text, "tcp://")) || (rest = after(text, "http://")))
		return server_parse(arena, text, rest, with_tls, address, err);
	if (after(text, "ssh://")) {
		wc_fail(err, WC_FAULT_INPUT, "%s: '%.200s': engines are not asked over ssh here", address->said_by, text);
		return wc_hint(err, "docker info --format json > FILE asks it; then name the host @FILE");
	}
	if (strstr(text, "://"))
		return wrong(text, address, "its scheme is not known", err);
	return server_parse(arena, text, text, with_tls, address, err);
}

/* Reads a JSON file of the docker command's. */
static bool
read_json(const struct wc_reading *reading, const char *path, struct wc_object *ret_object, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const struct wc_node *root;
	if (!wc_file_read(reading->arena, path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err) ||
	    !wc_json_read(reading->arena, path, bytes, length, &root, err))
		return false;
	*ret_object = (struct wc_object){reading->arena, path, "", root};
	return root->kind == WC_MAP || wc_field_wrong(ret_object, "", err, "it must be an object, not %s", wc_node_kind_name(root));
}

/* The name of the context in use; NULL: none, or the one called "default". */
static bool
context_name(const struct wc_reading *reading, const char **ret_name, struct wc_err *err)
{
	const char *name = variable(reading, "DOCKER_CONTEXT"), *folder = config_folder(reading);
	const char *path = folder && !name ? file_in(reading->arena, folder, "config.json") : NULL;
	struct wc_object config;
	if (path && (!read_json(reading, path, &config, err) || !wc_field_text(&config, "currentContext", &name, err)))
		return false;
	*ret_name = name && strcmp(name, "default") != 0 ? name : NULL;
	return true;
}

static bool
no_context(const char *name, const char *path, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "the docker context '%.80s' is not there: no file %.400s", name, path);
	return wc_hint(err, "`docker context ls` lists them; DOCKER_CONTEXT or config.json names this one, and DOCKER_HOST overrides both");
}

/* The endpoint of a context; its certificates lie beside it. Source: docker/cli, cli/context/store. */
static bool
context_read(const struct wc_reading *reading, const char *name, struct wc_daemon_address *address, struct wc_err *err)
{
	wc_arena *arena = reading->arena;
	uint8_t digest[WC_SHA256_BYTES];
	char text[WC_DIGEST_TEXT];
	const char *host, *folder = config_folder(reading);
	struct wc_object meta, endpoints, docker;
	wc_sha256(name, strlen(name), digest);
	const char *id = strchr(wc_digest_print(digest, text), ':') + 1;
	const char *path = wc_printf(arena, "%s/contexts/meta/%s/meta.json", folder ? folder : "", id);
	if (wc_path_kind(path) != WC_PATH_FILE)
		return no_context(name, path, err);
	if (!read_json(reading, path, &meta, err) || !wc_field_object(&meta, "Endpoints", &endpoints, err) ||
	    !wc_field_object(&endpoints, "docker", &docker, err) || !wc_field_text(&docker, "Host", &host, err))
		return wc_while(err, "reading the docker context '%.80s'", name);
	if (!host)
		return wc_field_wrong(&docker, "Host", err, "it is missing");
	address->said_by = wc_printf(arena, "the docker context '%.80s'", name);
	address->tls = certificates_in(arena, wc_printf(arena, "%s/contexts/tls/%s/docker", folder, id));
	const struct wc_node *skip = wc_get(docker.node, "SkipTLSVerify");
	address->tls.unverified = skip && skip->kind == WC_BOOL && strcmp(skip->text, "true") == 0;
	bool with_tls = address->tls.ca_file || address->tls.cert_file || address->tls.unverified;
	return wc_daemon_address_parse(arena, host, with_tls, address, err);
}

bool
wc_daemon_find(const struct wc_reading *reading, struct wc_daemon_address *ret_address, struct wc_err *err)
{
	struct wc_daemon_address address = {.said_by = "DOCKER_HOST"};
	const char *host = variable(reading, "DOCKER_HOST"), *context = NULL;
	bool with_tls, found;
	if (!host && !context_name(reading, &context, err))
		return wc_while(err, "looking for the Docker Engine");
	if (context) {
		found = context_read(reading, context, &address, err);
	} else {
		if (!host) {
			address.said_by = "the default";
			host = wc_daemon_default;
		}
		found = variables_tls(reading, &address, &with_tls, err) &&
		        wc_daemon_address_parse(reading->arena, host, with_tls, &address, err);
	}
	if (found)
		*ret_address = address;
	return found;
}
