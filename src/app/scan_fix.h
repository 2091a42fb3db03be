/* Fixes: tags that fit the host, put where the unfit ones stand. */
#ifndef WC_APP_SCAN_FIX_H
#define WC_APP_SCAN_FIX_H

#include "app/scan.h"
#include "base/text.h"

/* A stretch of a file and what is to stand there. */
struct wc_fix {
	const struct wc_stretch *at;
	const char *old, *new;
};

struct wc_fixes {
	struct wc_fix *item;
	size_t count;
	size_t files; /* how many they are in */
};

/*
 * The fixes that are beyond doubt, in the order of files and lines: the reference stands in the file as it is meant, every
 * finding about it is a refusal, and one tag is the remedy of all of them; where registries may be asked, that there is such a
 * tag. Owned by `arena`.
 */
struct wc_fixes wc_scan_fixes(wc_arena *arena, const struct wc_gather *how, const struct wc_scanned *scanned);

/*
 * The fixes as a unified diff ("a/FILE", "b/FILE": for `git apply` and `patch -p1`), added to `out`. A file that cannot be
 * read any more, or changed meanwhile, is a fault.
 */
void wc_scan_fixes_diff(struct wc_text *out, wc_arena *arena, const struct wc_fixes *fixes, struct wc_diags *faults);

/* Writes the files with the fixes in them; *ret_written is the number of fixes that stand now. What fails is a fault. */
void wc_scan_fixes_write(wc_arena *arena, const struct wc_fixes *fixes, size_t *ret_written, struct wc_diags *faults);

#endif
