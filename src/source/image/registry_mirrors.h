/* Mirrors: where else a machine's configuration says that a registry's images are. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_MIRRORS_H
#define WC_SOURCE_IMAGE_REGISTRY_MIRRORS_H

#include "source/image/registry_session.h"

/* One place to ask. Strings are owned by the session or the arena of the call. */
struct wc_mirror {
	const char *scheme;     /* "https", "http", or NULL: not said */
	const char *host;       /* "mirror.example:5000" */
	const char *prefix;     /* of paths, "/v2" where nothing else is said */
	const char *repository; /* the name there */
	bool is_insecure;       /* any certificate, and http where there is no TLS */
	bool says_namespace;    /* asked with ?ns=REGISTRY */
	const char *ca_file, *cert_file, *key_file; /* or NULL */
};

/* The places for one repository, in order. */
struct wc_places {
	struct wc_mirror *item;
	size_t count;
};

/*
 * The places for `domain`/`path`: the mirrors that registries.conf (containers-registries.conf(5)) or, where that has no word
 * on the registry, containerd's hosts.toml names, and at last the registry itself. `count` is 0 where neither says anything.
 * False and `err` where a file is broken or blocks the registry.
 */
bool wc_mirrors_find(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path, bool by_digest,
                     struct wc_places *ret_places, struct wc_err *err);

/* The same, each alone. */
bool wc_containers_mirrors(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path, bool by_digest,
                           struct wc_places *ret_places, struct wc_err *err);
bool wc_containerd_mirrors(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path,
                           struct wc_places *ret_places, struct wc_err *err);

#endif
