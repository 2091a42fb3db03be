/* What `systeminfo` prints, in any language: by the shape of its values rather than by its translated keys. */
#include "source/host/readers.h"

#include "source/host/text.h"

#include <string.h>

/* Is `value` an OS version, "10.0.17763 N/A Build 17763" ("N/A ビルド", "Nicht zutreffend Build")? The build stands twice. */
static bool
is_os_version(struct wc_part value, struct wc_version *ret_version)
{
	struct wc_part word, last = {NULL, 0};
	struct wc_version version;
	if (!wc_word_next(&value, &word) || word.length >= WC_VERSION_TEXT || wc_part_number(word))
		return false;
	char text[WC_VERSION_TEXT];
	memcpy(text, word.at, word.length);
	text[word.length] = '\0';
	if (!wc_version_parse(text, &version, NULL) || version.revision != WC_REVISION_UNKNOWN)
		return false;
	while (wc_word_next(&value, &word))
		last = word;
	if (!last.at || wc_part_number(last) != version.build)
		return false;
	*ret_version = version;
	return true;
}

static bool
recognises(const char *text)
{
	struct wc_line line;
	struct wc_version version;
	while (wc_line_next(&text, &line)) {
		if (line.key.length && is_os_version(line.value, &version))
			return true;
	}
	return false;
}

/* The two lines above the OS version are the host's name and the display name; a filtered output may lack them. */
static void
set_names(wc_arena *arena, struct wc_host *host, struct wc_line above, struct wc_line two_above)
{
	const char *display = wc_copy(arena, above.value.at, above.value.length);
	if (!above.key.length || !(strstr(display, "Windows") || strstr(display, "Server") || strstr(display, "Azure")))
		return;
	wc_host_set_display(host, display, WC_FROM_SYSTEMINFO);
	struct wc_part name = two_above.value, word, more;
	if (two_above.key.length && wc_word_next(&name, &word) && !wc_word_next(&name, &more))
		host->name = wc_copy(arena, word.at, word.length);
}

static void
set_arch(struct wc_host *host, struct wc_part value)
{
	static const char *const types[][2] = {{"x64-based PC", "amd64"}, {"ARM64-based PC", "arm64"}, {"X86-based PC", "386"}};
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (wc_part_is(value, types[i][0]))
			wc_host_set_arch(host, types[i][1], WC_FROM_SYSTEMINFO);
	}
}

/* The role of the machine, where the display name left the product open. */
static void
set_product(struct wc_host *host, const struct wc_line *line)
{
	static const char *const servers[] = {"Server", "Controller", "サーバー", "コントローラー"};
	static const char *const clients[] = {"Workstation", "ワークステーション"};
	if (host->product || (!wc_part_is(line->key, "OS Configuration") && !wc_part_is(line->key, "OS 構成")))
		return;
	for (size_t i = 0; i < sizeof(servers) / sizeof(servers[0]); i++) {
		if (wc_part_ends(line->value, servers[i]))
			wc_host_set_product(host, WC_SERVER, WC_FROM_SYSTEMINFO);
	}
	for (size_t i = 0; i < sizeof(clients) / sizeof(clients[0]); i++) {
		if (wc_part_ends(line->value, clients[i]))
			wc_host_set_product(host, WC_CLIENT, WC_FROM_SYSTEMINFO);
	}
}

/*
 * The requirements of Hyper-V: one that is not met means that the host lacks it. All met says what the processor could do,
 * and "a hypervisor has been detected" is as true of any virtual machine: neither shows that the feature is installed.
 */
static void
set_hyperv(struct wc_host *host, struct wc_part requirement)
{
	if (!wc_part_ends(requirement, ": No") && !wc_part_ends(requirement, ": いいえ"))
		return;
	host->hyperv = WC_NO;
	host->from.of[WC_HOST_HYPERV] = WC_FROM_SYSTEMINFO;
}

static bool
two_machines(const struct wc_host_file *file, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: it holds the systeminfo of more than one machine", file->name);
	return wc_hint(err, "give each its own file, and name each with --host @FILE");
}

static bool
read(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err)
{
	wc_arena *arena = file->reading->arena;
	struct wc_host host = wc_host_unknown();
	struct wc_line line, above = {.indented = false}, two_above = {.indented = false};
	struct wc_version version;
	bool requirements = false;
	host.os = WC_OS_WINDOWS;
	host.from.of[WC_HOST_OS] = WC_FROM_SYSTEMINFO;
	while (wc_line_next(&text, &line)) {
		if (line.key.length && is_os_version(line.value, &version)) {
			if (host.version.build)
				return two_machines(file, err);
			wc_host_set_version(&host, version, WC_FROM_SYSTEMINFO);
			set_names(arena, &host, above, two_above);
		}
		set_arch(&host, line.value);
		set_product(&host, &line);
		if (!line.indented)
			requirements = wc_part_starts(line.key, "Hyper-V");
		if (requirements)
			set_hyperv(&host, line.indented ? line.all : line.value);
		two_above = above;
		above = line;
	}
	*ret_host = host;
	return true;
}

const struct wc_host_listing wc_host_systeminfo_listing = {"`systeminfo`", recognises, read};
