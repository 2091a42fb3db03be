/* Images that one order to an engine runs (the stages of a build): judged one by one, and one isolation has to do for all. */
#ifndef WC_APP_TOGETHER_H
#define WC_APP_TOGETHER_H

#include "app/scan_judge.h"

/* What is judged. Borrowed. */
struct wc_together {
	const struct wc_use *const *uses; /* `count` of them, at least 1 */
	size_t count;
	const struct wc_references *references; /* the images behind them */
	const struct wc_host *host;
};

/* What came of it. Owned by the judge's arena. */
struct wc_joint {
	const struct wc_use *const *uses;
	const struct wc_answer **answers; /* one for each use */
	size_t count;
	uint8_t isolation; /* enum wc_mode: the one in which all that are run may; WC_MODE_NONE where there is none */
	bool is_allowed;   /* each of them, in that isolation */
	bool needs_flag;   /* the engine would take another one by itself */
	bool is_split;     /* each may run, but no isolation does for all */
};

/*
 * Judges them. Where the isolation is `auto` and no file says another, it is the one that `auto` takes for each if that is the same for
 * all, else the first in which all may run.
 */
struct wc_joint wc_together_judge(struct wc_judge *judge, const struct wc_together *together);

#endif
