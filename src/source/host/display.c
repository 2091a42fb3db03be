/* Display strings and registry words of Windows: which product, edition, installation and revision they tell. */
#include "source/host/host.h"

#include "base/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Words of display strings; the first that stands in one names the edition ("IoT Enterprise" is IoT). */
static const struct {
	const char *word;
	enum wc_windows_edition edition;
} display_words[] = {
	{"multi-session", WC_MULTI_SESSION},
	{"for Virtual Desktops", WC_MULTI_SESSION},
	{"Datacenter", WC_DATACENTER},
	{"Standard", WC_STANDARD},
	{"IoT", WC_IOT},
	{"Education", WC_EDUCATION},
	{"Enterprise", WC_ENTERPRISE},
	{"Home", WC_HOME},
	{"Pro", WC_PRO},
	{"Professional", WC_PRO},
};

/* Values of EditionID by their beginning, longest first where one begins another; suffixes N, S, Eval, Cor, Nano vary. */
static const struct {
	const char *start;
	enum wc_windows_edition edition;
	enum wc_product product;
} edition_ids[] = {
	{"ServerRdsh", WC_MULTI_SESSION, WC_CLIENT},
	{"ServerDatacenter", WC_DATACENTER, WC_SERVER},
	{"ServerTurbine", WC_DATACENTER, WC_SERVER}, /* Datacenter: Azure Edition */
	{"ServerStandard", WC_STANDARD, WC_SERVER},
	{"Server", WC_EDITION_UNKNOWN, WC_SERVER},
	{"IoTEnterprise", WC_IOT, WC_CLIENT},
	{"ProfessionalEducation", WC_EDUCATION, WC_CLIENT},
	{"Professional", WC_PRO, WC_CLIENT},
	{"Enterprise", WC_ENTERPRISE, WC_CLIENT},
	{"Education", WC_EDUCATION, WC_CLIENT},
	{"Core", WC_HOME, WC_CLIENT},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Does `word` stand in `text` with no letter or digit on either side, in any case? */
static bool
has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = text; *at; at++) {
		bool starts = at == text || !isalnum((unsigned char)at[-1]);
		if (starts && strncasecmp(at, word, length) == 0 && !isalnum((unsigned char)at[length]))
			return true;
	}
	return false;
}

static unsigned
display_edition(const char *display)
{
	for (size_t i = 0; i < COUNT(display_words); i++) {
		if (has_word(display, display_words[i].word))
			return display_words[i].edition;
	}
	return WC_EDITION_UNKNOWN;
}

static unsigned
display_product(const char *display, unsigned edition)
{
	if (edition == WC_MULTI_SESSION)
		return WC_CLIENT;
	if (has_word(display, "Server") || has_word(display, "Azure Stack") || has_word(display, "Azure Local"))
		return WC_SERVER;
	/* "Microsoft Windows [Version …]", the banner of cmd.exe, is the same on every product. */
	if (has_word(display, "Windows") && !strchr(display, '['))
		return WC_CLIENT;
	return WC_PRODUCT_UNKNOWN;
}

static bool
is_server_edition(unsigned edition)
{
	return edition == WC_STANDARD || edition == WC_DATACENTER;
}

void
wc_host_set_display(struct wc_host *host, const char *display, enum wc_origin origin)
{
	if (!display)
		return;
	host->display = display;
	if (host->os != WC_OS_WINDOWS)
		return;
	unsigned edition = display_edition(display);
	unsigned product = display_product(display, edition);
	wc_host_set_product(host, product, origin);
	if (product != WC_PRODUCT_UNKNOWN && (edition == WC_IOT || (product == WC_SERVER) == is_server_edition(edition)))
		wc_host_set_edition(host, edition, origin);
}

void
wc_host_set_edition_id(struct wc_host *host, const char *edition_id, enum wc_origin origin)
{
	if (!edition_id)
		return;
	for (size_t i = 0; i < COUNT(edition_ids); i++) {
		if (strncasecmp(edition_id, edition_ids[i].start, strlen(edition_ids[i].start)) == 0) {
			wc_host_set_edition(host, edition_ids[i].edition, origin);
			wc_host_set_product(host, edition_ids[i].product, origin);
			return;
		}
	}
}

void
wc_host_set_installation_type(struct wc_host *host, const char *type, enum wc_origin origin)
{
	static const struct {
		const char *type;
		enum wc_installation installation;
	} types[] = {
		{"Server", WC_INSTALLED_SERVER},
		{"Server Core", WC_INSTALLED_CORE},
		{"Nano Server", WC_INSTALLED_NANO},
		{"Client", WC_INSTALLED_CLIENT},
	};
	for (size_t i = 0; type && i < COUNT(types); i++) {
		if (strcasecmp(type, types[i].type) != 0)
			continue;
		wc_host_set_installation(host, types[i].installation, origin);
		if (host->product == WC_PRODUCT_UNKNOWN)
			wc_host_set_product(host, types[i].installation == WC_INSTALLED_CLIENT ? WC_CLIENT : WC_SERVER, origin);
	}
}

/* Reads a decimal number of at most WC_LIMIT_VERSION_PART at *p. */
static bool
number(const char **p, uint32_t *ret_value)
{
	uint32_t value = 0;
	const char *start = *p;
	for (; isdigit((unsigned char)**p); (*p)++) {
		value = value * 10 + (uint32_t)(**p - '0');
		if (value > WC_LIMIT_VERSION_PART)
			return false;
	}
	*ret_value = value;
	return *p > start;
}

void
wc_host_set_revision_of_display(struct wc_host *host, const char *display, enum wc_origin origin)
{
	static const char mark[] = "(OS Build ";
	const char *p = display ? strstr(display, mark) : NULL;
	uint32_t build, revision;
	if (!p || host->version.build == 0 || host->version.revision != WC_REVISION_UNKNOWN)
		return;
	p += sizeof(mark) - 1;
	if (!number(&p, &build) || *p++ != '.' || !number(&p, &revision) || *p != ')' || build != host->version.build)
		return;
	host->version.revision = (int32_t)revision;
	host->from.of[WC_HOST_REVISION] = (uint8_t)origin;
}

bool
wc_host_kernel_version(const char *text, struct wc_version *ret_version)
{
	struct wc_version v = WC_VERSION_UNKNOWN;
	const char *p = text;
	if (!number(&p, &v.major) || *p++ != '.' || !number(&p, &v.minor) || *p++ != ' ' || !number(&p, &v.build))
		return false;
	if ((*p != ' ' && *p != '\0') || v.build == 0)
		return false;
	*ret_version = v;
	return true;
}
