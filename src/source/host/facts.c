/* Host facts: setting one with its origin, and filling in what follows from the others. */
#include "source/host/host.h"

#include "base/limits.h"

#include <string.h>
#include <strings.h>

struct wc_host
wc_host_unknown(void)
{
	return (struct wc_host){.version = WC_VERSION_UNKNOWN, .sandbox = WC_VERSION_UNKNOWN};
}

bool
wc_host_add(struct wc_host_file *file, const struct wc_host *host, struct wc_err *err)
{
	struct wc_hosts *hosts = &file->hosts;
	if (hosts->count == WC_LIMIT_HOSTS) {
		wc_fail(err, WC_FAULT_INPUT, "%s: it names more than %d hosts", file->name, (int)WC_LIMIT_HOSTS);
		return wc_hint(err, "split it into smaller files");
	}
	if (hosts->count == file->capacity) {
		size_t capacity = file->capacity ? file->capacity * 2 : 4;
		struct wc_host *grown = wc_array(file->reading->arena, struct wc_host, capacity);
		if (hosts->count)
			memcpy(grown, hosts->host, hosts->count * sizeof(*grown));
		hosts->host = grown;
		file->capacity = capacity;
	}
	hosts->host[hosts->count++] = *host;
	return true;
}

bool
wc_host_add_broken(struct wc_host_file *file, const char *name, const struct wc_err *why, struct wc_err *err)
{
	struct wc_host host = wc_host_unknown();
	host.name = name;
	host.problem = wc_copyz(file->reading->arena, why->text);
	if (file->broken++ == 0)
		file->fault = *why;
	return wc_host_add(file, &host, err);
}

void
wc_host_set_os(struct wc_host *host, const char *word, enum wc_origin origin)
{
	if (!word)
		return;
	host->os = WC_OS_OTHER;
	if (strcasecmp(word, "windows") == 0)
		host->os = WC_OS_WINDOWS;
	else if (strcasecmp(word, "linux") == 0)
		host->os = WC_OS_LINUX;
	host->from.of[WC_HOST_OS] = (uint8_t)origin;
}

void
wc_host_set_version(struct wc_host *host, struct wc_version version, enum wc_origin origin)
{
	if (version.build == 0)
		return;
	host->version = version;
	host->from.of[WC_HOST_OS_VERSION] = (uint8_t)origin;
	host->from.of[WC_HOST_REVISION] = version.revision == WC_REVISION_UNKNOWN ? WC_FROM_NOWHERE : (uint8_t)origin;
}

void
wc_host_set_arch(struct wc_host *host, const char *word, enum wc_origin origin)
{
	static const struct {
		const char *word;
		enum wc_arch arch;
	} spellings[] = {
		{"amd64", WC_AMD64}, {"x86_64", WC_AMD64}, {"x64", WC_AMD64}, {"arm64", WC_ARM64}, {"aarch64", WC_ARM64},
		{"arm", WC_ARM}, {"armv7l", WC_ARM}, {"386", WC_386}, {"i386", WC_386}, {"i686", WC_386}, {"x86", WC_386},
	};
	if (!word)
		return;
	host->arch = WC_ARCH_OTHER;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		if (strcasecmp(word, spellings[i].word) == 0)
			host->arch = (uint8_t)spellings[i].arch;
	}
	host->from.of[WC_HOST_ARCHITECTURE] = (uint8_t)origin;
}

void
wc_host_set_product(struct wc_host *host, unsigned product, enum wc_origin origin)
{
	if (product == WC_PRODUCT_UNKNOWN)
		return;
	host->product = (uint8_t)product;
	host->from.of[WC_HOST_PRODUCT] = (uint8_t)origin;
}

void
wc_host_set_edition(struct wc_host *host, unsigned edition, enum wc_origin origin)
{
	if (edition == WC_EDITION_UNKNOWN)
		return;
	host->edition = (uint8_t)edition;
	host->from.of[WC_HOST_EDITION] = (uint8_t)origin;
}

void
wc_host_set_installation(struct wc_host *host, unsigned installation, enum wc_origin origin)
{
	if (installation == WC_INSTALLATION_UNKNOWN)
		return;
	host->installation = (uint8_t)installation;
	host->from.of[WC_HOST_INSTALLATION] = (uint8_t)origin;
}

void
wc_host_set_default_isolation(struct wc_host *host, const char *word, enum wc_origin origin)
{
	unsigned mode;
	/* "default" and the empty text mean that the daemon has no setting of its own. */
	if (!word || !wc_word_find(&wc_mode_words, word, &mode) || mode == WC_MODE_NONE)
		return;
	host->engine.default_isolation = (uint8_t)mode;
	host->from.of[WC_HOST_DEFAULT_ISOLATION] = (uint8_t)origin;
}

/* The engine of `program` that is spelled `name`, or WC_ENGINE_OTHER. */
static unsigned
engine_kind(const struct wc_program *program, const char *name)
{
	for (size_t i = 0; i < program->engine_count; i++) {
		const struct wc_strings *names = &program->engines[i].names;
		for (size_t j = 0; j < names->count; j++) {
			if (strcasecmp(names->item[j], name) == 0)
				return program->engines[i].kind;
		}
	}
	return WC_ENGINE_OTHER;
}

void
wc_host_set_engine(const struct wc_program *program, struct wc_host *host, const char *name, const char *version,
                   enum wc_origin origin)
{
	host->engine.kind = (uint8_t)engine_kind(program, name);
	host->from.of[WC_HOST_ENGINE] = (uint8_t)origin;
	if (!version)
		return;
	host->engine.version_text = version;
	if (wc_engine_version_parse(version, &host->engine.version))
		host->from.of[WC_HOST_ENGINE_VERSION] = (uint8_t)origin;
}

bool
wc_host_build_has(const struct wc_program *program, uint32_t build, unsigned product)
{
	for (size_t i = 0; i < program->release_count; i++) {
		if (program->releases[i].build == build && program->releases[i].product == product)
			return true;
	}
	return false;
}

/* Did a program on the host call it a Server? Then it is one, or a multi-session client, which says the same of itself. */
static bool
only_said_by_product_type(const struct wc_host *host)
{
	unsigned origin = host->from.of[WC_HOST_PRODUCT];
	return host->product == WC_SERVER && host->edition == WC_EDITION_UNKNOWN &&
	       (origin == WC_FROM_ENGINE || origin == WC_FROM_NODE || origin == WC_FROM_SYSTEMINFO || origin == WC_FROM_MACHINE);
}

void
wc_host_settle(const struct wc_program *program, struct wc_host *host)
{
	if (host->os != WC_OS_WINDOWS || host->version.build == 0)
		return;
	bool server = wc_host_build_has(program, host->version.build, WC_SERVER);
	bool client = wc_host_build_has(program, host->version.build, WC_CLIENT);
	if (only_said_by_product_type(host) && client && !server) {
		wc_host_set_product(host, WC_CLIENT, WC_FROM_RELEASE);
		wc_host_set_edition(host, WC_MULTI_SESSION, WC_FROM_ASSUMED);
	}
	if (host->product != WC_PRODUCT_UNKNOWN)
		return;
	if (server != client)
		wc_host_set_product(host, server ? WC_SERVER : WC_CLIENT, WC_FROM_RELEASE);
	else
		wc_host_set_product(host, WC_SERVER, WC_FROM_ASSUMED);
}
