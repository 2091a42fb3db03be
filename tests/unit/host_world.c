/* What the tests of host sources share. */
#include "host_world.h"

#include <criterion/criterion.h>
#include <string.h>

#define LIST(...) {(const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)}

static const struct wc_release releases[] = {
	{.build = 14393, .version = "1607", .product = WC_SERVER, .aliases = LIST("ws2016", "2016", "1607")},
	{.build = 17763, .version = "1809", .product = WC_SERVER, .aliases = LIST("ws2019", "ltsc2019", "2019")},
	{.build = 17763, .version = "1809", .product = WC_SERVER, .aliases = LIST("ws1809", "1809")},
	{.build = 17763, .version = "1809", .product = WC_CLIENT, .aliases = LIST("win10-1809", "win10-ltsc2019")},
	{.build = 18363, .version = "1909", .product = WC_SERVER, .aliases = LIST("ws1909", "1909")},
	{.build = 18363, .version = "1909", .product = WC_CLIENT, .aliases = LIST("win10-1909")},
	{.build = 19042, .version = "20H2", .product = WC_SERVER, .aliases = LIST("ws20h2", "20h2", "2009")},
	{.build = 19042, .version = "20H2", .product = WC_CLIENT, .aliases = LIST("win10-20h2", "win10-2009")},
	{.build = 19043, .version = "21H1", .product = WC_CLIENT, .aliases = LIST("win10-21h1", "21h1")},
	{.build = 19044, .version = "21H2", .product = WC_CLIENT, .aliases = LIST("win10-21h2")},
	{.build = 19045, .version = "22H2", .product = WC_CLIENT, .aliases = LIST("win10-22h2")},
	{.build = 20348, .version = "21H2", .product = WC_SERVER, .aliases = LIST("ws2022", "ltsc2022", "2022")},
	{.build = 22631, .version = "23H2", .product = WC_CLIENT, .aliases = LIST("win11-23h2")},
	{.build = 26100, .version = "24H2", .product = WC_SERVER, .aliases = LIST("ws2025", "2025")},
	{.build = 26100, .version = "24H2", .product = WC_CLIENT, .aliases = LIST("win11-24h2")},
};

static const struct wc_engine engines[] = {
	{.kind = WC_MOBY, .names = LIST("docker", "moby")},
	{.kind = WC_CONTAINERD, .names = LIST("containerd", "cri")},
};

static const struct wc_program program = {
	.releases = releases,
	.release_count = sizeof(releases) / sizeof(releases[0]),
	.engines = engines,
	.engine_count = sizeof(engines) / sizeof(engines[0]),
};

struct wc_reading
host_world_begin(void)
{
	return (struct wc_reading){.arena = wc_arena_new(), .program = &program};
}

void
host_world_end(struct wc_reading *reading)
{
	wc_arena_free(reading->arena);
}

struct wc_hosts
hosts_of(const struct wc_reading *reading, const char *spec)
{
	struct wc_hosts hosts = {NULL, 0};
	struct wc_err err = {.text = ""};
	cr_assert(wc_hosts_read(reading, spec, &hosts, &err), "%s: %s", spec, err.text);
	return hosts;
}

struct wc_host
host_of(const struct wc_reading *reading, const char *spec)
{
	struct wc_hosts hosts = hosts_of(reading, spec);
	cr_assert_eq(hosts.count, 1, "%s: %zu hosts", spec, hosts.count);
	return hosts.host[0];
}

struct wc_hosts
hosts_in(const struct wc_reading *reading, const char *bytes)
{
	struct wc_hosts hosts = {NULL, 0};
	struct wc_err err = {.text = ""};
	cr_assert(wc_host_read_bytes(reading, "FILE", bytes, strlen(bytes), &hosts, &err), "%s", err.text);
	return hosts;
}

static void
check(const char *what, const struct wc_err *err, const struct wc_hosts *untouched, const char *text, const char *hint)
{
	cr_assert_eq(err->fault, WC_FAULT_INPUT);
	cr_assert(strstr(err->text, text), "%s: no '%s' in '%s'", what, text, err->text);
	cr_assert(err->hint[0] && strstr(err->hint, hint), "%s: no '%s' in hint '%s'", what, hint, err->hint);
	cr_assert_eq(untouched->count, 77, "%s: the result was touched", what);
}

void
refused(const struct wc_reading *reading, const char *spec, const char *text, const char *hint)
{
	struct wc_hosts hosts = {NULL, 77};
	struct wc_err err = {.text = ""};
	cr_assert_not(wc_hosts_read(reading, spec, &hosts, &err), "%s was accepted", spec);
	check(spec, &err, &hosts, text, hint);
}

void
refused_bytes(const struct wc_reading *reading, const char *bytes, size_t length, const char *text, const char *hint)
{
	struct wc_hosts hosts = {NULL, 77};
	struct wc_err err = {.text = ""};
	cr_assert_not(wc_host_read_bytes(reading, "FILE", bytes, length, &hosts, &err), "%s was accepted", bytes);
	check(bytes, &err, &hosts, text, hint);
}

void
refused_text(const struct wc_reading *reading, const char *bytes, const char *text, const char *hint)
{
	refused_bytes(reading, bytes, strlen(bytes), text, hint);
}

const char *
version_of(const struct wc_reading *reading, const struct wc_host *host)
{
	char buffer[WC_VERSION_TEXT];
	return wc_copyz(reading->arena, wc_version_print(host->version, buffer));
}
