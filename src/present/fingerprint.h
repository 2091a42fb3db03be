/* Fingerprints: what tells a finding apart from all others, and stays the same when lines are added above it. */
#ifndef WC_PRESENT_FINGERPRINT_H
#define WC_PRESENT_FINGERPRINT_H

#include "present/report.h"

/*
 * A fingerprint for each case, in the order of `report`: 32 hexadecimal digits of the SHA-256 of file, reference, host and
 * rule, then ":N" for the N-th such case in the order of the file. No line, version or sentence goes into it. The array and
 * its strings are owned by `arena`.
 */
const char **wc_fingerprints(wc_arena *arena, const struct wc_report *report);

#endif
