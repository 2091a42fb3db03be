/* wincompat.lock: what stood behind each reference when somebody last looked, so that drift shows. */
#ifndef WC_APP_SCAN_LOCK_H
#define WC_APP_SCAN_LOCK_H

#include "app/gather.h"
#include "base/text.h"
#include "present/presenters.h"

/* The lock file of a scan of `paths`: in the first folder of them, else in the working folder; owned by `arena`. */
const char *wc_scan_lock_path(wc_arena *arena, struct wc_names paths);

/* Adds the lock of the findings to `out`, as JSON: the digest behind each reference, and what each host takes of it. What was only inferred is left out. */
void wc_scan_lock_write(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count);

/*
 * Reads the lock file `path`, if it is there, and adds a remark to each finding whose tag moved so that the host's entry is gone
 * or its revision is above the host's. False and `err` where it cannot be read.
 */
bool wc_scan_lock_compare(wc_arena *arena, const char *path, struct wc_answer *answers, size_t count, struct wc_err *err);

#endif
