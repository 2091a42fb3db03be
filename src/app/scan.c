/* scan: files, references, hosts, verdicts, findings. */
#include "app/scan.h"

#include "app/scan_hosts.h"
#include "app/scan_judge.h"
#include "app/scan_lock.h"
#include "app/scan_remarks.h"
#include "base/limits.h"

#include <string.h>

/* What is known while findings are made. */
struct making {
	wc_arena *arena;
	const struct wc_scan *scan;
	struct wc_scanned *all;
	struct wc_scan_hosts hosts;
	struct wc_references references;
	struct wc_judge judge;
	size_t room;
};

static struct wc_answer *
next_answer(struct making *m)
{
	if (m->all->count == m->room) {
		m->room = m->room ? m->room * 2 : 64;
		struct wc_answer *more = wc_array(m->arena, struct wc_answer, m->room);
		if (m->all->count)
			memcpy(more, m->all->answers, m->all->count * sizeof(*more));
		m->all->answers = more;
	}
	return &m->all->answers[m->all->count++];
}

/* Was the same already said of running it? What builds on the host where it runs is one finding. */
static bool
is_said(const struct making *m, const struct wc_use *use, const struct wc_answer *known)
{
	for (size_t i = m->all->count; i-- > 0;) {
		const struct wc_answer *other = &m->all->answers[i];
		const struct wc_use *theirs = other->finding->use;
		if (theirs->at.line != use->at.line || theirs->at.column != use->at.column || strcmp(theirs->at.file, use->at.file) != 0)
			return false;
		if (other->verdict == known->verdict && other->host == known->host && other->image == known->image)
			return true;
	}
	return false;
}

static void
add_finding(struct making *m, const struct wc_use *use, const struct wc_gathered *image, const struct wc_host *host)
{
	const struct wc_answer *known = wc_judge_answer(&m->judge, use, image, host);
	if (use->role == WC_USE_BUILD && is_said(m, use, known))
		return;
	struct wc_finding *finding = wc_alloc(m->arena, sizeof(*finding));
	*finding = (struct wc_finding){.use = use};
	struct wc_answer *answer = next_answer(m);
	*answer = *known;
	answer->finding = finding;
	m->all->counts.nowhere += host == &wc_no_host;
}

/* Is the use no matter of Windows: its file says so, or the image, where nothing says that it is meant for Windows? */
static bool
is_elsewhere(const struct wc_use *use, const struct wc_meant *meant, const struct wc_gathered *image)
{
	if (meant->is_elsewhere || use->os == WC_OS_LINUX || use->os == WC_OS_OTHER)
		return true;
	return use->os != WC_OS_WINDOWS && !meant->is_stated && !image->error && wc_image_is_elsewhere(&image->image);
}

static bool
too_many(struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "more than %d findings", WC_LIMIT_ANSWERS);
	return wc_hint(err, "name fewer folders or fewer hosts at a time");
}

static bool
judge_use(struct making *m, const struct wc_use *use, struct wc_err *err)
{
	struct wc_meant meant = wc_scan_hosts_of(&m->hosts, use);
	bool is_named = use->os == WC_OS_UNKNOWN || use->os == WC_OS_WINDOWS;
	const struct wc_gathered *image = is_named ? wc_references_find(&m->references, use->reference) : NULL;
	if (!image || is_elsewhere(use, &meant, image)) {
		m->all->counts.elsewhere++;
		return true;
	}
	for (size_t i = 0; i < meant.count; i++) {
		if (m->all->count + meant.lists[i].count > WC_LIMIT_ANSWERS)
			return too_many(err);
		for (size_t h = 0; h < meant.lists[i].count; h++)
			add_finding(m, use, image, &meant.lists[i].item[h]);
	}
	return true;
}

static void
count(struct wc_scan_counts *n, const struct wc_answer *a)
{
	unsigned decision = a->verdict ? a->verdict->decision : WC_DECISION_UNKNOWN;
	if (a->finding->excuse) {
		n->excused++;
		return;
	}
	n->allow += decision == WC_ALLOW;
	n->refuse += decision == WC_REFUSE;
	n->unknown += decision == WC_DECISION_UNKNOWN;
	n->warned += a->finding->remark_count || (a->verdict && a->verdict->warning_count);
	n->unreachable += a->error && a->error->fault == WC_FAULT_UNREACHABLE;
}

static bool
judge_all(struct making *m, struct wc_err *err)
{
	const struct wc_scan_read *read = &m->all->read;
	for (size_t i = 0; i < read->use_count; i++)
		if (!judge_use(m, &read->uses[i], err))
			return false;
	return true;
}

/* Leaves out what stands in the baseline. */
static void
keep_new(struct wc_scanned *all)
{
	size_t kept = 0;
	for (size_t i = 0; i < all->count; i++) {
		if (all->answers[i].finding->excuse != WC_IN_BASELINE)
			all->answers[kept++] = all->answers[i];
	}
	all->count = kept;
}

/* Remarks first: what is excused may be one of them. */
static bool
weigh_all(struct making *m, struct wc_err *err)
{
	struct wc_scanned *all = m->all;
	const struct wc_scan *scan = m->scan;
	for (size_t i = 0; i < all->count; i++)
		wc_scan_support_remark(m->arena, &all->answers[i], m->hosts.day);
	if (scan->lock && !wc_scan_lock_compare(m->arena, scan->lock, all->answers, all->count, err))
		return false;
	for (size_t i = 0; i < all->count; i++)
		wc_scan_excuse(m->arena, &all->answers[i], &all->read, scan->ignored, scan->ignored_count);
	wc_scan_ignores_check(&all->read, scan->how.program, &all->read.errors);
	if (scan->baseline && !wc_scan_baseline(m->arena, scan->baseline, all->answers, all->count, err))
		return false;
	for (size_t i = 0; i < all->count; i++)
		count(&all->counts, &all->answers[i]);
	if (scan->new_only)
		keep_new(all);
	all->rest = (struct wc_scan_rest){all->read.unresolved, all->read.unresolved_count, all->read.errors.first};
	return true;
}

bool
wc_scan_run(wc_arena *arena, const struct wc_scan *scan, struct wc_scanned *ret_scanned, struct wc_err *err)
{
	const struct wc_view *view;
	struct wc_scanned all = {0};
	struct making m = {.arena = arena, .scan = scan, .all = &all};
	if (!wc_view_make(arena, scan->how.program, scan->edition, scan->as_of, &view, err) ||
	    !wc_scan_hosts_start(arena, &scan->how, scan->hosts, scan->build_hosts, scan->as_of ? scan->as_of : scan->day, &m.hosts, err) ||
	    !wc_scan_files_read(arena, &scan->files, &all.read, err))
		return false;
	m.references = wc_references_read(arena, &scan->how, all.read.uses, all.read.use_count);
	m.judge = wc_judge_new((struct wc_answering){arena, view, scan->explain}, scan->request,
	                       all.read.use_count * (m.hosts.run.count + m.hosts.build.count + 2));
	all.images = m.references.images;
	all.image_count = m.references.names.count;
	all.edition = wc_view_edition(view);
	if (!judge_all(&m, err) || !weigh_all(&m, err))
		return false;
	*ret_scanned = all;
	return true;
}
