/* Comments that excuse findings: "# wincompat:ignore RULE reason". */
#ifndef WC_APP_SCAN_IGNORE_H
#define WC_APP_SCAN_IGNORE_H

#include "app/scan_files.h"

/* The comments of one text, in order. Start with {.arena = a}; copied to the arena. */
struct wc_ignores {
	wc_arena *arena;
	struct wc_ignore *item;
	size_t count, room;
};

/* Adds the comments of the text of `file`; one without a rule or a reason is a fault. */
void wc_ignores_find(struct wc_ignores *ignores, const char *file, const char *bytes, size_t length, struct wc_diags *faults);

#endif
