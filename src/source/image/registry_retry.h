/* How long to wait before asking again. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_RETRY_H
#define WC_SOURCE_IMAGE_REGISTRY_RETRY_H

#include "io/http.h"

/* Is this an answer, or a failure, that may be another one soon? */
bool wc_retry_helps(const struct wc_http_answer *answer);

/*
 * Milliseconds to wait before attempt `attempt` + 1 (the first was 1): what Retry-After says, or a growing time with jitter.
 * Negative: no further attempt makes sense (too many were made, or the wait is longer than anybody would).
 */
int64_t wc_retry_wait(const struct wc_http_answer *answer, unsigned attempt);

#endif
