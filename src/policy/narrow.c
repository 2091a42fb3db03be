/* Narrowing: what a host, an engine, a licence, an architecture or a revision border takes away from a status. */
#include "policy/judge.h"

static void
remember(struct wc_judgement *j, struct wc_reason why)
{
	j->narrowed_to_relaxed |= why.says == WC_SAYS_RELAXED;
	if (j->narrowed_count < WC_MOST_REASONS)
		j->narrowed[j->narrowed_count++] = why;
}

void
wc_narrow_mode(struct wc_judgement *j, struct wc_verdict *v, unsigned index, unsigned status, struct wc_reason why)
{
	struct wc_mode_verdict *m = &v->modes[index];
	if (status < m->status)
		m->status = (uint8_t)status;
	wc_mode_spoke(m, why.rule);
	why.mode = (uint8_t)(WC_PROCESS + index);
	remember(j, why);
}

static void
narrow(struct wc_judgement *j, struct wc_verdict *v, unsigned index, unsigned status, unsigned rule, unsigned says)
{
	wc_narrow_mode(j, v, index, status, (struct wc_reason){.rule = (uint16_t)rule, .says = (uint8_t)says});
}

void
wc_take_pair(struct wc_judgement *j, struct wc_verdict *v)
{
	const struct wc_pair *pair = j->pair;
	v->cell = pair->cell;
	v->host_release = pair->host_release;
	v->image_release = pair->image_release;
	v->host_build_known = pair->host_known;
	v->image_build_known = pair->image_known;
	for (unsigned i = 0; i < WC_MODES; i++) {
		v->modes[i] = pair->said[i];
		if (pair->uplevel >> i & 1)
			remember(j, (struct wc_reason){(uint16_t)wc_role_rule(v, WC_ROLE_UPLEVEL), WC_SAYS_REFUSE, (uint8_t)(WC_PROCESS + i), 0});
	}
}

static void
apply_requirement(struct wc_judgement *j, struct wc_verdict *v, const struct wc_clause *c)
{
	for (unsigned i = 0; i < WC_MODES; i++) {
		if (!wc_clause_is_about(c, WC_PROCESS + i))
			continue;
		narrow(j, v, i, c->says == WC_SAYS_RELAXED ? WC_RELAXED : WC_UNSUPPORTED, c->rule, c->says);
		if (c->revisions)
			j->behind = j->asked.host_revision < j->asked.image_revision ? WC_BEHIND_HOST : WC_BEHIND_IMAGE;
		else
			j->host_blocks |= (uint8_t)(1u << i);
	}
	if (c->editions || c->installations)
		j->blocking_fact = c->editions ? WC_HOST_EDITION : WC_HOST_INSTALLATION;
}

static void
apply_clause(struct wc_judgement *j, struct wc_verdict *v, const struct wc_clause *c)
{
	if (c->voice == WC_VOICE_REQUIREMENT) {
		apply_requirement(j, v, c);
	} else if (c->voice == WC_VOICE_ENGINE) {
		j->engine_blocks |= (uint8_t)(c->modes ? c->modes >> WC_PROCESS & 3u : 3u);
	} else {
		j->licence_refuses |= c->says == WC_SAYS_REFUSE;
		j->licence_warns |= c->says == WC_SAYS_WARN;
		if (c->says == WC_SAYS_WARN)
			wc_add_warning(v, c->rule, WC_MODE_NONE);
	}
}

static void
apply_clauses(struct wc_judgement *j, struct wc_verdict *v)
{
	wc_clause_set narrowing = j->view->conditions.narrowing;
	j->holding = wc_conditions_ask(j->view, j->pair->applies, &j->asked);
	for (wc_clause_set left = j->holding.missing & narrowing; left;) {
		const struct wc_clause *c = wc_next_clause(j->view, &left);
		wc_add_not_evaluated(v, c->rule, wc_clause_missing_fact(c, &j->asked));
	}
	for (wc_clause_set left = j->holding.yes & narrowing; left;)
		apply_clause(j, v, wc_next_clause(j->view, &left));
}

/* On which side of a border a revision lies: -1 before, +1 behind, 0 not said. */
static int
side(int32_t revision, int32_t before, int32_t from)
{
	if (before != WC_REVISION_UNKNOWN && revision <= before)
		return -1;
	return from != WC_REVISION_UNKNOWN && revision >= from;
}

static void
apply_border(struct wc_judgement *j, struct wc_verdict *v, const struct wc_border *h, const struct wc_border *i)
{
	if (j->asked.host_revision == WC_REVISION_UNKNOWN) {
		wc_add_not_evaluated(v, h->rule, WC_HOST_REVISION);
		return;
	}
	if (j->asked.image_revision == WC_REVISION_UNKNOWN) {
		wc_add_not_evaluated(v, h->rule, WC_IMAGE_REVISION);
		return;
	}
	int host = side(j->asked.host_revision, h->host_before, h->host_from);
	int image = side(j->asked.image_revision, i->image_before, i->image_from);
	if (host * image >= 0 || (h->direction == WC_DIRECTION_IMAGE_NEWER && image < 0))
		return;
	if (h->evidence == WC_DOCUMENTED) {
		narrow(j, v, 0, WC_UNSUPPORTED, h->rule, WC_SAYS_REFUSE);
		j->behind = host < 0 ? WC_BEHIND_HOST : WC_BEHIND_IMAGE;
	} else {
		narrow(j, v, 0, WC_SUPPORTED, h->rule, WC_SAYS_WARN);
	}
}

static void
apply_architecture(struct wc_judgement *j, struct wc_verdict *v)
{
	if (v->image->arch == WC_ARCH_UNKNOWN || v->host->arch == WC_ARCH_UNKNOWN) {
		wc_add_not_evaluated(v, wc_role_rule(v, WC_ROLE_ARCHITECTURE), v->image->arch == WC_ARCH_UNKNOWN ? WC_IMAGE_ARCHITECTURE : WC_HOST_ARCHITECTURE);
	} else if (v->image->arch != v->host->arch) {
		for (unsigned i = 0; i < WC_MODES; i++)
			narrow(j, v, i, WC_UNSUPPORTED, wc_role_rule(v, WC_ROLE_ARCHITECTURE), WC_SAYS_REFUSE);
		j->host_blocks = 3; /* an image of another version would not help */
		j->blocking_fact = WC_IMAGE_ARCHITECTURE;
	}
}

/* A fact that could tell two answers apart is missing only where nothing else has settled it. */
static void
name_missing_facts(const struct wc_judgement *j, struct wc_verdict *v)
{
	for (unsigned i = 0; i < WC_MODES; i++)
		if ((j->pair->missing_modes >> i & 1) && v->modes[i].status == WC_STATUS_UNKNOWN)
			v->missing |= j->pair->missing;
}

/* The same as wc_site_apply, from a sum: no rule is named. */
static void
take_sum(struct wc_judgement *j, struct wc_verdict *v)
{
	j->accept = j->sum->accept;
	j->accept_doubt = j->sum->accept_doubt; /* whichever fact it is */
	j->prefer = j->sum->prefer;
	for (unsigned i = 0; i < WC_MODES; i++) {
		bool forbidden = j->sum->forbids >> i & 1, doubtful = j->sum->doubts >> i & 1;
		unsigned status = forbidden ? WC_UNSUPPORTED : doubtful ? WC_STATUS_UNKNOWN : WC_SUPPORTED;
		j->site_doubts |= (uint8_t)((doubtful && v->modes[i].status > WC_UNSUPPORTED) << i);
		if (status < v->modes[i].status)
			v->modes[i].status = (uint8_t)status;
	}
}

void
wc_narrow_statuses(struct wc_judgement *j, struct wc_verdict *v)
{
	apply_architecture(j, v);
	apply_clauses(j, v);
	for (unsigned k = 0; k < j->pair->border_count; k++)
		apply_border(j, v, &v->program->borders[j->pair->borders[k].host], &v->program->borders[j->pair->borders[k].image]);
	if (j->sum)
		take_sum(j, v);
	else if (j->view->program->site)
		wc_site_apply(j, v);
	if (j->pair->missing)
		name_missing_facts(j, v);
}
