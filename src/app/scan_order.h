/* What threads found, put together: in the order of files, lines and columns, and nothing twice. */
#ifndef WC_APP_SCAN_ORDER_H
#define WC_APP_SCAN_ORDER_H

#include "app/scan_files.h"
#include "app/scan_ignore.h"

/* Adds what one thread found; its arena must last, too. */
void wc_scan_join(wc_arena *arena, struct wc_scan_read *read, const struct wc_found *found, const struct wc_ignores *ignores);

/* Sorts everything, and drops what was found twice, and what one reader could not resolve where another one could. */
void wc_scan_order(wc_arena *arena, struct wc_scan_read *read);

#endif
