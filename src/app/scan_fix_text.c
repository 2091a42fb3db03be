/* One file with its fixes. */
#include "app/scan_fix_text.h"

#include "base/limits.h"
#include "io/file.h"

#include <string.h>

enum { CONTEXT = 3 };

static bool
fault(struct wc_diags *faults, const char *name, size_t line, const char *text, const char *hint)
{
	struct wc_diag *diag = wc_diag_add(faults, wc_copyz(faults->arena, name), line, line ? 1 : 0, "%s", text);
	diag->hint = hint && *hint ? wc_copyz(faults->arena, hint) : NULL;
	return false;
}

static size_t
count_lines(const char *bytes, size_t length)
{
	size_t count = 0;
	for (const char *at = bytes, *end = bytes + length; at < end; count++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		at = feed ? feed + 1 : end;
	}
	return count;
}

static void
split(struct wc_fixed_text *text, const char *bytes, size_t length)
{
	size_t n = 0;
	for (const char *at = bytes, *end = bytes + length; at < end;) {
		const char *feed = memchr(at, '\n', (size_t)(end - at)), *next = feed ? feed + 1 : end;
		text->lines[n++] = (struct wc_fixed_line){at, at, (size_t)(next - at), (size_t)(next - at)};
		at = next;
	}
}

/* Puts one fix into its line, which may have others before it: `shift` is how much longer they made it. */
static bool
put(wc_arena *arena, struct wc_fixed_line *line, const struct wc_fix *fix, long shift)
{
	size_t start = (size_t)((long)fix->at->column - 1 + shift), old = strlen(fix->old);
	if (start + old > line->new_length || memcmp(line->new + start, fix->old, old) != 0)
		return false;
	struct wc_text text = {.arena = arena};
	wc_text_add(&text, line->new, start);
	wc_text_addz(&text, fix->new);
	wc_text_add(&text, line->new + start + old, line->new_length - start - old);
	line->new = wc_text_string(&text);
	line->new_length = text.length;
	return true;
}

/* The bytes before the first line that places count from: a byte order mark. */
static size_t
mark_of(const char *bytes, size_t length)
{
	return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

bool
wc_fixed_text_make(wc_arena *arena, const struct wc_fixes *fixes, struct wc_fixed_text *ret_text, struct wc_diags *faults)
{
	char *bytes;
	size_t length;
	struct wc_err err = {0};
	const char *name = fixes->item[0].at->file;
	if (!wc_file_read(arena, name, WC_LIMIT_TEXT_BYTES, &bytes, &length, &err))
		return fault(faults, name, 0, err.text, err.hint);
	struct wc_fixed_text text = {.name = name, .count = count_lines(bytes, length)};
	text.lines = wc_array(arena, struct wc_fixed_line, text.count + 1);
	split(&text, bytes, length);
	long shift = 0;
	for (size_t i = 0; i < fixes->count; i++) {
		const struct wc_fix *fix = &fixes->item[i];
		if (i == 0 || fixes->item[i - 1].at->line != fix->at->line)
			shift = fix->at->line == 1 ? (long)mark_of(bytes, length) : 0;
		if (fix->at->line > text.count || !put(arena, &text.lines[fix->at->line - 1], fix, shift))
			return fault(faults, name, fix->at->line, "the file changed while it was scanned: nothing is replaced in it", "scan it again");
		shift += (long)strlen(fix->new) - (long)strlen(fix->old);
	}
	*ret_text = text;
	return true;
}

static bool
is_changed(const struct wc_fixed_text *text, size_t line)
{
	return text->lines[line].old != text->lines[line].new;
}

/* One line of a diff. */
static void
add_line(struct wc_text *out, char mark, const char *line, size_t length)
{
	wc_text_add(out, &mark, 1);
	wc_text_add(out, line, length);
	if (length == 0 || line[length - 1] != '\n')
		wc_text_addz(out, "\n\\ No newline at end of file\n");
}

/* The lines from `start` to before `end`; changed ones that stand together come old first, then new. */
static void
add_hunk(struct wc_text *out, const struct wc_fixed_text *text, size_t start, size_t end)
{
	wc_text_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", start + 1, end - start, start + 1, end - start);
	for (size_t i = start, next; i < end; i = next) {
		next = i + 1;
		if (!is_changed(text, i)) {
			add_line(out, ' ', text->lines[i].old, text->lines[i].old_length);
			continue;
		}
		while (next < end && is_changed(text, next))
			next++;
		for (size_t k = i; k < next; k++)
			add_line(out, '-', text->lines[k].old, text->lines[k].old_length);
		for (size_t k = i; k < next; k++)
			add_line(out, '+', text->lines[k].new, text->lines[k].new_length);
	}
}

/* Behind the last line that belongs to the hunk whose first change is at `line`. */
static size_t
hunk_end(const struct wc_fixed_text *text, size_t line)
{
	size_t last = line;
	for (size_t i = line; i < text->count && i <= last + 2 * CONTEXT; i++)
		last = is_changed(text, i) ? i : last;
	return last + 1 + CONTEXT < text->count ? last + 1 + CONTEXT : text->count;
}

void
wc_fixed_text_diff(struct wc_text *out, const struct wc_fixed_text *text)
{
	bool below = *text->name != '/';
	wc_text_printf(out, "--- %s%s\n+++ %s%s\n", below ? "a/" : "", text->name, below ? "b/" : "", text->name);
	for (size_t i = 0; i < text->count;) {
		if (!is_changed(text, i)) {
			i++;
			continue;
		}
		size_t end = hunk_end(text, i);
		add_hunk(out, text, i > CONTEXT ? i - CONTEXT : 0, end);
		i = end;
	}
}

bool
wc_fixed_text_write(wc_arena *arena, const struct wc_fixed_text *text, struct wc_diags *faults)
{
	struct wc_text all = {.arena = arena};
	struct wc_err err;
	for (size_t i = 0; i < text->count; i++)
		wc_text_add(&all, text->lines[i].new, text->lines[i].new_length);
	return wc_file_write(text->name, wc_text_string(&all), all.length, &err) || fault(faults, text->name, 0, err.text, err.hint);
}
