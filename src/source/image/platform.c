/* Platforms: the words for systems and architectures that registries use, and the facts of an entry. */
#include "source/image/platform.h"

#include <string.h>
#include <strings.h>

const struct wc_platform_keys wc_platform_keys_oci = {"os", "os.version", "architecture", "variant", "os.features"};
const struct wc_platform_keys wc_platform_keys_engine = {"Os", "OsVersion", "Architecture", "Variant", "OsFeatures"};

/* Spellings of architectures; those of uname and of old manifests are taken as containerd takes them. */
static const struct {
	const char *spelling;
	enum wc_arch arch;
} arch_spellings[] = {
	{"amd64", WC_AMD64}, {"x86_64", WC_AMD64}, {"x86-64", WC_AMD64},
	{"arm64", WC_ARM64}, {"aarch64", WC_ARM64},
	{"arm", WC_ARM},     {"armhf", WC_ARM},    {"armel", WC_ARM},
	{"386", WC_386},     {"i386", WC_386},     {"i686", WC_386},
	{"unknown", WC_ARCH_UNKNOWN},
};

enum wc_arch
wc_arch_of(const char *text)
{
	if (!text)
		return WC_ARCH_UNKNOWN;
	for (size_t i = 0; i < sizeof(arch_spellings) / sizeof(arch_spellings[0]); i++) {
		if (strcasecmp(arch_spellings[i].spelling, text) == 0)
			return arch_spellings[i].arch;
	}
	return WC_ARCH_OTHER;
}

static enum wc_os
os_of(const char *text)
{
	if (!text || strcasecmp(text, "unknown") == 0)
		return WC_OS_UNKNOWN;
	if (strcasecmp(text, "windows") == 0)
		return WC_OS_WINDOWS;
	return strcasecmp(text, "linux") == 0 ? WC_OS_LINUX : WC_OS_OTHER;
}

/* A list of features that does not name win32k says no; a list that is not there says nothing. */
static bool
features_read(const struct wc_document *document, const struct wc_node *map, const char *key, uint8_t *ret_win32k,
              struct wc_err *err)
{
	const struct wc_node *list;
	if (!wc_document_child(document, map, key, WC_LIST, &list, err))
		return false;
	uint8_t win32k = list && list->child ? WC_NO : WC_TRI_UNKNOWN;
	for (const struct wc_node *item = list ? list->child : NULL; item; item = item->next) {
		if (!wc_document_expect(document, item, WC_STRING, err))
			return false;
		if (strcasecmp(item->text, "win32k") == 0)
			win32k = WC_YES;
	}
	*ret_win32k = win32k;
	return true;
}

/* Fills the version of `entry`. Other systems have an os.version, too ("macOS 14"): it is no Windows version. */
static void
version_take(struct wc_image_entry *entry, const char *os_version, enum wc_origin origin)
{
	if (entry->os_version || !os_version)
		return;
	entry->os_version = os_version;
	if (entry->os == WC_OS_WINDOWS && wc_version_parse(os_version, &entry->version, NULL))
		entry->version_from = (uint8_t)origin;
}

bool
wc_platform_read(const struct wc_document *document, const struct wc_node *map, const struct wc_platform_keys *keys,
                 enum wc_origin origin, struct wc_image_entry *entry, struct wc_err *err)
{
	const char *os, *os_version, *architecture, *variant;
	uint8_t win32k;
	if (!wc_document_text(document, map, keys->os, &os, err) ||
	    !wc_document_text(document, map, keys->os_version, &os_version, err) ||
	    !wc_document_text(document, map, keys->architecture, &architecture, err) ||
	    !wc_document_text(document, map, keys->variant, &variant, err) ||
	    !features_read(document, map, keys->features, &win32k, err))
		return false;
	if (entry->os == WC_OS_UNKNOWN) {
		entry->os = (uint8_t)os_of(os);
		entry->os_text = entry->os == WC_OS_OTHER ? os : NULL;
	}
	if (entry->arch == WC_ARCH_UNKNOWN) {
		entry->arch = (uint8_t)wc_arch_of(architecture);
		entry->architecture = architecture;
		entry->variant = variant;
	}
	if (entry->win32k == WC_TRI_UNKNOWN)
		entry->win32k = win32k;
	if (origin == WC_FROM_CONFIG)
		entry->config_version = os_version;
	version_take(entry, os_version, origin);
	return true;
}

void
wc_image_take(struct wc_image *image, const struct wc_image_entry *entry, enum wc_origin origin)
{
	uint8_t *from = image->from.of;
	image->digest = entry->digest;
	image->architecture = entry->architecture;
	image->os_text = entry->os_text;
	image->os_version_text = entry->version.build ? NULL : entry->os_version;
	image->version = entry->version;
	image->os = entry->os;
	image->arch = entry->arch;
	image->family = entry->family;
	image->win32k = entry->win32k;
	image->remark = entry->remark;
	from[WC_IMAGE_OS] = (uint8_t)(entry->os ? origin : WC_FROM_NOWHERE);
	from[WC_IMAGE_ARCHITECTURE] = (uint8_t)(entry->arch ? origin : WC_FROM_NOWHERE);
	from[WC_IMAGE_FEATURES] = (uint8_t)(entry->win32k ? origin : WC_FROM_NOWHERE);
	from[WC_IMAGE_DIGEST] = (uint8_t)(entry->digest ? origin : WC_FROM_NOWHERE);
	from[WC_IMAGE_OS_VERSION] = entry->version.build ? entry->version_from : (uint8_t)WC_FROM_NOWHERE;
	from[WC_IMAGE_REVISION] = entry->version.revision >= 0 ? entry->version_from : (uint8_t)WC_FROM_NOWHERE;
	from[WC_IMAGE_FAMILY] = entry->family ? entry->family_from : (uint8_t)WC_FROM_NOWHERE;
}

/* Takes out of `all` what `entry` says otherwise. */
static void
agree(struct wc_image_entry *all, const struct wc_image_entry *entry)
{
	all->digest = all->remark = NULL;
	if (all->os != entry->os)
		*all = (struct wc_image_entry){.arch = all->arch, .architecture = all->architecture, .version = WC_VERSION_UNKNOWN};
	if (all->arch != entry->arch)
		all->arch = WC_ARCH_UNKNOWN, all->architecture = NULL;
	if (all->win32k != entry->win32k)
		all->win32k = WC_TRI_UNKNOWN;
	if (all->family != entry->family)
		all->family = WC_FAMILY_UNKNOWN;
	if (all->version.build != entry->version.build)
		all->version = WC_VERSION_UNKNOWN;
	else if (all->version.revision != entry->version.revision)
		all->version.revision = WC_REVISION_UNKNOWN;
	if (!all->version.build)
		all->os_version = NULL;
}

void
wc_image_summarize(struct wc_image *image)
{
	struct wc_image_entry all = {.version = WC_VERSION_UNKNOWN};
	bool is_first = true;
	for (size_t i = 0; i < image->entry_count; i++) {
		const struct wc_image_entry *entry = &image->entries[i];
		if (!entry->judgeable)
			continue;
		if (is_first)
			all = *entry;
		else
			agree(&all, entry);
		is_first = false;
	}
	wc_image_take(image, &all, WC_FROM_INDEX);
}
