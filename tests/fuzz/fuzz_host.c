/* Fuzz target: host files and --host texts. Whatever is taken has an origin for each fact; whatever is not says why. */
#include "fuzz.h"

#include "policy/builtin.h"
#include "source/host/host.h"

#include <string.h>

static void
check_host(const struct wc_host *host)
{
	const uint8_t *from = host->from.of;
	PROMISE((host->os != WC_OS_UNKNOWN) == (from[WC_HOST_OS] != WC_FROM_NOWHERE));
	PROMISE((host->version.build != 0) == (from[WC_HOST_OS_VERSION] != WC_FROM_NOWHERE));
	PROMISE((host->product != WC_PRODUCT_UNKNOWN) == (from[WC_HOST_PRODUCT] != WC_FROM_NOWHERE));
	PROMISE((host->edition != WC_EDITION_UNKNOWN) == (from[WC_HOST_EDITION] != WC_FROM_NOWHERE));
	PROMISE((host->arch != WC_ARCH_UNKNOWN) == (from[WC_HOST_ARCHITECTURE] != WC_FROM_NOWHERE));
	PROMISE((host->hyperv != WC_TRI_UNKNOWN) == (from[WC_HOST_HYPERV] != WC_FROM_NOWHERE));
	PROMISE((host->engine.kind != WC_ENGINE_UNKNOWN) == (from[WC_HOST_ENGINE] != WC_FROM_NOWHERE));
	PROMISE(host->product < wc_product_words.count && host->edition < wc_windows_edition_words.count);
}

static void
check(const struct wc_reading *reading, bool read, const struct wc_hosts *hosts, const struct wc_err *err)
{
	if (!read) {
		PROMISE(err->fault == WC_FAULT_INPUT && err->text[0] && err->hint[0]);
		return;
	}
	PROMISE(hosts->count > 0);
	for (size_t i = 0; i < hosts->count; i++) {
		check_host(&hosts->host[i]);
		wc_host_settle(reading->program, &hosts->host[i]);
		check_host(&hosts->host[i]);
	}
}

/* A file's name and a command's output are not for the fuzzer to read: "@…" stays out. */
static void
try_spec(const struct wc_reading *reading, const char *text)
{
	struct wc_hosts hosts = {NULL, 0};
	struct wc_err err = {.text = ""};
	if (*text != '@')
		check(reading, wc_hosts_read(reading, text, &hosts, &err), &hosts, &err);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wc_reading reading = {.arena = wc_arena_new(), .program = &wc_builtin_program};
	struct wc_hosts hosts = {NULL, 0};
	struct wc_err err = {.text = ""};
	const char *text = wc_copy(reading.arena, (const char *)data, size);
	check(&reading, wc_host_read_bytes(&reading, "FILE", text, size, &hosts, &err), &hosts, &err);
	try_spec(&reading, text);
	wc_arena_free(reading.arena);
	return 0;
}
