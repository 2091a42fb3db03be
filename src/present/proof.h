/* A proof as bytes: the mode, what shows it, the processes, and what the mode costs. */
#ifndef WC_PRESENT_PROOF_H
#define WC_PRESENT_PROOF_H

#include "base/text.h"
#include "model/proof.h"

#include <stdbool.h>

/* Lines for people, the verdict first; with ANSI colours where `colour`. */
void wc_present_proof_text(struct wc_text *out, const struct wc_proof *proof, bool colour);

/* One Observation object (docs/schema/observation.schema.json). */
void wc_present_proof_json(struct wc_text *out, const struct wc_proof *proof);

#endif
