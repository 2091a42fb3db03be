/* Endpoints: from a repository's name to the servers that may have it. */
#include "source/image/registry_certs.h"
#include "source/image/registry_mirrors.h"

#include <string.h>

/* Docker Hub's images are called docker.io/… and lie on another host. */
static const char hub[] = "docker.io", hub_host[] = "registry-1.docker.io";

static bool
is_https_only(const struct wc_registry *registry, const struct wc_mirror *place, bool is_loopback)
{
	if (registry->options.tls_verify == WC_YES)
		return true;
	return !is_loopback && !place->is_insecure && registry->options.tls_verify != WC_NO;
}

static void
add(struct wc_endpoints *list, const struct wc_endpoint *endpoint, wc_arena *arena, const char *scheme)
{
	struct wc_endpoint *e = &list->item[list->count++];
	*e = *endpoint;
	e->base = wc_printf(arena, "%s://%s", scheme, endpoint->host);
	e->takes_secrets = strcmp(scheme, "https") == 0 || wc_http_is_loopback(e->base);
}

/* At most two ways: this machine is asked by http first, one that may be insecure by https first, all others by https only. */
static bool
add_place(struct wc_registry *registry, wc_arena *arena, const char *domain, const struct wc_mirror *place,
          struct wc_endpoints *list, struct wc_err *err)
{
	bool is_hub = strcmp(place->host, hub) == 0;
	bool is_loopback = wc_http_is_loopback(wc_printf(arena, "http://%s", place->host));
	struct wc_endpoint e = {
		.host = is_hub ? hub_host : place->host,
		.key = strcmp(place->host, hub_host) == 0 ? hub : place->host,
		.prefix = place->prefix,
		.repository = place->repository,
		.query = place->says_namespace ? wc_printf(arena, "?ns=%s", domain) : NULL,
		.tls = {.ca_file = place->ca_file, .cert_file = place->cert_file, .key_file = place->key_file,
		        .unverified = place->is_insecure || registry->options.tls_verify == WC_NO},
	};
	if (!wc_certs_find(registry, place->host, &e.tls, err))
		return false;
	if (place->scheme) {
		add(list, &e, arena, place->scheme);
		return true;
	}
	bool both = !is_https_only(registry, place, is_loopback);
	e.is_plain_try = both && is_loopback;
	if (e.is_plain_try)
		add(list, &e, arena, "http");
	e.is_plain_try = false;
	add(list, &e, arena, "https");
	if (both && !is_loopback)
		add(list, &e, arena, "http");
	return true;
}

bool
wc_endpoints_find(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path, bool by_digest,
                  struct wc_endpoints *ret_endpoints, struct wc_err *err)
{
	struct wc_places places;
	struct wc_mirror itself = {.host = domain, .prefix = "/v2", .repository = path};
	if (!wc_mirrors_find(registry, arena, domain, path, by_digest, &places, err))
		return false;
	if (places.count == 0)
		places = (struct wc_places){&itself, 1};
	struct wc_endpoints list = {wc_array(arena, struct wc_endpoint, places.count * 2), 0};
	for (size_t i = 0; i < places.count; i++) {
		if (!add_place(registry, arena, domain, &places.item[i], &list, err))
			return false;
	}
	*ret_endpoints = list;
	return true;
}

struct wc_site *
wc_site_of(struct wc_registry *registry, const char *base)
{
	for (struct wc_site *site = registry->sites; site; site = site->next) {
		if (strcmp(site->base, base) == 0)
			return site;
	}
	struct wc_site *site = wc_alloc(registry->arena, sizeof(*site));
	*site = (struct wc_site){.next = registry->sites, .base = wc_copyz(registry->arena, base)};
	registry->sites = site;
	return site;
}
