/* Kinds of hosts and images in a few words. */
#include "present/fleet_class.h"

#include "base/text.h"

const char *
wc_host_kind(wc_arena *arena, const struct wc_host *host)
{
	char version[WC_VERSION_TEXT];
	struct wc_text text = {.arena = arena};
	if (host->problem)
		return wc_printf(arena, "unknown (%s)", host->problem);
	if (host->os != WC_OS_WINDOWS)
		return wc_word(&wc_os_words, host->os);
	wc_text_printf(&text, "%s %s", wc_version_print(host->version, version), wc_word(&wc_product_words, host->product));
	if (host->arch && host->arch != WC_AMD64)
		wc_text_printf(&text, " %s", wc_word(&wc_arch_words, host->arch));
	if (host->engine.kind)
		wc_text_printf(&text, ", %s %s", wc_word(&wc_engine_words, host->engine.kind), host->engine.version_text ? host->engine.version_text : "");
	if (host->sandbox.build)
		wc_text_printf(&text, ", pause image %s", wc_version_print(host->sandbox, version));
	return wc_text_string(&text);
}

static const char *
image_kind(wc_arena *arena, const struct wc_image *image)
{
	char version[WC_VERSION_TEXT];
	struct wc_text text = {.arena = arena};
	if (image->entry_count)
		return wc_printf(arena, "an index of %zu entries", image->entry_count);
	if (image->os != WC_OS_WINDOWS)
		return wc_word(&wc_os_words, image->os);
	wc_text_printf(&text, "%s", wc_version_print(image->version, version));
	if (image->family)
		wc_text_printf(&text, " %s", wc_word(&wc_family_words, image->family));
	if (image->arch && image->arch != WC_AMD64)
		wc_text_printf(&text, " %s", wc_word(&wc_arch_words, image->arch));
	return wc_text_string(&text);
}

const char *
wc_fleet_class_title(wc_arena *arena, const struct wc_fleet_class *class)
{
	const char *kind = class->host ? wc_host_kind(arena, class->host) : image_kind(arena, class->image);
	return wc_printf(arena, "%s (%s%s)", kind, class->example, class->members > 1 ? ", …" : "");
}
