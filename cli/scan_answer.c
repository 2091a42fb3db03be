/* The answer of scan: findings, fixes, the lock, and the exit code. */
#include "cli/scanning.h"

#include "app/scan_fix.h"
#include "app/scan_lock.h"
#include "base/text.h"
#include "cli/progress.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "cli/step_summary.h"
#include "io/digest.h"
#include "io/file.h"
#include "present/scan.h"

#include <string.h>

/* Contract 6, from the level on that --fail-on names; a file that could not be read is a failure where nothing could, or --strict. */
static enum wc_exit
exit_code(const struct wc_args *args, const struct wc_scanned *scanned)
{
	const struct wc_scan_counts *n = &scanned->counts;
	const char *fail_on = wc_opt_text(args, "fail-on");
	bool broken = scanned->read.errors.count > 0;
	if (strcmp(fail_on, "never") == 0)
		return WC_EXIT_OK;
	if (n->refuse || (n->warned && strcmp(fail_on, "warn") == 0))
		return WC_EXIT_REFUSED;
	if (broken && (wc_opt_flag(args, "strict") || (scanned->read.read == 0 && scanned->count == 0)))
		return WC_EXIT_WRONG;
	if (strcmp(fail_on, "refuse") == 0)
		return WC_EXIT_OK;
	if (n->unreachable)
		return WC_EXIT_UNREACHABLE;
	return n->unknown || scanned->rest.unresolved_count ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

/* What people would ask about the answer, on standard error. */
static void
say_rest(const struct wc_scanned *scanned, bool is_text)
{
	struct wc_err err;
	const struct wc_scan_counts *n = &scanned->counts;
	for (const struct wc_diag *diag = scanned->rest.errors; diag; diag = diag->next)
		wc_say_fault(diag);
	if (n->nowhere) {
		wc_fail(&err, WC_FAULT_INPUT, "nobody names the host of %zu image%s", n->nowhere, n->nowhere == 1 ? "" : "s");
		wc_hint(&err, "--host SPEC names one, or `hosts: [SPEC]` in wincompat.yaml; `wincompat help hosts` lists what a SPEC may be");
		wc_say_error(&err);
	}
	if (is_text && scanned->read.use_count == 0 && scanned->rest.unresolved_count == 0) {
		wc_fail(&err, WC_FAULT_INPUT, "no image is named in %zu file%s", scanned->read.seen, scanned->read.seen == 1 ? "" : "s");
		wc_hint(&err, "`wincompat help scan` lists the files that are read");
		wc_say_error(&err);
	}
}

static void
present(wc_arena *arena, const struct wc_args *args, const struct wc_scan *scan, const struct wc_scanned *scanned,
        struct wc_text *out)
{
	struct wc_present_options options = {
		.program = scan->how.program,
		.edition = scanned->edition,
		.request = scan->request,
		.rest = &scanned->rest,
		.version = WC_VERSION,
		.sha256 = wc_sha256,
		.colour = wc_say_in_colour(wc_opt_flag(args, "no-color")),
		.explain = scan->explain,
	};
	const struct wc_presenter *presenter = wc_presenter_find(wc_opt_text(args, "output"));
	if (wc_opt_flag(args, "quiet")) {
		wc_present_quiet(out, arena, scanned->answers, scanned->count, &options);
		return;
	}
	wc_scan_present(presenter)(out, arena, scanned->answers, scanned->count, &options);
	wc_step_summary(arena, presenter, scanned->answers, scanned->count, &options);
}

/* With --fix: the diff as the answer, or the files changed; true where the answer is made. */
static bool
fix(wc_arena *arena, const struct wc_args *args, const struct wc_scan *scan, const struct wc_scanned *scanned, struct wc_text *out)
{
	struct wc_err err;
	struct wc_diags faults = {.arena = arena};
	size_t written = 0;
	bool writes = wc_opt_flag(args, "write");
	if (!wc_opt_flag(args, "fix"))
		return false;
	struct wc_fixes fixes = wc_scan_fixes(arena, &scan->how, scanned);
	if (writes)
		wc_scan_fixes_write(arena, &fixes, &written, &faults);
	else
		wc_scan_fixes_diff(out, arena, &fixes, &faults);
	for (const struct wc_diag *diag = faults.first; diag; diag = diag->next)
		wc_say_fault(diag);
	wc_fail(&err, WC_FAULT_INPUT, "%zu tag%s in %zu file%s %s", writes ? written : fixes.count, fixes.count == 1 ? "" : "s", fixes.files,
	        fixes.files == 1 ? "" : "s", writes ? "replaced" : "can be replaced");
	wc_hint(&err, writes ? "look at what changed, and scan again" : "apply the diff with `patch -p1` or `git apply`, or add --write");
	if (fixes.count)
		wc_say_error(&err);
	return !writes;
}

/* With --lock: the lock file, written anew. */
static bool
lock(wc_arena *arena, const struct wc_args *args, const struct wc_scan *scan, const struct wc_scanned *scanned, struct wc_err *err)
{
	struct wc_text text = {.arena = arena};
	if (!wc_opt_flag(args, "lock"))
		return true;
	wc_scan_lock_write(&text, arena, scanned->answers, scanned->count);
	return wc_file_write(wc_scan_lock_path(arena, scan->files.paths), wc_text_string(&text), text.length, err);
}

static void
step(void *context, size_t done, size_t total)
{
	wc_progress_step(context, done, 0, total);
}

enum wc_exit
wc_scan_answer(wc_arena *arena, const struct wc_args *args, const struct wc_scan *scan)
{
	struct wc_err err;
	struct wc_scanned scanned;
	struct wc_text out = {.arena = arena};
	struct wc_progress progress = wc_progress_new("files");
	struct wc_scan watched = *scan;
	watched.files.progress = step;
	watched.files.progress_context = &progress;
	if (!wc_scan_run(arena, &watched, &scanned, &err) || !lock(arena, args, scan, &scanned, &err))
		return wc_say_failed(&err);
	wc_say_inferred(scanned.images, scanned.image_count);
	say_rest(&scanned, strcmp(wc_opt_text(args, "output"), "text") == 0);
	if (!fix(arena, args, scan, &scanned, &out))
		present(arena, args, scan, &scanned, &out);
	return wc_say_answer(&out, exit_code(args, &scanned));
}
