/* wc_registry: asking registries (OCI distribution specification), many images at once. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_H
#define WC_SOURCE_IMAGE_REGISTRY_H

#include "source/sources.h"

/* Told after each image that is done. `failed` is part of `done`. */
typedef void wc_registry_progress(void *context, size_t done, size_t failed, size_t total);

/* How registries are asked. Zero is a good default of everything. Borrowed for the life of the session. */
struct wc_registry_options {
	wc_environment *environment; /* NULL: no variable is set */
	unsigned jobs;               /* requests at a time; 0: 16 */
	const char *creds;           /* "USER:PASSWORD" or "USER", or NULL */
	const char *login_file;      /* the only file that logins are looked for in; NULL: those of the machine */
	enum wc_tri tls_verify;      /* no: any certificate, and http where there is no TLS; yes: https also to this machine */
	const char *const *host_dirs; /* folders of HOST/hosts.toml or HOST/{*.crt,*.cert,*.key}, before the usual ones */
	size_t host_dir_count;
	wc_registry_progress *progress; /* or NULL */
	void *progress_context;
};

/* Connections, logins and what configuration says, kept from call to call. For one thread at a time. Free with wc_registry_close. */
struct wc_registry *wc_registry_open(const struct wc_registry_options *options);
void wc_registry_close(struct wc_registry *registry);

/*
 * Have the files of logins, mirrors and certificates changed since this was asked last? The session goes on with what it knows of them:
 * open another one. False the first time: ask before anything else is.
 */
bool wc_registry_is_outdated(struct wc_registry *registry);

/* One image that is wanted. */
struct wc_registry_item {
	const char *name; /* as given, without docker:// */
	struct wc_image image; /* filled where `is_read`; its reference is `name` */
	bool is_read;
	struct wc_err err;     /* else: why not */
	bool is_silent;        /* because its registry did not answer, or said that it cannot for now */
};

/*
 * Reads the images of all items, each content once, and as few requests as can be: from the cache, from `reading->registry`,
 * or, with `reading->offline`, from the cache only. An index that says enough of its entries costs one request, a single
 * manifest two. Strings are owned by reading->arena.
 */
void wc_registry_read_many(const struct wc_reading *reading, struct wc_registry_item *items, size_t count);

#endif
