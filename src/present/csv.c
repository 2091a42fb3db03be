/* CSV: quoting. */
#include "present/csv.h"

#include <string.h>

void
wc_csv_field(struct wc_text *out, const char *text, int first)
{
	if (!first)
		wc_text_addz(out, ",");
	if (!text)
		return;
	if (*text && strchr("=+-@\t", *text))
		wc_text_addz(out, "'");
	if (!strpbrk(text, ",\"\r\n")) {
		wc_text_addz(out, text);
		return;
	}
	wc_text_addz(out, "\"");
	for (const char *p = text; *p; p++)
		wc_text_add(out, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
	wc_text_addz(out, "\"");
}

void
wc_csv_line(struct wc_text *out, const char *const *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		wc_csv_field(out, fields[i], i == 0);
	wc_text_addz(out, "\r\n");
}
