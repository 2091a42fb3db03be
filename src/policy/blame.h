/* Blame: are the versions of host and image the cause of an error? Pure. */
#ifndef WC_POLICY_BLAME_H
#define WC_POLICY_BLAME_H

#include "model/diagnosis.h"
#include "model/verdict.h"

/* The answer, and the warning of the verdict it rests on (NULL: on its statuses). */
struct wc_blamed {
	enum wc_blame versions;
	const struct wc_reason *warning;
};

/*
 * Judges `verdict` for the isolation `mode` under which the error appears (WC_MODE_NONE: it could be either). Yes: that isolation
 * is unsupported, the engine refuses the image, or a revision border lies between host and image. No: it is supported, or another
 * system or architecture is the cause. Maybe: it is known to start, known to fail, or not known.
 */
struct wc_blamed wc_blame_judge(const struct wc_verdict *verdict, unsigned mode);

#endif
