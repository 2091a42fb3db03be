/* wc_csv: records and fields. */
#include "format/csv.h"

#include "base/utf8.h"

#include <string.h>

/* Excel writes semicolons where the decimal sign is a comma. */
static char
separator_of(const char *text, size_t length)
{
	size_t commas = 0, semicolons = 0;
	for (size_t i = 0; i < length && text[i] != '\n'; i++) {
		commas += text[i] == ',';
		semicolons += text[i] == ';';
	}
	return semicolons > commas ? ';' : ',';
}

struct wc_csv
wc_csv_start(const char *text, size_t length)
{
	size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	return (struct wc_csv){text + mark, text + length, 1, separator_of(text + mark, length - mark)};
}

static bool
is_line_end(const struct wc_csv *csv, const char *p)
{
	return p == csv->end || *p == '\n' || (*p == '\r' && (p + 1 == csv->end || p[1] == '\n'));
}

/* Goes past the end of the line. */
static void
end_line(struct wc_csv *csv)
{
	while (csv->at < csv->end && *csv->at != '\n')
		csv->at++;
	csv->line += csv->at < csv->end;
	csv->at += csv->at < csv->end;
}

static const char *
check_bytes(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		size_t n = wc_utf8_length(text + i, length - i);
		if (n == 0)
			return "it is no UTF-8: save the file as UTF-8";
		if (text[i] == '\0')
			return "it holds a NUL byte";
		i += n;
	}
	return NULL;
}

static bool
plain_field(struct wc_csv *csv, wc_arena *arena, struct wc_csv_record *record)
{
	const char *start = csv->at;
	while (!is_line_end(csv, csv->at) && *csv->at != csv->separator)
		csv->at++;
	record->fault = check_bytes(start, (size_t)(csv->at - start));
	record->field[record->count++] = wc_copy(arena, start, (size_t)(csv->at - start));
	return !record->fault;
}

/* A field in quotes may hold separators, line ends, and quotes written twice. */
static bool
quoted_field(struct wc_csv *csv, wc_arena *arena, struct wc_csv_record *record)
{
	const char *start = ++csv->at, *p = start;
	size_t line = csv->line, length = 0;
	while (p < csv->end && !(*p == '"' && (p + 1 == csv->end || p[1] != '"'))) {
		p += *p == '"';
		line += *p == '\n';
		p++;
		length++;
	}
	record->fault = p == csv->end ? "a quote is opened and never closed" : check_bytes(start, (size_t)(p - start));
	if (record->fault)
		return false;
	char *field = wc_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++, start++) {
		start += *start == '"';
		field[i] = *start;
	}
	record->field[record->count++] = field;
	csv->at = p + 1;
	csv->line = line;
	if (!is_line_end(csv, csv->at) && *csv->at != csv->separator)
		record->fault = "something stands behind a closing quote";
	return !record->fault;
}

static void
read_fields(struct wc_csv *csv, wc_arena *arena, struct wc_csv_record *record)
{
	for (;;) {
		if (record->count == WC_LIMIT_CSV_FIELDS) {
			record->fault = "it has more than 64 fields";
			return;
		}
		bool quoted = csv->at < csv->end && *csv->at == '"';
		if (!(quoted ? quoted_field(csv, arena, record) : plain_field(csv, arena, record)) || is_line_end(csv, csv->at))
			return;
		csv->at++;
	}
}

bool
wc_csv_next(struct wc_csv *csv, wc_arena *arena, struct wc_csv_record *ret_record)
{
	while (csv->at < csv->end && is_line_end(csv, csv->at))
		end_line(csv);
	if (csv->at == csv->end)
		return false;
	*ret_record = (struct wc_csv_record){.line = csv->line};
	read_fields(csv, arena, ret_record);
	end_line(csv);
	return true;
}
