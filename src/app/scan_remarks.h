/* What a scan says of a finding besides its verdict. */
#ifndef WC_APP_SCAN_REMARKS_H
#define WC_APP_SCAN_REMARKS_H

#include "present/presenters.h"

/* Adds a sentence to the finding of `answer`, for the rule of `role`. */
void wc_scan_remark_add(wc_arena *arena, struct wc_answer *answer, enum wc_role role, const char *text);

/* Adds a remark where on `day` the support of the image's Windows has ended, or ends within half a year. */
void wc_scan_support_remark(wc_arena *arena, struct wc_answer *answer, wc_date day);

#endif
