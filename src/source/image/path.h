/* Paths with an image's name behind them, as containers-transports(5) writes them: "PATH[:REF]", "PATH:@N". */
#ifndef WC_SOURCE_IMAGE_PATH_H
#define WC_SOURCE_IMAGE_PATH_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Splits "PATH[:REF]" at the first colon that is not a drive letter's; *ret_reference is NULL where there is none. False
 * and `err` where PATH or REF is empty.
 */
bool wc_path_split(wc_arena *arena, const char *text, const char **ret_path, const char **ret_reference,
                   struct wc_err *err);

/* Is `reference` "@N", the N-th image from 0? */
bool wc_path_number(const char *reference, size_t *ret_number);

/* Do the two names (NULL allowed) mean the same image, as Docker completes names ("x" is "docker.io/library/x:latest")? */
bool wc_path_same_name(wc_arena *arena, const char *one, const char *other);

/* Fails: `path` holds several images and none was named. `names` holds NULL for images without a name. Returns false. */
bool wc_path_ambiguous(wc_arena *arena, const char *path, const char *const *names, size_t count, struct wc_err *err);

/* Fails: `path` holds no image `reference`. Returns false. */
bool wc_path_absent(wc_arena *arena, const char *path, const char *reference, const char *const *names, size_t count,
                    struct wc_err *err);

#endif
