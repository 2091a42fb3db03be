/* wc_csv: the records of a CSV text (RFC 4180), with commas or semicolons, quoted fields and any line ends. */
#ifndef WC_FORMAT_CSV_H
#define WC_FORMAT_CSV_H

#include "base/arena.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>

/* Start with wc_csv_start. */
struct wc_csv {
	const char *at, *end;
	size_t line;    /* of the next record, from 1 */
	char separator; /* ',' or ';', whichever the first line has more of */
};

/* One record. Fields are NUL-terminated and owned by the arena that was passed. */
struct wc_csv_record {
	const char *field[WC_LIMIT_CSV_FIELDS];
	size_t count;
	size_t line;
	const char *fault; /* why it is none: too many fields, a quote that nobody closes, no UTF-8, a NUL; or NULL */
};

struct wc_csv wc_csv_start(const char *text, size_t length);

/* Reads the next record that is not blank; false at the end of the text. A faulty one ends at the end of its line. */
bool wc_csv_next(struct wc_csv *csv, wc_arena *arena, struct wc_csv_record *ret_record);

#endif
