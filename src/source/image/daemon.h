/* What a Docker Engine says of an image that it does not have. Private to docker-daemon:. */
#ifndef WC_SOURCE_IMAGE_DAEMON_H
#define WC_SOURCE_IMAGE_DAEMON_H

#include "source/sources.h"

/*
 * Reads the `length` bytes of an answer to GET /distribution/NAME/json: the platforms that the registry has. Their digests are
 * not told, except that of an image with one. `name` is for messages. False and `err`.
 */
bool wc_daemon_distribution(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                            struct wc_image *image, struct wc_err *err);

/*
 * The header X-Registry-Auth for the registry of the image `name`; *ret_secret is NULL where we know no credentials or
 * registries are not asked. False and `err` where configuration or a helper is broken.
 */
bool wc_daemon_login(const struct wc_reading *reading, const char *name, const char **ret_secret, struct wc_err *err);

#endif
