/* The files that changed since a revision: git is asked. */
#ifndef WC_APP_SCAN_SINCE_H
#define WC_APP_SCAN_SINCE_H

#include "app/gather.h"

/*
 * The files below each of the folders `paths` that differ from where the history of `revision` and ours part, and those that
 * git does not know yet; as a walk names them, sorted. False and `err` where git cannot be asked or knows no such revision.
 */
bool wc_scan_since(wc_arena *arena, struct wc_names paths, const char *revision, struct wc_names *ret_files, struct wc_err *err);

#endif
