/* Comments that excuse findings. */
#include "app/scan_ignore.h"

#include "base/limits.h"

#include <string.h>

static const char mark[] = "wincompat:ignore";

/* Lines of comments between one that ignores and what it is about. */
enum { MOST_BETWEEN = 50 };

struct line {
	const char *text, *end; /* without its line end */
	size_t number;
};

static struct line
line_at(const char *text, const char *end, size_t number)
{
	const char *feed = text < end ? memchr(text, '\n', (size_t)(end - text)) : NULL;
	return (struct line){text, feed ? feed : end, number};
}

/* Does the line hold nothing, or a comment alone? */
static bool
says_nothing(struct line line)
{
	const char *at = line.text;
	while (at < line.end && strchr(" \t\r", *at))
		at++;
	return at == line.end || *at == '#' || (*at == '/' && at + 1 < line.end && at[1] == '/');
}

/* The line that the comment is about: its own, or where it stands alone the next one that says something. */
static size_t
line_meant(struct line line, const char *end)
{
	size_t first = line.number;
	while (says_nothing(line) && line.end < end && line.number - first < MOST_BETWEEN)
		line = line_at(line.end + 1, end, line.number + 1);
	return line.number;
}

static void
add(struct wc_ignores *ignores, struct wc_ignore made)
{
	if (ignores->count == ignores->room) {
		ignores->room = ignores->room ? ignores->room * 2 : 8;
		struct wc_ignore *more = wc_array(ignores->arena, struct wc_ignore, ignores->room);
		if (ignores->count)
			memcpy(more, ignores->item, ignores->count * sizeof(*more));
		ignores->item = more;
	}
	ignores->item[ignores->count++] = made;
}

static void
take(struct wc_ignores *ignores, const char *file, struct line line, const char *at, const char *end, struct wc_diags *faults)
{
	const char *rule = at + strlen(mark);
	while (rule < line.end && (*rule == ' ' || *rule == '\t'))
		rule++;
	const char *rule_end = rule;
	while (rule_end < line.end && !strchr(" \t\r", *rule_end))
		rule_end++;
	const char *reason = rule_end, *reason_end = line.end;
	while (reason < reason_end && strchr(" \t\r", *reason))
		reason++;
	while (reason_end > reason && strchr(" \t\r", reason_end[-1]))
		reason_end--;
	size_t column = (size_t)(at - line.text) + 1;
	if (rule == rule_end || reason == reason_end) {
		wc_diag_add(faults, file, line.number, column, "this comment ignores nothing: it names no %s", rule == rule_end ? "rule" : "reason")
		    ->hint = "write # wincompat:ignore RULE reason";
		return;
	}
	add(ignores, (struct wc_ignore){.at = {wc_copyz(ignores->arena, file), line.number, column, (size_t)(line.end - at)},
	                                .line = line_meant(line, end),
	                                .rule = wc_copy(ignores->arena, rule, (size_t)(rule_end - rule)),
	                                .reason = wc_copy(ignores->arena, reason, (size_t)(reason_end - reason))});
}

void
wc_ignores_find(struct wc_ignores *ignores, const char *file, const char *bytes, size_t length, struct wc_diags *faults)
{
	const char *end = bytes + length, *counted = bytes, *start = bytes;
	size_t number = 1, left = WC_LIMIT_IGNORES;
	for (const char *at = strstr(bytes, mark); at; at = strstr(at + 1, mark)) {
		for (; counted < at; counted++) {
			number += *counted == '\n';
			start = *counted == '\n' ? counted + 1 : start;
		}
		if (left-- == 0) {
			wc_diag_add(faults, file, number, 1, "more than %d comments that ignore something: the rest is not read", WC_LIMIT_IGNORES)
			    ->hint = "ignore rules in wincompat.yaml";
			return;
		}
		take(ignores, file, line_at(start, end, number), at, end, faults);
	}
}
