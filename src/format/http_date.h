/* Dates as HTTP writes them (RFC 9110, 5.6.7). */
#ifndef WC_FORMAT_HTTP_DATE_H
#define WC_FORMAT_HTTP_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Reads "Sun, 06 Nov 1994 08:49:37 GMT" as seconds since 1970; false where it is another form, which nobody sends any more. */
bool wc_http_date_parse(const char *text, int64_t *ret_seconds);

#endif
