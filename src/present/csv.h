/* CSV (RFC 4180): fields and lines, safe to open in a spreadsheet. */
#ifndef WC_PRESENT_CSV_H
#define WC_PRESENT_CSV_H

#include "base/text.h"

/*
 * Adds a field, quoted where it must be; NULL is empty. A text that a spreadsheet would take for a formula (=, +, -, @ in front) gets
 * an apostrophe, as OWASP advises. The first field of a line has `first` set.
 */
void wc_csv_field(struct wc_text *out, const char *text, int first);

/* A line of fields, as they are. */
void wc_csv_line(struct wc_text *out, const char *const *fields, size_t count);

#endif
