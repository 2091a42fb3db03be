/* An index written in one line of a case: "index: 10.0.20348.1 10.0.17763.2@arm64 linux -". */
#ifndef WC_APP_CASES_INDEX_H
#define WC_APP_CASES_INDEX_H

#include "base/arena.h"
#include "model/facts.h"

#include <stdbool.h>

/*
 * Reads an `image` setting that begins with "index:" or "manifest:" (one entry, no index; "manifest@: …" is named by its digest).
 * Each word is an os.version as written, "-" for an entry without one, or "linux"; "@ARCH" follows where it is not amd64, and
 * "+win32k" names the feature. False where the text is none of these.
 */
bool wc_case_index(wc_arena *arena, const char *text, struct wc_image *ret_image);

#endif
