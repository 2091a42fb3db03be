/* This machine as a host: version, product, edition, installation and architecture out of its readings. */
#include "source/host/local.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* RtlGetVersion's product type and suite bits. Source: Windows, OSVERSIONINFOEXW. */
enum { TYPE_WORKSTATION = 1, TYPE_SERVER = 3, SUITE_DATACENTER = 0x80, SUITE_PERSONAL = 0x200 };

void
wc_host_remark(wc_arena *arena, struct wc_host *host, enum wc_fact fact, const char *format, ...)
{
	struct wc_remark *all = wc_array(arena, struct wc_remark, WC_HOST_REMARKS);
	va_list args;
	if (host->remark_count == WC_HOST_REMARKS)
		return;
	if (host->remark_count)
		memcpy(all, host->remarks, host->remark_count * sizeof(*all));
	va_start(args, format);
	all[host->remark_count] = (struct wc_remark){(uint8_t)fact, wc_vprintf(arena, format, args)};
	va_end(args);
	host->remarks = all;
	host->remark_count++;
}

/* "EditionID is 'Professional'", or why there is none. */
static void
remark_text(wc_arena *arena, struct wc_host *host, enum wc_fact fact, const char *name, const struct wc_machine_text *text)
{
	char shown[WC_SHOWN];
	if (text->value)
		wc_host_remark(arena, host, fact, "%s is '%s'", name, wc_show(shown, text->value, strlen(text->value)));
	else
		wc_host_remark(arena, host, fact, "%s", text->why ? text->why : "it was not read");
}

/* UBR stands beside the build it belongs to; where that is another build, the registry speaks of another Windows. */
static bool
revision_is_ours(const struct wc_machine *m)
{
	char build[16];
	snprintf(build, sizeof(build), "%u", m->build);
	return !m->build_text.value || strcmp(m->build_text.value, build) == 0;
}

static void
set_revision(wc_arena *arena, const struct wc_machine *m, struct wc_host *host)
{
	char shown[WC_SHOWN];
	if (m->revision.why)
		wc_host_remark(arena, host, WC_HOST_REVISION, "%s", m->revision.why);
	else if (!revision_is_ours(m))
		wc_host_remark(arena, host, WC_HOST_REVISION, "UBR is %u, but of the build '%s'", m->revision.value,
		               wc_show(shown, m->build_text.value, strlen(m->build_text.value)));
	else if (m->revision.value > WC_LIMIT_VERSION_PART)
		wc_host_remark(arena, host, WC_HOST_REVISION, "UBR is %u, which is no revision", m->revision.value);
	else {
		host->version.revision = (int32_t)m->revision.value;
		host->from.of[WC_HOST_REVISION] = WC_FROM_REGISTRY;
	}
}

static void
set_version(wc_arena *arena, const struct wc_machine *m, struct wc_host *host)
{
	struct wc_version version = {m->major, m->minor, m->build, WC_REVISION_UNKNOWN};
	if (m->build == 0 || m->build > WC_LIMIT_VERSION_PART || m->major > WC_LIMIT_VERSION_PART ||
	    m->minor > WC_LIMIT_VERSION_PART) {
		wc_host_remark(arena, host, WC_HOST_OS_VERSION, "RtlGetVersion says %u.%u.%u, which is no version of Windows", m->major,
		               m->minor, m->build);
		return;
	}
	wc_host_set_version(host, version, WC_FROM_MACHINE);
	wc_host_remark(arena, host, WC_HOST_OS_VERSION, "RtlGetVersion says %u.%u.%u%s", m->major, m->minor, m->build,
	               m->is_wine ? "; this is Wine" : "");
	if (m->display_version.value)
		remark_text(arena, host, WC_HOST_OS_VERSION, "DisplayVersion", &m->display_version);
	if (m->build_lab.value)
		remark_text(arena, host, WC_HOST_OS_VERSION, "BuildLabEx", &m->build_lab);
	set_revision(arena, m, host);
}

static bool
is_client_installation(const struct wc_machine *m)
{
	return m->installation_type.value && strcasecmp(m->installation_type.value, "Client") == 0;
}

static unsigned
product_of_type(const struct wc_machine *m)
{
	if (m->product_type == 0 || m->product_type > TYPE_SERVER)
		return WC_PRODUCT_UNKNOWN;
	return m->product_type == TYPE_WORKSTATION ? WC_CLIENT : WC_SERVER;
}

/* What EditionID, or else ProductName, says: a host of which only product and edition count. */
static struct wc_host
said_edition(const struct wc_machine *m)
{
	struct wc_host said = wc_host_unknown();
	said.os = WC_OS_WINDOWS;
	wc_host_set_edition_id(&said, m->edition_id.value, WC_FROM_REGISTRY);
	if (!m->edition_id.value)
		wc_host_set_display(&said, m->product_name.value, WC_FROM_REGISTRY);
	return said;
}

/* The suite mask tells two editions of each product apart; the others look alike in it. */
static unsigned
edition_of_suite(const struct wc_machine *m, unsigned product)
{
	if (product == WC_CLIENT && m->suite & SUITE_PERSONAL)
		return WC_HOME;
	return product == WC_SERVER && m->suite & SUITE_DATACENTER ? WC_DATACENTER : WC_EDITION_UNKNOWN;
}

static void
set_multi_session(wc_arena *arena, struct wc_host *host)
{
	wc_host_set_product(host, WC_CLIENT, WC_FROM_REGISTRY);
	wc_host_set_edition(host, WC_MULTI_SESSION, WC_FROM_REGISTRY);
	wc_host_remark(arena, host, WC_HOST_PRODUCT, "multi-session Windows is a client that calls itself a server");
}

/*
 * The product is what RtlGetVersion says, except for multi-session Windows, which says server: there EditionID is ServerRdsh,
 * or the installation is a client's (contract 3). An edition of the other product is not believed.
 */
static void
set_product(wc_arena *arena, const struct wc_machine *m, struct wc_host *host)
{
	struct wc_host said = said_edition(m);
	unsigned product = product_of_type(m);
	wc_host_remark(arena, host, WC_HOST_PRODUCT, "RtlGetVersion says product type %u, suite mask 0x%x", m->product_type, m->suite);
	remark_text(arena, host, WC_HOST_EDITION, "EditionID", &m->edition_id);
	if (said.edition == WC_MULTI_SESSION || (product == WC_SERVER && is_client_installation(m))) {
		set_multi_session(arena, host);
		return;
	}
	wc_host_set_product(host, product, WC_FROM_MACHINE);
	if (said.edition != WC_EDITION_UNKNOWN && (product == WC_PRODUCT_UNKNOWN || product == said.product))
		wc_host_set_edition(host, said.edition, WC_FROM_REGISTRY);
	else if (said.edition == WC_EDITION_UNKNOWN && !m->edition_id.value)
		wc_host_set_edition(host, edition_of_suite(m, product), WC_FROM_MACHINE);
	else if (said.edition != WC_EDITION_UNKNOWN)
		wc_host_remark(arena, host, WC_HOST_EDITION, "that is a %s's, and this is a %s", wc_word(&wc_product_words, said.product),
		               wc_word(&wc_product_words, product));
	if (product == WC_PRODUCT_UNKNOWN)
		wc_host_set_product(host, said.product, WC_FROM_REGISTRY);
}

struct wc_host
wc_host_of_machine(const struct wc_reading *reading, const struct wc_machine *m)
{
	struct wc_host host = wc_host_unknown();
	host.name = m->name;
	wc_host_set_os(&host, "windows", WC_FROM_MACHINE);
	set_version(reading->arena, m, &host);
	set_product(reading->arena, m, &host);
	wc_host_set_installation_type(&host, m->installation_type.value, WC_FROM_REGISTRY);
	remark_text(reading->arena, &host, WC_HOST_INSTALLATION, "InstallationType", &m->installation_type);
	wc_host_set_arch(&host, m->architecture, WC_FROM_MACHINE);
	if (m->is_emulated)
		wc_host_remark(reading->arena, &host, WC_HOST_ARCHITECTURE, "this program is emulated here");
	wc_host_set_features(reading, m, &host);
	return host;
}
