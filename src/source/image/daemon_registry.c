/* What a Docker Engine learns from a registry for us: the platforms of an image, with our credentials. */
#include "source/image/daemon.h"

#include "base/limits.h"
#include "base/text.h"
#include "format/base64.h"
#include "format/json_write.h"
#include "format/reference.h"
#include "source/image/document.h"
#include "source/image/platform.h"
#include "source/image/registry_login.h"

#include <string.h>

/* One of the platforms; those of attestations are "unknown". */
static bool
platform_add(const struct wc_document *document, const struct wc_node *map, struct wc_image *image, struct wc_err *err)
{
	struct wc_image_entry entry = {.version = WC_VERSION_UNKNOWN};
	if (!wc_document_expect(document, map, WC_MAP, err) ||
	    !wc_platform_read(document, map, &wc_platform_keys_oci, WC_FROM_ENGINE, &entry, err))
		return false;
	entry.judgeable = entry.os != WC_OS_UNKNOWN;
	image->entries[image->entry_count++] = entry;
	return true;
}

/* A single platform is the image itself, and its digest that of the manifest. */
static void
settle(const char *digest, struct wc_image *image)
{
	if (image->entry_count > 1) {
		image->index_digest = digest;
		wc_image_summarize(image);
		return;
	}
	struct wc_image_entry only = image->entries[0];
	only.digest = digest;
	image->entries = NULL;
	image->entry_count = 0;
	wc_image_take(image, &only, WC_FROM_ENGINE);
}

bool
wc_daemon_distribution(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                       struct wc_image *image, struct wc_err *err)
{
	struct wc_document document;
	const struct wc_node *descriptor, *platforms;
	const char *digest;
	if (!wc_document_parse(reading->arena, name, bytes, length, &document, err) ||
	    !wc_document_expect(&document, document.root, WC_MAP, err) ||
	    !wc_document_child(&document, document.root, "Descriptor", WC_MAP, &descriptor, err) ||
	    !wc_document_text(&document, descriptor, "digest", &digest, err) ||
	    !wc_document_child(&document, document.root, "Platforms", WC_LIST, &platforms, err))
		return false;
	if (!platforms || !platforms->child)
		return wc_document_fail(&document, document.root, err, "names no platform");
	if (platforms->count > WC_LIMIT_ENTRIES)
		return wc_document_fail(&document, platforms, err, "names more than %d platforms", WC_LIMIT_ENTRIES);
	image->entries = wc_array(reading->arena, struct wc_image_entry, platforms->count);
	image->entry_count = 0;
	for (const struct wc_node *item = platforms->child; item; item = item->next) {
		if (!platform_add(&document, item, image, err))
			return false;
	}
	settle(digest, image);
	return true;
}

/* The JSON of an AuthConfig, as the engine's API takes it: base64url, padded. */
static const char *
header_of(wc_arena *arena, const struct wc_identity *identity, const char *server)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	if (identity->user)
		wc_json_text(&out, "username", identity->user);
	if (identity->password)
		wc_json_text(&out, "password", identity->password);
	if (identity->identity_token)
		wc_json_text(&out, "identitytoken", identity->identity_token);
	if (identity->registry_token)
		wc_json_text(&out, "registrytoken", identity->registry_token);
	wc_json_text(&out, "serveraddress", server);
	wc_json_end(&out);
	char *encoded = wc_base64_write(arena, wc_text_string(&text), text.length);
	for (char *p = encoded; *p; p++)
		*p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
	return wc_printf(arena, "X-Registry-Auth: %s", encoded);
}

bool
wc_daemon_login(const struct wc_reading *reading, const char *name, const char **ret_secret, struct wc_err *err)
{
	struct wc_reference reference;
	const struct wc_identity *identity = NULL;
	*ret_secret = NULL;
	if (!reading->registry)
		return true;
	wc_registry_deadline(reading->registry, reading->deadline);
	if (!wc_reference_parse(reading->arena, name, &reference, err) ||
	    !wc_credentials_find(reading->registry, reference.domain, reference.path, &identity, err))
		return false;
	if (identity)
		*ret_secret = header_of(reading->arena, identity, reference.domain);
	return true;
}
