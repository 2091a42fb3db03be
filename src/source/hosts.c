/* --host SPEC: which source reads it, and the facts given by hand behind it. Source: contract 3. */
#include "source/sources.h"

#include "base/limits.h"
#include "io/file.h"
#include "source/host/local.h"

#include <string.h>

/* The SPEC up to its first comma, and the facts behind it (NULL: none). */
struct spec {
	const char *head, *facts;
};

static struct spec
split(wc_arena *arena, const char *text)
{
	const char *comma = strchr(text, ',');
	if (!comma)
		return (struct spec){text, NULL};
	return (struct spec){wc_copy(arena, text, (size_t)(comma - text)), comma + 1};
}

/* A host given by hand: what nobody said of a Windows machine is assumed, and its origin says so. */
static bool
read_by_hand(const struct wc_reading *reading, const char *text, const struct spec *spec, struct wc_hosts *ret_hosts,
             struct wc_err *err)
{
	struct wc_host *host = wc_array(reading->arena, struct wc_host, 1);
	if (!wc_host_read_release(reading, spec->head, host, err))
		return false;
	host->name = host->spec = text;
	if (spec->facts && !wc_host_read_given(reading, spec->facts, host, 1, err))
		return wc_while(err, "host '%.80s'", text);
	if (host->arch == WC_ARCH_UNKNOWN)
		wc_host_set_arch(host, "amd64", WC_FROM_ASSUMED);
	wc_host_settle(reading->program, host);
	*ret_hosts = (struct wc_hosts){host, 1};
	return true;
}

/* A source that reads the one host it stands for. */
typedef bool read_one(const struct wc_reading *reading, struct wc_host *ret_host, struct wc_err *err);

/* This machine, or the one of an engine; what is given by hand is added to what was read. */
static bool
read_asked(const struct wc_reading *reading, const char *text, const struct spec *spec, read_one *read,
           struct wc_hosts *ret_hosts, struct wc_err *err)
{
	struct wc_host *host = wc_array(reading->arena, struct wc_host, 1);
	if (!read(reading, host, err))
		return false;
	host->spec = text;
	if (!host->name)
		host->name = text;
	if (spec->facts && !wc_host_read_given(reading, spec->facts, host, 1, err))
		return wc_while(err, "host '%.80s'", text);
	wc_host_settle(reading->program, host);
	*ret_hosts = (struct wc_hosts){host, 1};
	return true;
}

/* Refuses one name for many hosts. */
static bool
check_name(const struct spec *spec, const struct wc_hosts *hosts, struct wc_err *err)
{
	bool named = spec->facts && (strncmp(spec->facts, "name=", 5) == 0 || strstr(spec->facts, ",name="));
	if (!named || hosts->count == 1)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "name= names one host, and the file holds %zu", hosts->count);
	return wc_hint(err, "leave it out: the hosts have names of their own");
}

/* "FILE,key=value": the longest part that is there is the file, whose own name may hold commas. */
static struct spec
split_path(wc_arena *arena, const char *path)
{
	for (size_t length = strlen(path); length > 0; length--) {
		if (path[length] != '\0' && path[length] != ',')
			continue;
		const char *head = wc_copy(arena, path, length);
		if (strcmp(head, "-") == 0 || wc_path_kind(head) != WC_PATH_NONE)
			return (struct spec){head, path[length] ? path + length + 1 : NULL};
	}
	return split(arena, path);
}

static bool
read_from_file(const struct wc_reading *reading, const char *text, struct wc_hosts *ret_hosts, struct wc_err *err)
{
	struct spec spec = split_path(reading->arena, text + 1);
	struct wc_hosts hosts;
	if (!wc_host_read_file(reading, spec.head, &hosts, err) || !check_name(&spec, &hosts, err))
		return false;
	if (spec.facts && !wc_host_read_given(reading, spec.facts, hosts.host, hosts.count, err))
		return wc_while(err, "host '%.80s'", text);
	for (size_t i = 0; i < hosts.count; i++) {
		struct wc_host *host = &hosts.host[i];
		host->spec = hosts.count == 1 ? text : wc_printf(reading->arena, "%s#%zu", spec.head, i + 1);
		if (!host->name)
			host->name = host->spec;
		wc_host_settle(reading->program, host);
	}
	*ret_hosts = hosts;
	return true;
}

bool
wc_hosts_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length, struct wc_hosts *ret_hosts,
                    struct wc_err *err)
{
	if (!wc_host_read_bytes(reading, name, bytes, length, ret_hosts, err))
		return false;
	for (size_t i = 0; i < ret_hosts->count; i++) {
		struct wc_host *host = &ret_hosts->host[i];
		host->spec = name;
		if (!host->name)
			host->name = name;
		wc_host_settle(reading->program, host);
	}
	return true;
}

bool
wc_hosts_read(const struct wc_reading *reading, const char *spec, struct wc_hosts *ret_hosts, struct wc_err *err)
{
	if (strlen(spec) > WC_LIMIT_REFERENCE) {
		wc_fail(err, WC_FAULT_INPUT, "the host '%.40s…' is longer than %d bytes", spec, (int)WC_LIMIT_REFERENCE);
		return wc_hint(err, "put its facts into a file and name it @FILE");
	}
	const char *text = wc_copyz(reading->arena, spec);
	if (*text == '@')
		return read_from_file(reading, text, ret_hosts, err);
	struct spec parts = split(reading->arena, text);
	if (strcmp(parts.head, "local") == 0)
		return read_asked(reading, text, &parts, wc_host_read_local, ret_hosts, err);
	if (strcmp(parts.head, "docker") == 0)
		return read_asked(reading, text, &parts, wc_host_read_daemon, ret_hosts, err);
	return read_by_hand(reading, text, &parts, ret_hosts, err);
}
