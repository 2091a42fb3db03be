/* What to do instead, computed from the data: an isolation, an image, a host, an engine, a purpose, a fact. */
#include "policy/judge.h"

unsigned
wc_pair_goodness(const struct wc_view *view, const struct wc_asked *asked, unsigned mode)
{
	struct wc_pair scratch;
	const struct wc_mode_pair *m = &wc_pair_of(view, asked, &scratch)->mode[wc_mode_index(mode)];
	return m->status != WC_SUPPORTED ? 0 : m->vendor == WC_VENDOR_YES ? 2 : 1;
}

uint16_t
wc_best_image(const struct wc_view *view, const struct wc_asked *asked, unsigned mode)
{
	const struct wc_program *p = view->program;
	uint16_t best = WC_NO_RELEASE;
	unsigned best_goodness = 0;
	struct wc_asked a = *asked;
	a.image_revision = WC_REVISION_UNKNOWN;
	for (size_t i = p->release_count; i-- > 0;) {
		const struct wc_release *r = &p->releases[i];
		if (r->base_image != WC_YES || r->product != WC_SERVER || !wc_mask_has(r->families, a.family ? a.family : WC_SERVERCORE))
			continue;
		a.image_build = r->build;
		unsigned g = wc_pair_goodness(view, &a, mode);
		if (g > best_goodness) {
			best_goodness = g;
			best = wc_release_find(p, r->build, WC_SERVER);
		}
	}
	return best;
}

uint16_t
wc_best_host(const struct wc_view *view, const struct wc_asked *asked, unsigned mode)
{
	const struct wc_program *p = view->program;
	uint16_t best = WC_NO_RELEASE;
	unsigned best_goodness = 0;
	struct wc_asked a = *asked;
	a.host_revision = WC_REVISION_UNKNOWN;
	for (size_t i = 0; i < p->release_count; i++) {
		const struct wc_release *r = &p->releases[i];
		if (r->build <= asked->host_build || r->product != asked->product || !wc_release_in_support(r, view->today))
			continue;
		a.host_build = r->build;
		unsigned g = wc_pair_goodness(view, &a, mode);
		if (g > best_goodness) {
			best_goodness = g;
			best = (uint16_t)i;
		}
	}
	return best;
}

static uint16_t
best_image(const struct wc_judgement *j, unsigned mode)
{
	return j->pair->tabulated ? j->pair->best_image[wc_mode_index(mode)] : wc_best_image(j->view, &j->asked, mode);
}

static uint16_t
best_host(const struct wc_judgement *j, unsigned mode)
{
	return j->pair->tabulated ? j->pair->best_host[wc_mode_index(mode)] : wc_best_host(j->view, &j->asked, mode);
}

static void
add(struct wc_verdict *v, unsigned action, unsigned mode, unsigned release, unsigned fact)
{
	wc_add_remedy(v, (struct wc_remedy){.action = (uint8_t)action, .mode = (uint8_t)mode, .fact = (uint8_t)fact,
	                                    .release = (uint16_t)release});
}

static void
use_other_isolation(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned other = v->judged == WC_HYPERV ? WC_PROCESS : WC_HYPERV;
	if (j->outcome[wc_mode_index(other)] >= WC_CAN_RELAXED)
		add(v, WC_USE_ISOLATION, other, WC_NO_RELEASE, 0);
	if (v->host->hyperv == WC_NO && v->modes[1].status >= WC_RELAXED && j->outcome[1] == WC_CANNOT && !(j->engine_blocks & 2) &&
	    v->choice.says != WC_MATCHER_REFUSES)
		add(v, WC_ENABLE_HYPERV, WC_HYPERV, WC_NO_RELEASE, 0);
}

static void
use_other_image(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned mode = v->judged;
	if (j->host_blocks >> wc_mode_index(mode) & 1) {
		if (j->blocking_fact == WC_IMAGE_ARCHITECTURE)
			add(v, WC_UPDATE_IMAGE, mode, WC_NO_RELEASE, WC_IMAGE_ARCHITECTURE);
		return;
	}
	uint16_t release = j->behind == WC_BEHIND_IMAGE ? v->image_release : best_image(j, mode);
	if (release == WC_NO_RELEASE || (release == v->image_release && j->behind != WC_BEHIND_IMAGE))
		return;
	bool by_tag = v->image->repository && v->image->tag_length > 0 && release != v->image_release;
	add(v, by_tag ? WC_USE_TAG : WC_UPDATE_IMAGE, mode, release, 0);
}

static void
use_other_host(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned index = wc_mode_index(v->judged);
	if (j->behind == WC_BEHIND_HOST) {
		add(v, WC_UPDATE_HOST, v->judged, v->host_release, 0);
	} else if ((j->host_blocks >> index & 1) && j->blocking_fact) {
		if (j->blocking_fact != WC_IMAGE_ARCHITECTURE)
			add(v, WC_UPDATE_HOST, v->judged, WC_NO_RELEASE, j->blocking_fact);
	} else if (j->pair->uplevel >> index & 1 || j->host_blocks >> index & 1) {
		uint16_t release = best_host(j, v->judged);
		if (release != WC_NO_RELEASE)
			add(v, WC_UPDATE_HOST, v->judged, release, 0);
	}
}

/* An engine that is too old is updated; where it is too new for the host's build, a newer host helps as well as an older engine. */
static void
use_other_engine(const struct wc_judgement *j, struct wc_verdict *v)
{
	for (wc_clause_set left = j->holding.yes & j->view->conditions.narrowing; left;) {
		const struct wc_clause *c = wc_next_clause(j->view, &left);
		if (c->voice != WC_VOICE_ENGINE || !wc_clause_is_about(c, v->judged))
			continue;
		uint16_t release = c->engine_below.known ? WC_NO_RELEASE : best_host(j, v->judged);
		add(v, WC_UPDATE_ENGINE, v->judged, WC_NO_RELEASE, 0);
		if (release != WC_NO_RELEASE)
			add(v, WC_UPDATE_HOST, v->judged, release, 0);
	}
}

/* For production on client Windows: the server release that runs the image. */
static void
use_server(const struct wc_judgement *j, struct wc_verdict *v)
{
	struct wc_asked a = j->asked;
	a.product = WC_SERVER;
	a.host_build = 0;
	uint16_t release;
	if (!j->view->table || !wc_table_best_server(j->view->table, &a, v->judged, &release))
		release = wc_best_host(j->view, &a, v->judged);
	if (release != WC_NO_RELEASE)
		add(v, WC_UPDATE_HOST, v->judged, release, 0);
}

static void
give_facts(struct wc_verdict *v)
{
	if (v->host->version.build && !v->host_build_known)
		add(v, WC_GIVE_FACT, WC_MODE_NONE, WC_NO_RELEASE, WC_HOST_OS_VERSION);
	else if (v->image->version.build && !v->image_build_known)
		add(v, WC_GIVE_FACT, WC_MODE_NONE, WC_NO_RELEASE, WC_IMAGE_OS_VERSION);
	for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++)
		if (v->missing >> fact & 1)
			add(v, WC_GIVE_FACT, WC_MODE_NONE, WC_NO_RELEASE, fact);
}

void
wc_remedies(const struct wc_judgement *j, struct wc_verdict *v)
{
	if (v->decision == WC_ALLOW) {
		if (v->launch == WC_LAUNCH_NEEDS_FLAG)
			add(v, WC_USE_ISOLATION, v->isolation, WC_NO_RELEASE, 0);
	} else if (j->licence_refuses) {
		use_server(j, v);
	} else if (v->host->containers == WC_NO) {
		add(v, WC_UPDATE_HOST, WC_MODE_NONE, WC_NO_RELEASE, WC_HOST_CONTAINERS);
	} else {
		if (v->decision == WC_DECISION_UNKNOWN)
			give_facts(v);
		use_other_isolation(j, v);
		use_other_engine(j, v);
		if (v->decision == WC_REFUSE && !(j->site_blocks >> wc_mode_index(v->judged) & 1)) {
			if (v->choice.says == WC_MATCHER_REFUSES)
				wc_remedies_refused(j, v);
			else
				use_other_image(j, v);
			use_other_host(j, v);
		}
	}
	if (v->choice.better)
		wc_remedies_better(j, v);
	if (v->program->site)
		wc_site_remedies(v);
	if (v->decision == WC_ALLOW && v->missing)
		give_facts(v);
	if (j->licence_warns)
		add(v, WC_DECLARE_PURPOSE, WC_MODE_NONE, WC_NO_RELEASE, WC_REQUEST_PURPOSE);
}
