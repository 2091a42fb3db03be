/* What to say where a registry cannot be asked: which one, at which step, what to do. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_FAULTS_H
#define WC_SOURCE_IMAGE_REGISTRY_FAULTS_H

#include "source/image/registry_session.h"

/* Fills `err` (WC_FAULT_UNREACHABLE) from an answer that is none, or none with status 200. Returns false. */
bool wc_registry_fault(const struct wc_question *question, const struct wc_endpoint *endpoint,
                       const struct wc_http_answer *answer, struct wc_err *err);

/* Is this HTML: a portal's or a proxy's page where a registry's answer was expected? */
bool wc_answer_is_page(const struct wc_http_answer *answer);

#endif
