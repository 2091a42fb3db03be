/* THE decision: statuses narrowed, a mode chosen or refused, and the rules that say why (contract 7 and 8). */
#include "policy/view.h"

enum { NO_RULE = UINT16_MAX };

/* --- Collecting what is said ----------------------------------------------------------------------------------------- */

static void
reason(struct wc_verdict *v, unsigned rule, unsigned says, unsigned mode, unsigned fact)
{
	for (unsigned i = 0; i < v->reason_count; i++)
		if (v->reasons[i].rule == rule && v->reasons[i].mode == mode)
			return;
	if (v->reason_count < WC_MOST_REASONS)
		v->reasons[v->reason_count++] = (struct wc_reason){(uint16_t)rule, (uint8_t)says, (uint8_t)mode, (uint8_t)fact};
}

static void
warn(struct wc_verdict *v, unsigned rule, unsigned mode)
{
	if (v->warning_count < WC_MOST_WARNINGS)
		v->warnings[v->warning_count++] = (struct wc_reason){(uint16_t)rule, WC_SAYS_WARN, (uint8_t)mode, 0};
}

static void
note(struct wc_verdict *v, unsigned rule, unsigned mode)
{
	if (v->note_count < WC_MOST_NOTES)
		v->notes[v->note_count++] = (struct wc_reason){(uint16_t)rule, WC_SAYS_NOTE, (uint8_t)mode, 0};
}

static void
not_evaluated(struct wc_verdict *v, unsigned rule, enum wc_fact fact)
{
	for (unsigned i = 0; i < v->not_evaluated_count; i++)
		if (v->not_evaluated[i].rule == rule && v->not_evaluated[i].fact == fact)
			return;
	if (v->not_evaluated_count < WC_MOST_NOT_EVALUATED)
		v->not_evaluated[v->not_evaluated_count++] = (struct wc_reason){(uint16_t)rule, WC_SAYS_NOTHING, WC_MODE_NONE, (uint8_t)fact};
}

static void
miss(struct wc_verdict *v, enum wc_fact fact)
{
	v->missing |= UINT64_C(1) << fact;
}

static unsigned
role(const struct wc_verdict *v, enum wc_role r)
{
	return v->program->role[r];
}

static void
spoke(struct wc_mode_verdict *m, unsigned rule)
{
	if (rule != NO_RULE && m->rule_count < WC_MOST_MODE_RULES)
		m->rules[m->rule_count++] = (uint16_t)rule;
}

/* A rule that narrows a mode: the worse of the two statuses stays. */
static void
narrow(struct wc_judgement *j, struct wc_verdict *v, unsigned index, unsigned status, unsigned rule, unsigned says)
{
	struct wc_mode_verdict *m = &v->modes[index];
	if (status < m->status)
		m->status = (uint8_t)status;
	spoke(m, rule);
	if (j->narrowed_count < WC_MOST_REASONS)
		j->narrowed[j->narrowed_count++] = (struct wc_reason){(uint16_t)rule, (uint8_t)says, (uint8_t)(WC_PROCESS + index), 0};
}

/* --- What the pair of builds says -------------------------------------------------------------------------------------- */

static unsigned
cell_rule(const struct wc_verdict *v, unsigned vendor)
{
	return role(v, vendor == WC_VENDOR_YES ? WC_ROLE_MATRIX_YES : vendor == WC_VENDOR_PREVIEW ? WC_ROLE_MATRIX_PREVIEW : WC_ROLE_MATRIX_NO);
}

static void
take_pair(struct wc_judgement *j, struct wc_verdict *v)
{
	const struct wc_pair *pair = j->pair;
	v->cell = pair->cell;
	v->host_release = pair->host_release;
	v->image_release = pair->image_release;
	v->host_build_known = pair->host_known;
	v->image_build_known = pair->image_known;
	v->missing |= pair->missing;
	for (unsigned i = 0; i < WC_MODES; i++) {
		const struct wc_mode_pair *said = &pair->mode[i];
		struct wc_mode_verdict *m = &v->modes[i];
		*m = (struct wc_mode_verdict){.status = said->status, .vendor = said->vendor, .prose = said->prose, .host = said->host};
		if (pair->uplevel >> i & 1)
			narrow(j, v, i, WC_UNSUPPORTED, role(v, WC_ROLE_UPLEVEL), WC_SAYS_REFUSE);
		if (said->vendor != WC_VENDOR_UNLISTED)
			spoke(m, cell_rule(v, said->vendor));
		spoke(m, said->prose_rule);
		if (said->host_rule != said->prose_rule)
			spoke(m, said->host_rule);
	}
}

/* --- What narrows it: requirements, architecture, revision borders ------------------------------------------------------ */

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
			warn(v, c->rule, WC_MODE_NONE);
	}
}

static void
apply_candidates(struct wc_judgement *j, struct wc_verdict *v)
{
	for (unsigned k = 0; k < j->pair->narrowing_count; k++) {
		const struct wc_clause *c = &v->program->clauses[j->pair->candidates[k]];
		enum wc_fact fact = 0;
		enum wc_match match = wc_clause_match_rest(c, &j->asked, &fact);
		if (match == WC_MATCH_MISSING)
			not_evaluated(v, c->rule, fact);
		if (match != WC_MATCH_YES)
			continue;
		j->fired[j->fired_count++] = j->pair->candidates[k];
		apply_clause(j, v, c);
	}
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
		not_evaluated(v, h->rule, WC_HOST_REVISION);
		return;
	}
	if (j->asked.image_revision == WC_REVISION_UNKNOWN) {
		not_evaluated(v, h->rule, WC_IMAGE_REVISION);
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
		warn(v, h->rule, WC_PROCESS);
	}
}

static void
apply_architecture(struct wc_judgement *j, struct wc_verdict *v)
{
	if (v->image->arch == WC_ARCH_UNKNOWN || v->host->arch == WC_ARCH_UNKNOWN) {
		not_evaluated(v, role(v, WC_ROLE_ARCHITECTURE), v->image->arch == WC_ARCH_UNKNOWN ? WC_IMAGE_ARCHITECTURE : WC_HOST_ARCHITECTURE);
	} else if (v->image->arch != v->host->arch) {
		for (unsigned i = 0; i < WC_MODES; i++)
			narrow(j, v, i, WC_UNSUPPORTED, role(v, WC_ROLE_ARCHITECTURE), WC_SAYS_REFUSE);
		j->host_blocks = 3; /* an image of another version would not help */
		j->blocking_fact = WC_IMAGE_ARCHITECTURE;
	}
}

static void
narrow_statuses(struct wc_judgement *j, struct wc_verdict *v)
{
	apply_architecture(j, v);
	apply_candidates(j, v);
	for (unsigned k = 0; k < j->pair->border_count; k++)
		apply_border(j, v, &v->program->borders[j->pair->borders[k].host], &v->program->borders[j->pair->borders[k].image]);
}

/* --- What can be used, and what is taken -------------------------------------------------------------------------------- */

static unsigned
engine_default(const struct wc_program *p, const struct wc_host *host)
{
	unsigned kind = host->engine.kind == WC_ENGINE_UNKNOWN ? WC_MOBY : host->engine.kind;
	if (host->engine.default_isolation != WC_MODE_NONE)
		return host->engine.default_isolation;
	for (size_t i = 0; i < p->engine_count; i++) {
		const struct wc_engine *e = &p->engines[i];
		if (e->kind != kind)
			continue;
		if (host->engine.is_cri && e->default_cri)
			return e->default_cri;
		if (host->edition == WC_MULTI_SESSION && e->default_multi_session)
			return e->default_multi_session;
		return host->product == WC_CLIENT ? e->default_client : e->default_server;
	}
	return host->product == WC_CLIENT ? WC_HYPERV : WC_PROCESS;
}

/* Under CRI the utility VM boots from the pause image: it must be the image's build (knowledge of the field, data/roles.yaml). */
static bool
sandbox_fits(const struct wc_verdict *v)
{
	return v->host->sandbox.build != 0 && v->host->sandbox.build == v->image->version.build;
}

static unsigned
outcome_of(const struct wc_judgement *j, const struct wc_verdict *v, unsigned index)
{
	unsigned status = v->modes[index].status;
	if (status == WC_UNSUPPORTED || v->host->containers == WC_NO || (j->engine_blocks >> index & 1) ||
	    (index == 1 && v->host->hyperv == WC_NO) || (status == WC_RELAXED && v->request.refuse_relaxed))
		return WC_CANNOT;
	if (status == WC_STATUS_UNKNOWN || (index == 1 && v->host->engine.is_cri && !sandbox_fits(v)))
		return WC_UNDETERMINED;
	return status == WC_SUPPORTED ? WC_CAN : WC_CAN_RELAXED;
}

/* The mode that --isolation auto takes: the default, then the other, supported before relaxed; or none. */
static unsigned
choose_auto(const struct wc_judgement *j, unsigned default_mode)
{
	unsigned other = default_mode == WC_PROCESS ? WC_HYPERV : WC_PROCESS;
	for (unsigned good = WC_CAN; good >= WC_CAN_RELAXED; good--) {
		if (j->outcome[wc_mode_index(default_mode)] == good)
			return default_mode;
		if (j->outcome[wc_mode_index(other)] == good)
			return other;
	}
	return WC_MODE_NONE;
}

static void
decide_auto(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned chosen = choose_auto(j, v->default_mode);
	bool undetermined = j->outcome[0] == WC_UNDETERMINED || j->outcome[1] == WC_UNDETERMINED;
	v->decision = chosen ? WC_ALLOW : undetermined ? WC_DECISION_UNKNOWN : WC_REFUSE;
	v->judged = (uint8_t)(chosen ? chosen : v->default_mode);
	if (!chosen && undetermined && j->outcome[wc_mode_index(v->judged)] != WC_UNDETERMINED)
		v->judged = v->judged == WC_PROCESS ? WC_HYPERV : WC_PROCESS;
	v->launch = chosen ? (chosen == v->default_mode ? WC_LAUNCH_AS_IS : WC_LAUNCH_NEEDS_FLAG)
	                   : undetermined ? WC_LAUNCH_UNKNOWN : WC_LAUNCH_IMPOSSIBLE;
}

static void
decide_one_mode(const struct wc_judgement *j, struct wc_verdict *v, unsigned mode)
{
	unsigned outcome = j->outcome[wc_mode_index(mode)], other = j->outcome[!wc_mode_index(mode)];
	v->judged = (uint8_t)mode;
	if (outcome >= WC_CAN_RELAXED) {
		v->decision = WC_ALLOW;
		v->launch = mode == v->default_mode ? WC_LAUNCH_AS_IS : WC_LAUNCH_NEEDS_FLAG;
	} else if (outcome == WC_UNDETERMINED) {
		v->decision = WC_DECISION_UNKNOWN;
		v->launch = WC_LAUNCH_UNKNOWN;
	} else {
		v->decision = WC_REFUSE;
		v->launch = other >= WC_CAN_RELAXED ? WC_LAUNCH_NEEDS_FLAG : other == WC_UNDETERMINED ? WC_LAUNCH_UNKNOWN : WC_LAUNCH_IMPOSSIBLE;
	}
}

static void
choose(struct wc_judgement *j, struct wc_verdict *v)
{
	v->default_mode = (uint8_t)engine_default(v->program, v->host);
	for (unsigned i = 0; i < WC_MODES; i++)
		j->outcome[i] = (uint8_t)(j->licence_refuses ? WC_CANNOT : outcome_of(j, v, i));
	switch (v->request.isolation) {
	case WC_ISOLATION_AUTO:
		decide_auto(j, v);
		break;
	case WC_ISOLATION_PROCESS:
		decide_one_mode(j, v, WC_PROCESS);
		break;
	case WC_ISOLATION_HYPERV:
		decide_one_mode(j, v, WC_HYPERV);
		break;
	default:
		decide_one_mode(j, v, v->default_mode);
	}
	v->isolation = v->decision == WC_ALLOW ? v->judged : WC_MODE_NONE;
}

/* --- Saying why ------------------------------------------------------------------------------------------------------------ */

static void
say_hyperv_absent(struct wc_verdict *v)
{
	if (v->modes[1].status != WC_UNSUPPORTED && v->host->hyperv == WC_NO)
		reason(v, role(v, WC_ROLE_HYPERV_ABSENT), WC_SAYS_REFUSE, WC_HYPERV, 0);
}

/* The licence, the features of the host and its engine come before any version. */
static void
say_blockers(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned index = wc_mode_index(v->judged);
	for (unsigned k = 0; k < j->fired_count; k++) {
		const struct wc_clause *c = &v->program->clauses[j->fired[k]];
		bool licence = c->voice == WC_VOICE_LICENCE && c->says == WC_SAYS_REFUSE;
		bool engine = c->voice == WC_VOICE_ENGINE && wc_clause_is_about(c, v->judged);
		if (licence || engine)
			reason(v, c->rule, WC_SAYS_REFUSE, WC_MODE_NONE, 0);
	}
	if (v->host->containers == WC_NO)
		reason(v, role(v, WC_ROLE_CONTAINERS_ABSENT), WC_SAYS_REFUSE, WC_MODE_NONE, 0);
	if (index == 1)
		say_hyperv_absent(v);
	if (v->modes[index].status == WC_RELAXED && v->request.refuse_relaxed)
		reason(v, role(v, WC_ROLE_RELAXED_REFUSED), WC_SAYS_REFUSE, v->judged, 0);
	if (v->modes[index].status != WC_UNSUPPORTED && index == 1 && v->host->engine.is_cri && !sandbox_fits(v)) {
		reason(v, role(v, WC_ROLE_SANDBOX_UNKNOWN), WC_SAYS_NOTHING, WC_HYPERV, WC_HOST_SANDBOX);
		miss(v, WC_HOST_SANDBOX);
	}
}

/* Why a status is unknown: the first thing that is not known. */
static void
say_unknown(const struct wc_judgement *j, struct wc_verdict *v, unsigned mode)
{
	const struct wc_pair *pair = j->pair;
	unsigned index = wc_mode_index(mode);
	if (pair->missing_modes >> index & 1) {
		for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++)
			if (pair->missing >> fact & 1)
				reason(v, role(v, WC_ROLE_FACT_DECIDES), WC_SAYS_NOTHING, mode, fact);
	} else if (!pair->host_known) {
		bool above = wc_release_is_above_all(v->program, j->asked.host_build);
		reason(v, role(v, above ? WC_ROLE_HOST_TOO_NEW : WC_ROLE_HOST_BUILD_UNKNOWN), WC_SAYS_NOTHING, WC_MODE_NONE, WC_HOST_OS_VERSION);
	} else if (!pair->image_known && v->image->family != WC_HOSTPROCESS) {
		reason(v, role(v, WC_ROLE_IMAGE_BUILD_UNKNOWN), WC_SAYS_NOTHING, WC_MODE_NONE, WC_IMAGE_OS_VERSION);
	} else {
		reason(v, role(v, WC_ROLE_NOTHING_KNOWN), WC_SAYS_NOTHING, mode, 0);
	}
}

/* What the authorities say of the mode that is judged, the deciding one first. */
static void
say_evidence(const struct wc_judgement *j, struct wc_verdict *v, unsigned mode)
{
	unsigned index = wc_mode_index(mode);
	const struct wc_mode_verdict *m = &v->modes[index], *other = &v->modes[!index];
	const struct wc_mode_pair *said = &j->pair->mode[index];
	unsigned says = said->status == WC_UNSUPPORTED ? WC_SAYS_NO : WC_SAYS_YES;
	bool vendor_decides = m->vendor == WC_VENDOR_YES || m->vendor == WC_VENDOR_PREVIEW || (m->vendor == WC_VENDOR_NO && said->status == WC_UNSUPPORTED);
	if (said->status == WC_STATUS_UNKNOWN) {
		say_unknown(j, v, mode);
		return;
	}
	if (vendor_decides && !(j->pair->overruled >> index & 1)) {
		bool only_there = m->vendor == WC_VENDOR_NO && other->vendor == WC_VENDOR_YES && !(j->pair->uplevel >> !index & 1);
		reason(v, only_there ? role(v, WC_ROLE_MATRIX_OTHER_MODE) : cell_rule(v, m->vendor), says, mode, 0);
	}
	if (said->status == WC_RELAXED && said->prose != WC_PROSE_YES && said->host_rule != NO_RULE)
		reason(v, said->host_rule, WC_SAYS_STARTS, mode, 0);
	if (said->prose_rule != NO_RULE)
		reason(v, said->prose_rule, said->prose == WC_PROSE_YES ? WC_SAYS_YES : WC_SAYS_NO, mode, 0);
	if (said->host_rule != NO_RULE && said->host_rule != said->prose_rule)
		reason(v, said->host_rule, said->host == WC_STARTS ? WC_SAYS_STARTS : WC_SAYS_FAILS, mode, 0);
}

/* Warnings that hold whichever mode is judged: what is printed, and where the authorities differ. */
static void
warn_of_print(const struct wc_judgement *j, struct wc_verdict *v)
{
	if (j->pair->overruled)
		warn(v, role(v, WC_ROLE_MATRIX_OVERRULED), j->pair->overruled >> wc_mode_index(v->judged) & 1 ? v->judged : WC_PROCESS + j->pair->overruled / 2u);
	for (unsigned i = 0; i < WC_MODES; i++) {
		const struct wc_mode_verdict *m = &v->modes[i];
		const struct wc_mode_pair *said = &j->pair->mode[i];
		unsigned mode = WC_PROCESS + i;
		if (!(j->pair->overruled >> i & 1) && ((m->vendor == WC_VENDOR_YES && m->prose == WC_PROSE_NO) || (m->vendor == WC_VENDOR_NO && m->prose == WC_PROSE_YES)))
			warn(v, role(v, WC_ROLE_AUTHORITIES_DIFFER), mode);
		if (said->status == WC_SUPPORTED && m->host == WC_FAILS && said->host_evidence == WC_OBSERVED)
			warn(v, role(v, WC_ROLE_OBSERVED_FAILURE), mode);
	}
	if (v->cell && v->cell->misprint)
		warn(v, role(v, WC_ROLE_MATRIX_MISPRINT), v->judged);
}

/* The pause image must fit the node as any image does. */
static bool
sandbox_mismatch(const struct wc_judgement *j, const struct wc_verdict *v)
{
	struct wc_asked a = j->asked;
	struct wc_pair scratch;
	if (v->host->sandbox.build == 0 || v->host->sandbox.build == v->host->version.build)
		return false;
	a.image_build = v->host->sandbox.build;
	a.image_revision = WC_REVISION_UNKNOWN;
	a.family = WC_FAMILY_UNKNOWN;
	return wc_pair_of(j->view, &a, &scratch)->mode[0].status == WC_UNSUPPORTED;
}

static void
say_around(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned index = wc_mode_index(v->judged);
	warn_of_print(j, v);
	if (v->decision == WC_ALLOW && v->modes[index].status == WC_RELAXED)
		warn(v, role(v, WC_ROLE_RELAXED), v->judged);
	if (v->isolation == WC_HYPERV && v->host->hyperv == WC_TRI_UNKNOWN) {
		warn(v, role(v, WC_ROLE_HYPERV_UNKNOWN), WC_HYPERV);
		miss(v, WC_HOST_HYPERV);
	}
	if (v->judged == WC_PROCESS && sandbox_mismatch(j, v))
		warn(v, role(v, WC_ROLE_SANDBOX_DIFFERS), WC_PROCESS);
	for (unsigned k = j->pair->narrowing_count; k < j->pair->candidate_count; k++) {
		const struct wc_clause *c = &v->program->clauses[j->pair->candidates[k]];
		enum wc_fact fact;
		if (!wc_clause_is_about(c, v->judged) || wc_clause_match_rest(c, &j->asked, &fact) != WC_MATCH_YES)
			continue;
		if (c->voice == WC_VOICE_CAUTION)
			warn(v, c->rule, v->judged);
		else if (v->decision == WC_ALLOW)
			note(v, c->rule, v->judged);
	}
	if (v->host->from.of[WC_HOST_PRODUCT] == WC_FROM_ASSUMED)
		note(v, role(v, WC_ROLE_PRODUCT_ASSUMED), WC_MODE_NONE);
	if (v->image->from.of[WC_IMAGE_OS_VERSION] == WC_FROM_TAG)
		note(v, role(v, WC_ROLE_TAG_INFERRED), WC_MODE_NONE);
	if (v->image_build_known && v->program->releases[v->image_release].base_image == WC_NO)
		note(v, role(v, WC_ROLE_NO_BASE_IMAGE), WC_MODE_NONE);
}

/* Reasons about the mode that is judged, or about the whole request, come first. */
static void
say_narrowed(const struct wc_judgement *j, struct wc_verdict *v, bool judged)
{
	for (unsigned refusing = 2; refusing-- > 0;) /* what refuses decides, before what merely relaxes */
		for (unsigned i = 0; i < j->narrowed_count; i++)
			if ((j->narrowed[i].mode == v->judged) == judged && (j->narrowed[i].says == WC_SAYS_REFUSE) == refusing)
				reason(v, j->narrowed[i].rule, j->narrowed[i].says, j->narrowed[i].mode, j->narrowed[i].fact);
}

/* What blocks it, what narrowed it, and the evidence: the deciding reason is the first. */
static void
say_why(const struct wc_judgement *j, struct wc_verdict *v)
{
	say_blockers(j, v);
	say_narrowed(j, v, true);
	say_evidence(j, v, v->judged);
	say_narrowed(j, v, false);
	if (v->decision != WC_ALLOW && v->launch == WC_LAUNCH_NEEDS_FLAG)
		say_evidence(j, v, v->judged == WC_PROCESS ? WC_HYPERV : WC_PROCESS);
	if (v->decision != WC_ALLOW)
		say_hyperv_absent(v);
	say_around(j, v);
}

/* --- Questions that are not about versions -------------------------------------------------------------------------------- */

/* An answer that both modes share and that one rule gives. */
static void
answer_outright(struct wc_verdict *v, unsigned decision, enum wc_role r, enum wc_fact fact)
{
	unsigned status = decision == WC_REFUSE ? WC_UNSUPPORTED : WC_STATUS_UNKNOWN;
	v->default_mode = (uint8_t)engine_default(v->program, v->host);
	v->judged = (uint8_t)(v->request.isolation == WC_ISOLATION_PROCESS  ? WC_PROCESS
	                      : v->request.isolation == WC_ISOLATION_HYPERV ? WC_HYPERV
	                                                                    : v->default_mode);
	v->decision = (uint8_t)decision;
	v->launch = decision == WC_REFUSE ? WC_LAUNCH_IMPOSSIBLE : WC_LAUNCH_UNKNOWN;
	v->host_release = wc_release_find(v->program, v->host->version.build, v->host->product);
	v->host_build_known = v->host_release != WC_NO_RELEASE;
	for (unsigned i = 0; i < WC_MODES; i++) {
		v->modes[i] = (struct wc_mode_verdict){.status = (uint8_t)status};
		spoke(&v->modes[i], role(v, r));
	}
	reason(v, role(v, r), decision == WC_REFUSE ? WC_SAYS_REFUSE : WC_SAYS_NOTHING, WC_MODE_NONE, fact);
}

static bool
is_windows(unsigned os)
{
	return os == WC_OS_WINDOWS || os == WC_OS_UNKNOWN;
}

/* True where the operating systems settle it: Linux and others are no question of versions. */
static bool
decide_by_os(struct wc_verdict *v)
{
	bool image = is_windows(v->image->os), host = is_windows(v->host->os);
	if (image && host)
		return false;
	if (image)
		answer_outright(v, WC_REFUSE, WC_ROLE_LINUX_HOST, WC_HOST_OS);
	else if (host && v->image->os == WC_OS_LINUX)
		answer_outright(v, WC_REFUSE, WC_ROLE_LINUX_IMAGE, WC_IMAGE_OS);
	else
		answer_outright(v, host ? WC_REFUSE : WC_DECISION_UNKNOWN, WC_ROLE_OTHER_OS, WC_IMAGE_OS);
	return true;
}

/* Where a version is missing, nothing is guessed; what forbids it whatever the version still does. */
static bool
lacks_version(struct wc_judgement *j, struct wc_verdict *v)
{
	bool host = v->host->version.build == 0;
	if (!host && (v->image->version.build != 0 || v->image->family == WC_HOSTPROCESS))
		return false;
	enum wc_fact fact = host ? WC_HOST_OS_VERSION : WC_IMAGE_OS_VERSION;
	answer_outright(v, WC_DECISION_UNKNOWN, host ? WC_ROLE_HOST_VERSION_MISSING : WC_ROLE_IMAGE_VERSION_MISSING, fact);
	miss(v, fact);
	struct wc_reason why = v->reasons[0];
	v->reason_count = 0;
	narrow_statuses(j, v);
	choose(j, v);
	say_blockers(j, v);
	say_narrowed(j, v, true);
	reason(v, why.rule, why.says, why.mode, why.fact);
	return true;
}

void
wc_decide(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, const struct wc_request *request,
          struct wc_verdict *v)
{
	struct wc_pair scratch;
	struct wc_judgement j = {.view = view, .asked = wc_asked_of(host, image, request)};
	v->program = view->program;
	v->edition = view->edition;
	v->host = host;
	v->image = image;
	v->request = *request;
	v->cell = NULL;
	v->missing = 0;
	v->isolation = WC_MODE_NONE;
	v->reason_count = v->warning_count = v->note_count = v->remedy_count = v->not_evaluated_count = 0;
	v->host_release = v->image_release = WC_NO_RELEASE;
	v->host_build_known = v->image_build_known = false;
	if (decide_by_os(v))
		return;
	j.pair = wc_pair_of(view, &j.asked, &scratch);
	if (!lacks_version(&j, v)) {
		take_pair(&j, v);
		narrow_statuses(&j, v);
		choose(&j, v);
		say_why(&j, v);
	}
	if (!v->host_build_known && host->version.build)
		v->host_release = wc_release_nearest(view->program, host->version.build);
	if (!v->image_build_known && image->version.build)
		v->image_release = wc_release_nearest(view->program, image->version.build);
	wc_remedies(&j, v);
}
