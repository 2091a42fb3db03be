/*
 * What `docker version` prints: as JSON, and as text. Only its Server section is about the host; that of `nerdctl version`
 * names no system, and its client runs on the same machine.
 */
#include "source/host/readers.h"

#include "source/host/text.h"

#include <string.h>

static bool
is_server(const struct wc_node *node)
{
	return wc_get(node, "Os") && wc_get(node, "Arch") && wc_get(node, "ApiVersion");
}

static bool
recognises_json(const struct wc_node *node)
{
	return wc_get(node, "Server") || wc_get(node, "Client") || is_server(node);
}

static bool
no_server(const char *file, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: this docker version has no Server section, so it says nothing about the engine's host",
	        file);
	return wc_hint(err, "run it again where the engine answers; the Client section is about the machine of the client");
}

static struct wc_host
host_of(const struct wc_program *program, const char *os, const char *arch, const char *engine)
{
	struct wc_host host = wc_host_unknown();
	wc_host_set_os(&host, os, WC_FROM_ENGINE);
	wc_host_set_arch(&host, arch, WC_FROM_ENGINE);
	wc_host_set_engine(program, &host, "docker", engine, WC_FROM_ENGINE);
	if (host.os == WC_OS_WINDOWS) {
		host.containers = WC_YES; /* without the Containers feature the engine does not start */
		host.from.of[WC_HOST_CONTAINERS] = WC_FROM_ENGINE;
	}
	return host;
}

static bool
read_server(struct wc_host_file *file, const struct wc_object *server, struct wc_err *err)
{
	const char *os, *arch, *kernel, *engine;
	struct wc_version version = WC_VERSION_UNKNOWN;
	if (!wc_field_text(server, "Os", &os, err) || !wc_field_text(server, "Arch", &arch, err) ||
	    !wc_field_text(server, "KernelVersion", &kernel, err) || !wc_field_text(server, "Version", &engine, err))
		return false;
	if (!os)
		return wc_field_wrong(server, "Os", err, "it is missing");
	struct wc_host host = host_of(file->reading->program, os, arch, engine);
	if (host.os == WC_OS_WINDOWS && kernel && !wc_host_kernel_version(kernel, &version))
		return wc_field_wrong(server, "KernelVersion", err, "'%.80s' is not a Windows kernel's version", kernel);
	wc_host_set_version(&host, version, WC_FROM_ENGINE);
	return wc_host_add(file, &host, err);
}

/* The version of the component "containerd", or NULL; *ret_found: is there one at all? */
static const char *
containerd_version(const struct wc_node *server, bool *ret_found)
{
	const struct wc_node *list = wc_get(server, "Components");
	*ret_found = false;
	for (const struct wc_node *item = list && list->kind == WC_LIST ? list->child : NULL; item; item = item->next) {
		const char *name = wc_get_text(item, "Name");
		if (name && strcmp(name, "containerd") == 0) {
			*ret_found = true;
			return wc_get_text(item, "Version");
		}
	}
	return NULL;
}

static bool
read_nerdctl(struct wc_host_file *file, const struct wc_object *object, const char *version, struct wc_err *err)
{
	struct wc_object client;
	const char *os = NULL, *arch = NULL;
	struct wc_host host = wc_host_unknown();
	if (!wc_field_object(object, "Client", &client, err) || !wc_field_text(&client, "Os", &os, err) ||
	    !wc_field_text(&client, "Arch", &arch, err))
		return false;
	wc_host_set_os(&host, os, WC_FROM_ENGINE);
	wc_host_set_arch(&host, arch, WC_FROM_ENGINE);
	wc_host_set_engine(file->reading->program, &host, "containerd", version, WC_FROM_ENGINE);
	return wc_host_add(file, &host, err);
}

static bool
read_json(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	struct wc_object server;
	if (is_server(object->node))
		return read_server(file, object, err);
	if (!wc_field_object(object, "Server", &server, err))
		return false;
	bool is_nerdctl = false;
	const char *version = wc_get(server.node, "Os") ? NULL : containerd_version(server.node, &is_nerdctl);
	if (is_nerdctl)
		return read_nerdctl(file, object, version, err);
	return server.node ? read_server(file, &server, err) : no_server(object->file, err);
}

static bool
recognises_text(const char *text)
{
	struct wc_line line;
	while (wc_line_next(&text, &line)) {
		if (wc_part_is(line.key, "OS/Arch"))
			return true;
	}
	return false;
}

/* The Server section is everything behind the line that is not indented and begins with "Server". */
static bool
read_text(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err)
{
	wc_arena *arena = file->reading->arena;
	const char *os = NULL, *arch = NULL, *engine = NULL;
	bool server = false;
	struct wc_line line;
	while (wc_line_next(&text, &line)) {
		if (!line.indented && line.key.length)
			server = wc_part_is(line.key, "Server");
		const char *slash = memchr(line.value.at, '/', line.value.length);
		if (server && !engine && wc_part_is(line.key, "Version"))
			engine = wc_copy(arena, line.value.at, line.value.length);
		if (server && !os && slash && wc_part_is(line.key, "OS/Arch")) {
			os = wc_copy(arena, line.value.at, (size_t)(slash - line.value.at));
			arch = wc_copy(arena, slash + 1, line.value.length - (size_t)(slash + 1 - line.value.at));
		}
	}
	if (!os)
		return no_server(file->name, err);
	*ret_host = host_of(file->reading->program, os, arch, engine);
	return true;
}

const struct wc_host_document wc_host_docker_version_document = {"`docker version --format json`", recognises_json, read_json};
const struct wc_host_listing wc_host_docker_version_listing = {"`docker version`", recognises_text, read_text};
