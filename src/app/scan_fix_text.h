/* One file with its fixes: the lines before and after, as a diff or written in place. */
#ifndef WC_APP_SCAN_FIX_TEXT_H
#define WC_APP_SCAN_FIX_TEXT_H

#include "app/scan_fix.h"
#include "base/text.h"

/* A line with its end; `new` is the same pointer where nothing changes. */
struct wc_fixed_line {
	const char *old, *new;
	size_t old_length, new_length;
};

struct wc_fixed_text {
	const char *name;
	struct wc_fixed_line *lines;
	size_t count;
};

/* Reads the file of `fixes` again and puts them in. False and a fault where it changed since it was scanned. */
bool wc_fixed_text_make(wc_arena *arena, const struct wc_fixes *fixes, struct wc_fixed_text *ret_text, struct wc_diags *faults);

/* Adds the difference to `out`, with three lines around each change. */
void wc_fixed_text_diff(struct wc_text *out, const struct wc_fixed_text *text);

/* Writes the new text in the place of the old one. False and a fault where that cannot be. */
bool wc_fixed_text_write(wc_arena *arena, const struct wc_fixed_text *text, struct wc_diags *faults);

#endif
