/* Lines: their bounds, and joining what a console broke. */
#include "source/log/line.h"

#include <stdbool.h>
#include <string.h>

/*
 * What a console has broken: one of 80 columns that breaks at words leaves no less on a line before a container's 64-digit name,
 * and none is wider than a large screen.
 */
enum { SHORTEST_WRAPPED = 40, LONGEST_WRAPPED = 260 };

struct wc_log_line
wc_log_line_around(const char *bytes, size_t length, size_t at)
{
	struct wc_log_line line = {at, at};
	size_t first = at > WC_LIMIT_LOG_LINE ? at - WC_LIMIT_LOG_LINE : 0, left = length - at;
	const char *end = memchr(bytes + at, '\n', left < WC_LIMIT_LOG_LINE ? left : WC_LIMIT_LOG_LINE);
	while (line.start > first && bytes[line.start - 1] != '\n')
		line.start--;
	line.end = end ? (size_t)(end - bytes) : at + (left < WC_LIMIT_LOG_LINE ? left : WC_LIMIT_LOG_LINE);
	if (line.end > line.start && bytes[line.end - 1] == '\r')
		line.end--;
	return line;
}

static bool
may_be_wrapped(struct wc_log_line line)
{
	return line.end - line.start >= SHORTEST_WRAPPED && line.end - line.start <= LONGEST_WRAPPED;
}

/* Adds a line without the blanks around it. */
static void
add(struct wc_joined *j, const char *bytes, struct wc_log_line line)
{
	size_t source = line.end;
	while (line.start < line.end && (bytes[line.start] == ' ' || bytes[line.start] == '\t'))
		line.start++;
	while (line.end > line.start && bytes[line.end - 1] == ' ')
		line.end--;
	if (j->length)
		j->text[j->length++] = ' ';
	memcpy(j->text + j->length, bytes + line.start, line.end - line.start);
	j->length += line.end - line.start;
	j->ends[j->count] = j->length;
	j->source[j->count++] = source;
}

/* The line behind `line`; false where there is none. */
static bool
next(const char *bytes, size_t length, struct wc_log_line *line)
{
	const char *end = memchr(bytes + line->end, '\n', length - line->end < 2 ? length - line->end : 2);
	if (!end || (size_t)(end + 1 - bytes) >= length)
		return false;
	*line = wc_log_line_around(bytes, length, (size_t)(end + 1 - bytes));
	return true;
}

/* The line before `line`, where it begins at `from` or later. */
static bool
previous(const char *bytes, size_t length, size_t from, struct wc_log_line *line)
{
	if (line->start < from + 2 || bytes[line->start - 1] != '\n')
		return false;
	*line = wc_log_line_around(bytes, length, line->start - 1);
	return line->start >= from;
}

void
wc_log_line_join(const char *bytes, size_t length, struct wc_log_line line, size_t from, struct wc_joined *ret_joined)
{
	struct wc_log_line other = line;
	ret_joined->length = ret_joined->count = 0;
	if (previous(bytes, length, from, &other) && may_be_wrapped(other))
		add(ret_joined, bytes, other);
	size_t start = ret_joined->length + (ret_joined->length > 0);
	add(ret_joined, bytes, line);
	ret_joined->own = (struct wc_log_line){start, ret_joined->length};
	while (ret_joined->count < WC_JOINED_LINES && may_be_wrapped(line) && next(bytes, length, &line) &&
	       line.end - line.start <= LONGEST_WRAPPED)
		add(ret_joined, bytes, line);
}
