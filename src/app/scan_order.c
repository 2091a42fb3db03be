/* What threads found, put together. */
#include "app/scan_order.h"

#include <stdlib.h>
#include <string.h>

/* The array `items` with those of `more` behind it. */
static void *
joined(wc_arena *arena, void *items, size_t *count, const void *more, size_t more_count, size_t size)
{
	if (more_count == 0)
		return items;
	char *all = wc_alloc(arena, (*count + more_count) * size);
	if (*count)
		memcpy(all, items, *count * size);
	memcpy(all + *count * size, more, more_count * size);
	*count += more_count;
	return all;
}

void
wc_scan_join(wc_arena *arena, struct wc_scan_read *read, const struct wc_found *found, const struct wc_ignores *ignores)
{
	read->uses = joined(arena, read->uses, &read->use_count, found->uses, found->use_count, sizeof(*read->uses));
	read->unresolved = joined(arena, read->unresolved, &read->unresolved_count, found->unresolved, found->unresolved_count, sizeof(*read->unresolved));
	read->ignores = joined(arena, read->ignores, &read->ignore_count, ignores->item, ignores->count, sizeof(*read->ignores));
	if (!found->faults.first)
		return;
	if (read->errors.last)
		read->errors.last->next = found->faults.first;
	else
		read->errors.first = found->faults.first;
	read->errors.last = found->faults.last;
	read->errors.count += found->faults.count;
}

static int
by_number(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_text(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a ? a : "", b ? b : "");
}

static int
by_place(const struct wc_stretch *a, const struct wc_stretch *b)
{
	int order = strcmp(a->file, b->file);
	order = order ? order : by_number(a->line, b->line);
	return order ? order : by_number(a->column, b->column);
}

static int
by_hosts(const struct wc_use *a, const struct wc_use *b)
{
	int order = by_number(a->host_count, b->host_count);
	for (size_t i = 0; !order && i < a->host_count; i++)
		order = strcmp(a->hosts[i], b->hosts[i]);
	return order;
}

static int
by_labels(const struct wc_use *a, const struct wc_use *b)
{
	int order = by_number(a->label_count, b->label_count);
	for (size_t i = 0; !order && i < a->label_count; i++) {
		order = strcmp(a->labels[i].name, b->labels[i].name);
		order = order ? order : strcmp(a->labels[i].value, b->labels[i].value);
	}
	return order;
}

/* Running comes before building; whose image it is makes no difference. */
static int
by_use(const void *left, const void *right)
{
	const struct wc_use *a = left, *b = right;
	int order = by_place(&a->at, &b->at);
	order = order ? order : strcmp(a->reference, b->reference);
	order = order ? order : by_number(b->role, a->role);
	order = order ? order : by_number(a->isolation, b->isolation);
	order = order ? order : by_number(a->os, b->os);
	order = order ? order : by_number(a->host_process, b->host_process);
	order = order ? order : by_number(a->is_copied, b->is_copied);
	order = order ? order : by_text(a->name_space, b->name_space);
	order = order ? order : by_labels(a, b);
	return order ? order : by_hosts(a, b);
}

/* The same, and where they are one use the one whose name comes first: so that the order of threads shows nowhere. */
static int
by_use_and_name(const void *left, const void *right)
{
	int order = by_use(left, right);
	return order ? order : by_text(((const struct wc_use *)left)->subject, ((const struct wc_use *)right)->subject);
}

static int
by_unresolved(const void *left, const void *right)
{
	const struct wc_unresolved *a = left, *b = right;
	int order = by_place(&a->at, &b->at);
	order = order ? order : by_text(a->text, b->text);
	return order ? order : by_text(a->why, b->why);
}

static int
by_ignore(const void *left, const void *right)
{
	return by_place(&((const struct wc_ignore *)left)->at, &((const struct wc_ignore *)right)->at);
}

static int
by_diag(const void *left, const void *right)
{
	const struct wc_diag *a = *(const struct wc_diag *const *)left, *b = *(const struct wc_diag *const *)right;
	int order = strcmp(a->file, b->file);
	order = order ? order : by_number(a->line, b->line);
	order = order ? order : by_number(a->column, b->column);
	return order ? order : strcmp(a->text, b->text);
}

/* Sorts the list, and drops what is said twice. */
static void
order_diags(wc_arena *arena, struct wc_diags *diags)
{
	struct wc_diag **all = wc_array(arena, struct wc_diag *, diags->count + 1);
	size_t n = 0;
	for (struct wc_diag *diag = diags->first; diag; diag = diag->next)
		all[n++] = diag;
	qsort(all, n, sizeof(*all), by_diag);
	*diags = (struct wc_diags){.arena = diags->arena};
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && by_diag(&all[i - 1], &all[i]) == 0)
			continue;
		all[i]->next = NULL;
		if (diags->last)
			diags->last->next = all[i];
		else
			diags->first = all[i];
		diags->last = all[i];
		diags->count++;
	}
}

/* Is there a use at this very place? */
static bool
is_resolved(const struct wc_scan_read *read, const struct wc_stretch *at)
{
	size_t low = 0, high = read->use_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = by_place(&read->uses[middle].at, at);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void
order_uses(struct wc_scan_read *read)
{
	size_t kept = 0;
	qsort(read->uses, read->use_count, sizeof(*read->uses), by_use_and_name);
	for (size_t i = 0; i < read->use_count; i++)
		if (kept == 0 || by_use(&read->uses[kept - 1], &read->uses[i]) != 0)
			read->uses[kept++] = read->uses[i];
	read->use_count = kept;
}

static void
order_unresolved(struct wc_scan_read *read)
{
	size_t kept = 0;
	qsort(read->unresolved, read->unresolved_count, sizeof(*read->unresolved), by_unresolved);
	for (size_t i = 0; i < read->unresolved_count; i++)
		if ((kept == 0 || by_unresolved(&read->unresolved[kept - 1], &read->unresolved[i]) != 0) && !is_resolved(read, &read->unresolved[i].at))
			read->unresolved[kept++] = read->unresolved[i];
	read->unresolved_count = kept;
}

void
wc_scan_order(wc_arena *arena, struct wc_scan_read *read)
{
	if (read->use_count)
		order_uses(read);
	if (read->unresolved_count)
		order_unresolved(read);
	if (read->ignore_count)
		qsort(read->ignores, read->ignore_count, sizeof(*read->ignores), by_ignore);
	order_diags(arena, &read->errors);
}
