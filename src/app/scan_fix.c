/* Fixes: which are beyond doubt, and putting them into files. */
#include "app/scan_fix.h"

#include "app/scan_fix_text.h"
#include "app/scan_judge.h"
#include "present/wording.h"

#include <string.h>

/* Where the tag of a reference begins; NULL where it has none, or a digest that would still say the old image. */
static const char *
tag_of(const char *reference)
{
	const char *slash = strrchr(reference, '/'), *colon = strchr(slash ? slash : reference, ':');
	return strchr(reference, '@') || !colon ? NULL : colon + 1;
}

/* The reference with the tag that is the first remedy of the refusal, or NULL. */
static const char *
replacement(wc_arena *arena, const struct wc_answer *answer)
{
	const struct wc_verdict *v = answer->verdict;
	const char *written = answer->finding->use->written, *old = tag_of(written);
	if (!v || v->decision != WC_REFUSE || !old)
		return NULL;
	for (unsigned i = 0; i < v->remedy_count; i++) {
		const struct wc_remedy *remedy = &v->remedies[i];
		if (remedy->action != WC_USE_TAG || (remedy->mode != WC_MODE_NONE && remedy->mode != v->judged))
			continue;
		const char *value = wc_remedy_value(arena, v, remedy), *new = strchr(value, '/') ? tag_of(value) : NULL;
		return new ? wc_printf(arena, "%.*s%s", (int)(old - written), written, new) : NULL;
	}
	return NULL;
}

static bool
same_place(const struct wc_stretch *a, const struct wc_stretch *b)
{
	return a->line == b->line && a->column == b->column && strcmp(a->file, b->file) == 0;
}

/* The fix of the findings from `first` to `last`, which are all those of one place; false where one of them wants another. */
static bool
fix_of(wc_arena *arena, const struct wc_answer *first, const struct wc_answer *last, struct wc_fix *ret_fix)
{
	const struct wc_use *use = first->finding->use;
	const char *new = replacement(arena, first);
	/* What comes from standard input, and from a file whose name would break a diff, is left as it is. */
	bool has_file = strcmp(use->at.file, "-") != 0 && !strpbrk(use->at.file, "\n\r\t\"");
	bool stands = has_file && use->at.length == strlen(use->written) && strcmp(use->written, use->reference) == 0;
	if (!new || !stands || strcmp(new, use->written) == 0)
		return false;
	for (const struct wc_answer *answer = first; answer <= last; answer++) {
		const char *other = replacement(arena, answer);
		if (answer->finding->excuse || !other || strcmp(other, new) != 0 || strcmp(answer->finding->use->written, use->written) != 0)
			return false;
	}
	*ret_fix = (struct wc_fix){&use->at, use->written, new};
	return true;
}

/* Leaves out the fixes whose tag nobody has. */
static void
keep_real(wc_arena *arena, const struct wc_gather *how, struct wc_fixes *fixes)
{
	const char **names = wc_array(arena, const char *, fixes->count + 1);
	size_t kept = 0;
	for (size_t i = 0; i < fixes->count; i++)
		names[i] = fixes->item[i].new;
	const struct wc_gathered *images = wc_gather_references(arena, how, (struct wc_names){names, fixes->count});
	for (size_t i = 0; i < fixes->count; i++)
		if (!images[i].error && !images[i].inferred)
			fixes->item[kept++] = fixes->item[i];
	fixes->count = kept;
}

static size_t
count_files(const struct wc_fixes *fixes)
{
	size_t files = 0;
	for (size_t i = 0; i < fixes->count; i++)
		files += i == 0 || strcmp(fixes->item[i - 1].at->file, fixes->item[i].at->file) != 0;
	return files;
}

struct wc_fixes
wc_scan_fixes(wc_arena *arena, const struct wc_gather *how, const struct wc_scanned *scanned)
{
	struct wc_fixes fixes = {.item = wc_array(arena, struct wc_fix, scanned->count + 1)};
	for (size_t i = 0, next; i < scanned->count; i = next) {
		const struct wc_stretch *at = &scanned->answers[i].finding->use->at;
		for (next = i + 1; next < scanned->count && same_place(at, &scanned->answers[next].finding->use->at); next++)
			continue;
		fixes.count += fix_of(arena, &scanned->answers[i], &scanned->answers[next - 1], &fixes.item[fixes.count]);
	}
	if (fixes.count && !how->offline)
		keep_real(arena, how, &fixes);
	fixes.files = count_files(&fixes);
	return fixes;
}

/* The fixes of the file in which the one at `first` is. */
static struct wc_fixes
of_file(const struct wc_fixes *fixes, size_t first)
{
	struct wc_fixes some = {.item = &fixes->item[first], .files = 1};
	while (first + some.count < fixes->count && strcmp(some.item[some.count].at->file, some.item[0].at->file) == 0)
		some.count++;
	return some;
}

void
wc_scan_fixes_diff(struct wc_text *out, wc_arena *arena, const struct wc_fixes *fixes, struct wc_diags *faults)
{
	struct wc_fixed_text fixed;
	for (size_t i = 0; i < fixes->count;) {
		struct wc_fixes some = of_file(fixes, i);
		if (wc_fixed_text_make(arena, &some, &fixed, faults))
			wc_fixed_text_diff(out, &fixed);
		i += some.count;
	}
}

void
wc_scan_fixes_write(wc_arena *arena, const struct wc_fixes *fixes, size_t *ret_written, struct wc_diags *faults)
{
	struct wc_fixed_text fixed;
	*ret_written = 0;
	for (size_t i = 0; i < fixes->count;) {
		struct wc_fixes some = of_file(fixes, i);
		if (wc_fixed_text_make(arena, &some, &fixed, faults) && wc_fixed_text_write(arena, &fixed, faults))
			*ret_written += some.count;
		i += some.count;
	}
}
