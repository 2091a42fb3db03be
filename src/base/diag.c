/* wc_diag: collecting faults, and finding the word that was meant. */
#include "base/diag.h"

#include <string.h>

struct wc_diag *
wc_diag_add(struct wc_diags *diags, const char *file, size_t line, size_t column, const char *format, ...)
{
	struct wc_diag *d = wc_alloc(diags->arena, sizeof(*d));
	va_list args;
	va_start(args, format);
	d->text = wc_vprintf(diags->arena, format, args);
	va_end(args);
	d->file = file;
	d->line = line;
	d->column = column;
	if (diags->last)
		diags->last->next = d;
	else
		diags->first = d;
	diags->last = d;
	diags->count++;
	return d;
}

const char *
wc_diag_line(wc_arena *arena, const char *text, size_t number)
{
	for (; text && number > 1; number--) {
		text = strchr(text, '\n');
		text += text != NULL;
	}
	return text ? wc_copy(arena, text, strcspn(text, "\r\n")) : NULL;
}

enum { LONGEST_WORD = 64, MOST_EDITS = 2 };

/* Levenshtein distance; words longer than LONGEST_WORD count as far apart. */
static size_t
edits(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), row[LONGEST_WORD + 1];
	if (n > LONGEST_WORD || m > LONGEST_WORD)
		return (size_t)-1;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
			best = above + 1 < best ? above + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			diagonal = above;
			row[j] = best;
		}
	}
	return row[m];
}

const char *
wc_nearest(const char *word, const char *const *candidates, size_t count)
{
	size_t best = MOST_EDITS + 1;
	const char *nearest = NULL;
	for (size_t i = 0; i < count; i++) {
		size_t distance = edits(word, candidates[i]);
		if (distance < best && distance * 2 < strlen(word) + 1) {
			best = distance;
			nearest = candidates[i];
		}
	}
	return nearest;
}
