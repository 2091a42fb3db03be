/* Certificates that this machine keeps for single registries. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_CERTS_H
#define WC_SOURCE_IMAGE_REGISTRY_CERTS_H

#include "source/image/registry_session.h"

/*
 * The folders that may hold one named HOST[:PORT] for a registry, those of --hosts-dir first, ended by NULL. With `for_mirrors`
 * those of containerd, else those of Docker and the containers tools, too. Owned by the session.
 */
const char *const *wc_host_folders(struct wc_registry *registry, bool for_mirrors);

/*
 * What certs.d says of `host` ("registry.example:5000"): ca.crt (else the first *.crt), and a pair NAME.cert, NAME.key. Where
 * nothing is said the fields stay NULL. Paths are owned by the session. False and `err` where a folder cannot be read, or a
 * certificate stands there without its key.
 */
bool wc_certs_find(struct wc_registry *registry, const char *host, struct wc_http_tls *tls, struct wc_err *err);

#endif
