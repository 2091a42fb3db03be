/* Verifying a launch: once the container runs, has it the isolation that it was launched with? */
#ifndef WC_APP_VERIFY_H
#define WC_APP_VERIFY_H

#include "app/gather.h"
#include "model/plan.h"

/* Told what was found: a sentence, with what to do where it is not as it should be. */
typedef void wc_verify_say(void *context, const struct wc_err *word);

struct wc_verify;

/* A verification of the launch by `plan`, whose cidfile names the container. Owned by `arena`, borrows the rest. */
struct wc_verify *wc_verify_new(wc_arena *arena, const struct wc_gather *how, const struct wc_plan *plan, wc_verify_say *say,
                                void *context);

/* Looks whether the container runs by now, and if so asks the engine once. False where nothing is left to do. */
bool wc_verify_step(struct wc_verify *verify);

/* The program that launched has ended: the last look. Says that nothing could be verified, unless it never `ran`. */
void wc_verify_end(struct wc_verify *verify, bool ran);

#endif
