/* diagnose: read, find, check host and image for every finding, blame. */
#include "app/diagnose.h"

#include "app/check.h"
#include "policy/blame.h"
#include "source/sources.h"

#include <string.h>

enum { MOST_CHECKS = 100 }; /* of one finding: every one is a line of the answer */

/* A check that was run: findings of the same host, image and mode share it. */
struct run {
	const char *host, *image; /* of the text; NULL: those that the user named */
	unsigned mode;
	struct wc_checked checked;
};

/* One diagnosis under way. */
struct work {
	wc_arena *arena;
	const struct wc_diagnose *asked;
	const struct wc_error_matches *findings;
	struct wc_check_of named; /* what the user named, read once */
	struct run *run;
	size_t run_count;
};

/* The only value that the whole text tells of a detail; NULL where it tells none, or several. */
static const char *
only(const struct wc_error_matches *f, unsigned detail)
{
	return f->context[detail].count == 1 && !f->context[detail].more ? f->context[detail].item[0] : NULL;
}

static const char *
detail_of(const struct wc_error_matches *all, const struct wc_error_match *f, unsigned detail)
{
	return f && f->detail[detail] ? f->detail[detail] : only(all, detail);
}

/* The image as the text tells it: the finding's own words first, its version before its name; NULL where it tells none. */
static const char *
image_of(const struct work *w, const struct wc_error_match *f)
{
	const char *name = f ? f->detail[WC_DETAIL_IMAGE] : NULL;
	const char *version = name ? f->detail[WC_DETAIL_IMAGE_VERSION] : detail_of(w->findings, f, WC_DETAIL_IMAGE_VERSION);
	if (version)
		return wc_printf(w->arena, "os:%s", version);
	if (!name)
		name = only(w->findings, WC_DETAIL_IMAGE);
	return name ? wc_printf(w->arena, "docker://%s", name) : NULL; /* never a file or an engine, whatever the text says */
}

/* The build that the text names for the host, as a SPEC; NULL where it names none. */
static const char *
host_of(const struct work *w, const struct wc_error_match *f)
{
	struct wc_version version;
	const char *text = detail_of(w->findings, f, WC_DETAIL_HOST_VERSION);
	return text && wc_version_parse(text, &version, NULL) ? text : NULL;
}

/* The image for commands of others: a reference of the user's, else of the text. */
static const char *
reference_of(const struct work *w, const struct wc_error_match *f)
{
	const char *given = w->asked->images.count ? wc_image_reference_part(w->asked->images.item[0]) : NULL;
	return given ? given : detail_of(w->findings, f, WC_DETAIL_IMAGE);
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The hosts and images of a check. What the text names is only inferred: no stranger's log makes us ask a registry. False where its host is none. */
static bool
gather(const struct work *w, const struct run *run, struct wc_check_of *ret_of)
{
	struct wc_gather how = w->asked->how;
	*ret_of = w->named;
	how.offline = how.infer = true;
	how.registry = NULL;
	if (run->host && !wc_gather_hosts(w->arena, &how, (struct wc_names){&run->host, 1}, &ret_of->hosts, &ret_of->host_count, NULL))
		return false;
	if (run->image) {
		ret_of->images = wc_gather_images(w->arena, &how, (struct wc_names){&run->image, 1});
		ret_of->image_count = 1;
	}
	return true;
}

/* The check of this host and image, run now or before; NULL where the text names a host that is none, or too much was asked. */
static const struct run *
check(struct work *w, const char *host, const char *image, unsigned mode)
{
	for (size_t i = 0; i < w->run_count; i++)
		if (same(w->run[i].host, host) && same(w->run[i].image, image) && w->run[i].mode == mode)
			return &w->run[i];
	struct wc_check_of of;
	struct wc_check asked = {.how = w->asked->how};
	struct run *run = &w->run[w->run_count];
	*run = (struct run){.host = host, .image = image, .mode = mode};
	asked.request.isolation = mode == WC_PROCESS ? WC_ISOLATION_PROCESS : mode == WC_HYPERV ? WC_ISOLATION_HYPERV : WC_ISOLATION_AUTO;
	if (!gather(w, run, &of) || !wc_check_read(w->arena, &asked, &of, &run->checked, NULL))
		return NULL;
	w->run_count++;
	return run;
}

static unsigned
worse(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* Fills in what the check says; an error that versions cannot cause stays so. */
static void
blame(struct work *w, struct wc_diagnosed *d, const struct run *run)
{
	size_t count = run->checked.count;
	bool never = d->finding && d->finding->error->versions == WC_BLAME_NO;
	unsigned all = WC_BLAME_NONE;
	d->tried = wc_array(w->arena, struct wc_tried, count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct wc_answer *answer = &run->checked.answers[i];
		struct wc_blamed said = {WC_BLAME_NONE, NULL};
		if (answer->error && run->image)
			continue; /* a word of the text that is no image */
		if (answer->verdict)
			said = wc_blame_judge(answer->verdict, run->mode);
		if (never && answer->verdict && said.versions != WC_BLAME_NO)
			continue; /* another reason stands in the text, and this one would be a second error */
		d->tried[d->tried_count++] = (struct wc_tried){answer, (uint8_t)said.versions, said.warning};
		all = worse(all, said.versions);
	}
	if (!never && all != WC_BLAME_NONE)
		d->versions = (uint8_t)all;
}

static void
diagnose_one(struct work *w, const struct wc_error_match *finding, struct wc_diagnosed *d)
{
	const struct wc_diagnose *asked = w->asked;
	const char *host = asked->hosts.count ? NULL : host_of(w, finding);
	const char *image = asked->images.count ? NULL : image_of(w, finding);
	unsigned mode = asked->isolation ? asked->isolation : finding ? finding->error->mode : WC_MODE_NONE;
	*d = (struct wc_diagnosed){.finding = finding, .versions = finding ? finding->error->versions : WC_BLAME_NONE};
	d->host = asked->hosts.count ? asked->hosts.item[0] : host;
	d->reference = reference_of(w, finding);
	d->image = asked->images.count ? asked->images.item[0] : d->reference;
	bool about_image = !finding || finding->error->subject == WC_SUBJECT_IMAGE;
	if (!about_image || (!asked->hosts.count && !host) || (!asked->images.count && !image))
		return;
	const struct run *run = check(w, host, image, mode);
	if (run)
		blame(w, d, run);
}

/* Reads what the user named, once. False and `err` where a host is none, or too much is asked. */
static bool
read_named(struct work *w, struct wc_err *err)
{
	const struct wc_diagnose *asked = w->asked;
	struct wc_check_of *named = &w->named;
	if (asked->hosts.count && !wc_gather_hosts(w->arena, &asked->how, asked->hosts, &named->hosts, &named->host_count, err))
		return false;
	if (named->host_count * asked->images.count > MOST_CHECKS) {
		wc_fail(err, WC_FAULT_INPUT, "%zu images on %zu hosts are more than %d checks", asked->images.count, named->host_count, MOST_CHECKS);
		return wc_hint(err, "name those of the error");
	}
	if (asked->images.count)
		named->images = wc_gather_images(w->arena, &asked->how, asked->images);
	named->image_count = asked->images.count;
	return true;
}

static unsigned
overall(const struct wc_diagnosis *d)
{
	unsigned all = WC_BLAME_NONE;
	for (size_t i = 0; i < d->count; i++)
		all = worse(all, d->item[i].versions);
	return all;
}

bool
wc_diagnose_run(wc_arena *arena, const struct wc_diagnose *asked, struct wc_diagnosis *ret_diagnosis, struct wc_err *err)
{
	struct wc_reading reading = {.arena = arena, .program = asked->how.program};
	struct wc_error_matches *findings = wc_alloc(arena, sizeof(*findings));
	struct work w = {.arena = arena, .asked = asked, .findings = findings};
	struct wc_diagnosis d = {.program = asked->how.program, .findings = findings};
	if (!read_named(&w, err) || !wc_log_read(&reading, asked->path, findings, err))
		return false;
	w.run = wc_array(arena, struct run, findings->count + 1);
	d.item = wc_array(arena, struct wc_diagnosed, findings->count + 1);
	d.count = findings->count ? findings->count : 1;
	for (size_t i = 0; i < d.count; i++)
		diagnose_one(&w, findings->count ? &findings->item[i] : NULL, &d.item[i]);
	if (findings->count == 0 && d.item[0].tried_count == 0)
		d.count = 0;
	d.versions = (uint8_t)overall(&d);
	*ret_diagnosis = d;
	return true;
}
