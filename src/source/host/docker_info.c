/* What `docker info` prints, and `nerdctl info` in the same form: as JSON, and as text. */
#include "source/host/readers.h"

#include "source/host/text.h"

#include <string.h>

/* The fields that matter, from either form. Borrowed; NULL where absent. */
struct info {
	const char *os_type, *os_version, *operating_system, *kernel_version, *architecture;
	const char *isolation, *server_version, *driver, *driver_type, *name;
	const char *snapshotters; /* only nerdctl lists them: then the engine is containerd */
};

/* In which store the engine keeps images: a containerd snapshotter says so in a row of its status. */
static void
set_store(const struct info *info, struct wc_host *host)
{
	if (info->snapshotters || (info->driver_type && strcmp(info->driver_type, "io.containerd.snapshotter.v1") == 0))
		host->engine.store = WC_STORE_CONTAINERD;
	else if (info->driver && strcmp(info->driver, "windowsfilter") == 0)
		host->engine.store = WC_GRAPHDRIVER;
	if (host->engine.store)
		host->from.of[WC_HOST_STORE] = WC_FROM_ENGINE;
}

/* OSVersion has no revision; KernelVersion says the build again; the display string may hold the revision. */
static void
set_version(const struct info *info, struct wc_host *host)
{
	struct wc_version version = WC_VERSION_UNKNOWN;
	if (!info->os_version || !wc_version_parse(info->os_version, &version, NULL)) {
		if (info->kernel_version)
			wc_host_kernel_version(info->kernel_version, &version);
	}
	wc_host_set_version(host, version, WC_FROM_ENGINE);
	wc_host_set_revision_of_display(host, info->operating_system, WC_FROM_ENGINE);
}

static struct wc_host
host_of(const struct wc_program *program, const struct info *info)
{
	struct wc_host host = wc_host_unknown();
	host.name = info->name;
	wc_host_set_os(&host, info->os_type, WC_FROM_ENGINE);
	if (host.os == WC_OS_WINDOWS)
		set_version(info, &host);
	if (host.os == WC_OS_WINDOWS && !info->snapshotters) {
		/* dockerd does not start on a Windows without the Containers feature. */
		host.containers = WC_YES;
		host.from.of[WC_HOST_CONTAINERS] = WC_FROM_ENGINE;
	}
	wc_host_set_display(&host, info->operating_system, WC_FROM_ENGINE);
	wc_host_set_arch(&host, info->architecture, WC_FROM_ENGINE);
	wc_host_set_engine(program, &host, info->snapshotters ? "containerd" : "docker", info->server_version, WC_FROM_ENGINE);
	wc_host_set_default_isolation(&host, info->isolation, WC_FROM_ENGINE);
	set_store(info, &host);
	return host;
}

/* The value of the row "driver-type" of DriverStatus, or NULL. Rows of another shape are passed over. */
static const char *
driver_type(const struct wc_node *rows)
{
	for (const struct wc_node *row = rows ? rows->child : NULL; row; row = row->next) {
		const struct wc_node *key = row->kind == WC_LIST ? row->child : NULL;
		const struct wc_node *value = key ? key->next : NULL;
		if (value && key->kind == WC_STRING && value->kind == WC_STRING && strcmp(key->text, "driver-type") == 0)
			return value->text;
	}
	return NULL;
}

/* nerdctl's Plugins.Storage: its presence counts. */
static const char *
snapshotters(const struct wc_node *info)
{
	const struct wc_node *list = wc_get(wc_get(info, "Plugins"), "Storage");
	return list && list->kind == WC_LIST ? "listed" : NULL;
}

static bool
recognises_json(const struct wc_node *node)
{
	return wc_get(node, "OSType") || (wc_get(node, "OperatingSystem") && wc_get(node, "Driver")) || wc_get(node, "ServerErrors");
}

/* Without an engine the client prints an object of empty fields, and why. */
static bool
check_reached(const struct wc_object *object, const struct info *info, struct wc_err *err)
{
	const struct wc_node *errors = wc_get(object->node, "ServerErrors");
	const struct wc_node *first = errors && errors->kind == WC_LIST ? errors->child : NULL;
	if (info->os_type)
		return true;
	if (first && first->kind == WC_STRING)
		wc_fail(err, WC_FAULT_INPUT, "%s: docker info did not reach an engine: %.300s", object->file, first->text);
	else
		wc_field_wrong(object, "OSType", err, "it is missing, so this says nothing about the engine's host");
	return wc_hint(err, "run `docker info --format json` again where the engine answers");
}

/* A version that is there and can't be read is a fault; one that is absent is a fact that is not known. */
static bool
check_version(const struct wc_object *object, const struct info *info, struct wc_err *err)
{
	struct wc_version version;
	struct wc_err why;
	if (strcmp(info->os_type, "windows") != 0 || !info->os_version || wc_version_parse(info->os_version, &version, &why))
		return true;
	return wc_field_wrong(object, "OSVersion", err, "%s", why.text);
}

static bool
read_json(struct wc_host_file *file, const struct wc_object *o, struct wc_err *err)
{
	struct info info = {0};
	const struct wc_node *rows;
	if (!wc_field_text(o, "OSType", &info.os_type, err) || !wc_field_text(o, "OSVersion", &info.os_version, err) ||
	    !wc_field_text(o, "OperatingSystem", &info.operating_system, err) ||
	    !wc_field_text(o, "KernelVersion", &info.kernel_version, err) ||
	    !wc_field_text(o, "Architecture", &info.architecture, err) || !wc_field_text(o, "Isolation", &info.isolation, err) ||
	    !wc_field_text(o, "ServerVersion", &info.server_version, err) || !wc_field_text(o, "Driver", &info.driver, err) ||
	    !wc_field_text(o, "Name", &info.name, err) || !wc_field_list(o, "DriverStatus", &rows, err))
		return false;
	info.driver_type = driver_type(rows);
	info.snapshotters = snapshotters(o->node);
	if (!check_reached(o, &info, err) || !check_version(o, &info, err))
		return false;
	struct wc_host host = host_of(file->reading->program, &info);
	return wc_host_add(file, &host, err);
}

/* The keys of the text form, and where each goes. Those of the client's own section are other words. */
static const struct {
	const char *key;
	size_t offset;
} keys[] = {
	{"Server Version", offsetof(struct info, server_version)},
	{"Storage Driver", offsetof(struct info, driver)},
	{"driver-type", offsetof(struct info, driver_type)},
	{"Default Isolation", offsetof(struct info, isolation)},
	{"Kernel Version", offsetof(struct info, kernel_version)},
	{"Operating System", offsetof(struct info, operating_system)},
	{"OSType", offsetof(struct info, os_type)},
	{"Architecture", offsetof(struct info, architecture)},
	{"Name", offsetof(struct info, name)},
	{"Storage", offsetof(struct info, snapshotters)},
};

static struct info
parse_text(wc_arena *arena, const char *text)
{
	struct info info = {0};
	struct wc_line line;
	while (wc_line_next(&text, &line)) {
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
			const char **field = (const char **)(void *)((char *)&info + keys[i].offset);
			if (!*field && line.value.length && wc_part_is(line.key, keys[i].key))
				*field = wc_copy(arena, line.value.at, line.value.length);
		}
	}
	return info;
}

static bool
recognises_text(const char *text)
{
	struct wc_line line;
	while (wc_line_next(&text, &line)) {
		if (wc_part_is(line.key, "Server Version") || wc_part_is(line.key, "OSType"))
			return true;
	}
	return false;
}

static bool
read_text(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err)
{
	struct info info = parse_text(file->reading->arena, text);
	if (!info.os_type) {
		wc_fail(err, WC_FAULT_INPUT, "%s: this output of docker info has no line OSType", file->name);
		return wc_hint(err, "give the whole output, or that of `docker info --format json`");
	}
	*ret_host = host_of(file->reading->program, &info);
	return true;
}

const struct wc_host_document wc_host_docker_info_document = {"`docker info --format json` or `nerdctl info --format json`", recognises_json, read_json};
const struct wc_host_listing wc_host_docker_info_listing = {"`docker info`", recognises_text, read_text};
