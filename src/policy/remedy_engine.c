/* Remedies against an engine's choice: another image that it takes, a digest that it does not match, a later version of it. */
#include "policy/judge.h"
#include "policy/select.h"

static void
add(struct wc_verdict *v, unsigned action, unsigned release)
{
	wc_add_remedy(v, (struct wc_remedy){.action = (uint8_t)action, .mode = v->judged, .release = (uint16_t)release});
}

/* Would the engine take an image of this build? */
static bool
takes_build(const struct wc_verdict *v, uint32_t build)
{
	struct wc_image image = *v->image;
	image.entry_count = 0;
	image.reference = NULL;
	image.os_version_text = NULL;
	image.os = WC_OS_WINDOWS;
	image.arch = v->host->arch;
	image.version = v->host->version;
	image.version.build = build;
	image.version.revision = WC_REVISION_UNKNOWN;
	return wc_choose_manifest(v->program, v->host, &image).says == WC_SELECTS;
}

/* The release whose base image serves the host best in the judged mode, among those that the engine takes. */
static uint16_t
best_taken(const struct wc_judgement *j, const struct wc_verdict *v)
{
	const struct wc_program *p = v->program;
	struct wc_asked a = j->asked;
	unsigned best_goodness = 0;
	uint16_t best = WC_NO_RELEASE;
	a.image_revision = WC_REVISION_UNKNOWN;
	for (size_t i = p->release_count; i-- > 0;) {
		const struct wc_release *r = &p->releases[i];
		if (r->base_image != WC_YES || r->product != WC_SERVER || !wc_mask_has(r->families, a.family ? a.family : WC_SERVERCORE))
			continue;
		a.image_build = r->build;
		unsigned goodness = wc_pair_goodness(j->view, &a, v->judged);
		if (goodness > best_goodness && takes_build(v, r->build)) {
			best_goodness = goodness;
			best = (uint16_t)i;
		}
	}
	return best;
}

static bool
can_run(const struct wc_verdict *v)
{
	return v->modes[wc_mode_index(v->judged)].status >= WC_RELAXED;
}

void
wc_remedies_refused(const struct wc_judgement *j, struct wc_verdict *v)
{
	if (j->host_blocks >> wc_mode_index(v->judged) & 1)
		return;
	uint16_t release = best_taken(j, v);
	if (release != WC_NO_RELEASE)
		add(v, v->image->repository && v->image->tag_length > 0 && release != v->image_release ? WC_USE_TAG : WC_UPDATE_IMAGE, release);
	const struct wc_selector *later = can_run(v) ? wc_later_selector(v->program, v->host, v->image) : NULL;
	if (later)
		add(v, WC_UPDATE_ENGINE, (unsigned)(later - v->program->selectors));
}

/* Is a child named by its digest taken, whatever the matcher says of it? */
static bool
digest_helps(const struct wc_verdict *v)
{
	const struct wc_selector *s = &v->program->selectors[v->choice.outcome[0].selector];
	return v->choice.says != WC_MATCHER_REFUSES || (s->by_digest == WC_YES && can_run(v));
}

void
wc_remedies_better(const struct wc_judgement *j, struct wc_verdict *v)
{
	const struct wc_image_entry *better = &v->image->entries[v->choice.better - 1];
	uint16_t release = wc_release_find(v->program, better->version.build, WC_SERVER);
	bool other_build = better->version.build != v->image->version.build && release != WC_NO_RELEASE;
	(void)j;
	if (other_build && v->image->repository && v->image->tag_length > 0 && v->program->releases[release].tags.count)
		add(v, WC_USE_TAG, release);
	if (better->digest && digest_helps(v))
		add(v, WC_USE_DIGEST, WC_NO_RELEASE);
}
