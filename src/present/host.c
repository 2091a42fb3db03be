/* Hosts as bytes: every fact and where it was read. */
#include "present/host.h"

#include "present/facts_json.h"
#include "present/facts_text.h"

static void
engine_lines(struct wc_text *out, wc_arena *arena, const struct wc_host *host)
{
	const uint8_t *from = host->from.of;
	if (host->engine.kind == WC_ENGINE_UNKNOWN && !host->engine.version_text) {
		wc_add_fact(out, "engine", NULL, WC_FROM_NOWHERE);
	} else {
		const char *version = host->engine.version_text ? host->engine.version_text : "(version not known)";
		const char *cri = host->engine.is_cri ? " (Kubernetes node)" : "";
		wc_add_fact(out, "engine", wc_printf(arena, "%s %s%s", wc_word(&wc_engine_words, host->engine.kind), version, cri),
		            from[WC_HOST_ENGINE]);
	}
	if (host->engine.store)
		wc_add_fact(out, "store", wc_word(&wc_store_words, host->engine.store), from[WC_HOST_STORE]);
	if (host->engine.default_isolation)
		wc_add_fact(out, "default isolation", wc_word(&wc_mode_words, host->engine.default_isolation),
		            from[WC_HOST_DEFAULT_ISOLATION]);
}

static void
host_lines(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_host *host)
{
	const uint8_t *from = host->from.of;
	wc_add_fact(out, "host", host->name ? host->name : host->spec, WC_FROM_NOWHERE);
	if (host->display)
		wc_add_fact(out, "display name", host->display, WC_FROM_NOWHERE);
	wc_add_fact_word(out, "os", &wc_os_words, host->os, from[WC_HOST_OS]);
	wc_add_fact_version(out, arena, program, host->version, host->product, from[WC_HOST_OS_VERSION]);
	wc_add_fact_word(out, "product", &wc_product_words, host->product, from[WC_HOST_PRODUCT]);
	wc_add_fact_word(out, "edition", &wc_windows_edition_words, host->edition, from[WC_HOST_EDITION]);
	wc_add_fact_word(out, "installation", &wc_installation_words, host->installation, from[WC_HOST_INSTALLATION]);
	wc_add_fact_word(out, "architecture", &wc_arch_words, host->arch, from[WC_HOST_ARCHITECTURE]);
	wc_add_fact_word(out, "Hyper-V", &wc_tri_words, host->hyperv, from[WC_HOST_HYPERV]);
	wc_add_fact_word(out, "Containers", &wc_tri_words, host->containers, from[WC_HOST_CONTAINERS]);
	engine_lines(out, arena, host);
	if (host->sandbox.build)
		wc_add_fact_named_version(out, "pause image", host->sandbox, from[WC_HOST_SANDBOX]);
}

void
wc_present_hosts_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                      const struct wc_host *hosts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		wc_text_addz(out, i ? "\n" : "");
		host_lines(out, arena, program, &hosts[i]);
	}
}

void
wc_present_hosts_json(struct wc_text *text, const struct wc_host *hosts, size_t count)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, count == 1 ? "Host" : "HostList");
	if (count == 1)
		wc_json_host(&out, &hosts[0]);
	else
		wc_json_list(&out, "hosts");
	for (size_t i = 0; count != 1 && i < count; i++) {
		wc_json_map(&out, NULL);
		wc_json_host(&out, &hosts[i]);
		wc_json_end(&out);
	}
	if (count != 1)
		wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
