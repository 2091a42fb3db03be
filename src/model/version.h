/* A Windows version, 10.0.BUILD.REVISION: parse, order, print. What is missing stays missing. */
#ifndef WC_MODEL_VERSION_H
#define WC_MODEL_VERSION_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { WC_REVISION_UNKNOWN = -1, WC_VERSION_TEXT = 40 };

/* `build` 0 means that the whole version is not known; `revision` may be unknown where the build is known. */
struct wc_version {
	uint32_t major, minor, build;
	int32_t revision;
};

#define WC_VERSION_UNKNOWN ((struct wc_version){0, 0, 0, WC_REVISION_UNKNOWN})

/*
 * Reads "10.0.17763" or "10.0.17763.1039" (exactly three or four decimal numbers, each at most
 * WC_LIMIT_VERSION_PART, no sign, no blanks). On failure false and `err` says what is wrong with which part.
 */
bool wc_version_parse(const char *text, struct wc_version *ret_version, struct wc_err *err);

/* Writes three parts where the revision is not known, else four; "unknown" where nothing is. Returns `buffer`. */
const char *wc_version_print(struct wc_version version, char buffer[WC_VERSION_TEXT]);

/* Orders by major, minor and build, then by revision where both know it: below 0, 0 or above 0. */
int wc_version_compare(struct wc_version a, struct wc_version b);

/* An engine's version, "28.0.1", "18.09.1", "v1.7.0-rc.2": only its first three numbers count. */
struct wc_engine_version {
	uint32_t major, minor, patch;
	bool known;
};

/* Reads the leading numbers of `text` (an optional "v" in front, missing parts are 0); false where there is none. */
bool wc_engine_version_parse(const char *text, struct wc_engine_version *ret_version);

/* A known engine version as one number that orders as versions do; each part fits 20 bits (WC_LIMIT_VERSION_PART). */
int64_t wc_engine_version_number(struct wc_engine_version version);

/* Orders two known engine versions: below 0, 0 or above 0. */
int wc_engine_version_compare(struct wc_engine_version a, struct wc_engine_version b);

#endif
