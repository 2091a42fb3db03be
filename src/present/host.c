/* Hosts as bytes: every fact and where it was read. */
#include "present/host.h"

#include "present/facts_json.h"
#include "present/facts_text.h"

/* A host whose lines are being written. */
struct lines {
	struct wc_text *out;
	wc_arena *arena;
	const struct wc_host *host;
};

static void
word_line(const struct lines *l, const char *name, const struct wc_words *words, unsigned value, enum wc_fact fact)
{
	wc_add_fact_word(l->out, name, words, value, l->host->from.of[fact]);
	wc_add_remarks(l->out, l->host, fact);
}

static void
engine_lines(const struct lines *l)
{
	const struct wc_host *host = l->host;
	if (host->engine.kind == WC_ENGINE_UNKNOWN && !host->engine.version_text) {
		wc_add_fact(l->out, "engine", NULL, WC_FROM_NOWHERE);
	} else {
		const char *version = host->engine.version_text ? host->engine.version_text : "(version not known)";
		const char *cri = host->engine.is_cri ? " (Kubernetes node)" : "";
		const char *engine = wc_printf(l->arena, "%s %s%s", wc_word(&wc_engine_words, host->engine.kind), version, cri);
		wc_add_fact(l->out, "engine", engine, host->from.of[WC_HOST_ENGINE]);
	}
	wc_add_remarks(l->out, host, WC_HOST_ENGINE);
	if (host->engine.store)
		word_line(l, "store", &wc_store_words, host->engine.store, WC_HOST_STORE);
	if (host->engine.default_isolation)
		word_line(l, "default isolation", &wc_mode_words, host->engine.default_isolation, WC_HOST_DEFAULT_ISOLATION);
}

static void
host_lines(const struct lines *l, const struct wc_program *program)
{
	const struct wc_host *host = l->host;
	const uint8_t *from = host->from.of;
	wc_add_fact(l->out, "host", host->name ? host->name : host->spec, WC_FROM_NOWHERE);
	if (host->display)
		wc_add_fact(l->out, "display name", host->display, WC_FROM_NOWHERE);
	word_line(l, "os", &wc_os_words, host->os, WC_HOST_OS);
	wc_add_fact_version(l->out, l->arena, program, host->version, host->product, from[WC_HOST_OS_VERSION]);
	wc_add_remarks(l->out, host, WC_HOST_OS_VERSION);
	wc_add_remarks(l->out, host, WC_HOST_REVISION);
	word_line(l, "product", &wc_product_words, host->product, WC_HOST_PRODUCT);
	word_line(l, "edition", &wc_windows_edition_words, host->edition, WC_HOST_EDITION);
	word_line(l, "installation", &wc_installation_words, host->installation, WC_HOST_INSTALLATION);
	word_line(l, "architecture", &wc_arch_words, host->arch, WC_HOST_ARCHITECTURE);
	word_line(l, "Hyper-V", &wc_tri_words, host->hyperv, WC_HOST_HYPERV);
	word_line(l, "Containers", &wc_tri_words, host->containers, WC_HOST_CONTAINERS);
	engine_lines(l);
	if (host->sandbox.build)
		wc_add_fact_named_version(l->out, "pause image", host->sandbox, from[WC_HOST_SANDBOX]);
}

void
wc_present_hosts_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                      const struct wc_host *hosts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		wc_text_addz(out, i ? "\n" : "");
		host_lines(&(struct lines){out, arena, &hosts[i]}, program);
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
