/* Saying why: the rules that decided, those that support them, and what should be known besides. */
#include "policy/judge.h"

/* Under CRI the utility VM boots from the pause image: it must be the image's build (knowledge of the field, data/roles.yaml). */
bool
wc_sandbox_fits(const struct wc_verdict *v)
{
	return v->host->sandbox.build != 0 && v->host->sandbox.build == v->image->version.build;
}

/* A fact decides whether the rule holds. */
static void
say_fact_decides(struct wc_verdict *v, struct wc_reason why)
{
	wc_add_reason(v, wc_role_rule(v, WC_ROLE_FACT_DECIDES), WC_SAYS_NOTHING, why.mode, why.fact);
	wc_add_reason(v, why.rule, WC_SAYS_NOTHING, why.mode, why.fact);
}

static void
say_hyperv_absent(struct wc_verdict *v)
{
	if (v->modes[1].status != WC_UNSUPPORTED && v->host->hyperv == WC_NO)
		wc_add_reason(v, wc_role_rule(v, WC_ROLE_HYPERV_ABSENT), WC_SAYS_REFUSE, WC_HYPERV, 0);
}

static void
say_engine_refuses(struct wc_verdict *v)
{
	wc_add_reason(v, wc_role_rule(v, WC_ROLE_ENGINE_REFUSES), WC_SAYS_REFUSE, WC_MODE_NONE, 0);
}

/* What the engine takes where that is not what serves the host best, and where it is not known. */
static void
warn_of_choice(struct wc_verdict *v)
{
	if (v->choice.missing)
		wc_add_not_evaluated(v, wc_role_rule(v, WC_ROLE_ENGINE_OPEN), v->choice.missing);
	if (v->choice.split)
		wc_add_warning(v, wc_role_rule(v, WC_ROLE_ENGINE_OPEN), WC_MODE_NONE);
	else if (v->choice.better && v->choice.outcome[0].taken)
		wc_add_warning(v, wc_role_rule(v, WC_ROLE_ENGINE_OTHER_ENTRY), WC_MODE_NONE);
}

/* The site's rule that asks for more than the mode's status. */
static void
say_not_accepted(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned status = v->modes[wc_mode_index(v->judged)].status;
	if (j->accept == WC_SUPPORTED && (status == WC_RELAXED || status == WC_STATUS_UNKNOWN))
		wc_add_reason(v, j->accept_rule, WC_SAYS_REFUSE, v->judged, 0);
	if (j->accept_doubt && (status == WC_RELAXED || (status == WC_STATUS_UNKNOWN && j->accept == WC_STATUS_UNKNOWN))) {
		say_fact_decides(v, (struct wc_reason){j->accept_rule, WC_SAYS_NOTHING, v->judged, (uint8_t)(j->accept_doubt - 1)});
		wc_add_missing(v, (enum wc_fact)(j->accept_doubt - 1));
	}
}

/* The licence, the features of the host and its engine come before any version. */
static void
say_blockers(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned index = wc_mode_index(v->judged);
	for (wc_clause_set left = j->holding.yes & j->view->conditions.narrowing; left;) {
		const struct wc_clause *c = wc_next_clause(j->view, &left);
		bool licence = c->voice == WC_VOICE_LICENCE && c->says == WC_SAYS_REFUSE;
		bool engine = c->voice == WC_VOICE_ENGINE && wc_clause_is_about(c, v->judged);
		if (licence || engine)
			wc_add_reason(v, c->rule, WC_SAYS_REFUSE, WC_MODE_NONE, 0);
	}
	if (v->host->containers == WC_NO)
		wc_add_reason(v, wc_role_rule(v, WC_ROLE_CONTAINERS_ABSENT), WC_SAYS_REFUSE, WC_MODE_NONE, 0);
	if (index == 1)
		say_hyperv_absent(v);
	if (v->choice.says == WC_MATCHER_REFUSES && v->modes[index].status != WC_UNSUPPORTED)
		say_engine_refuses(v);
	say_not_accepted(j, v);
	if (index == 1 && j->outcome[1] == WC_UNDETERMINED && v->modes[1].status != WC_STATUS_UNKNOWN && v->host->engine.is_cri && !wc_sandbox_fits(v)) {
		wc_add_reason(v, wc_role_rule(v, WC_ROLE_SANDBOX_UNKNOWN), WC_SAYS_NOTHING, WC_HYPERV, WC_HOST_SANDBOX);
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
				wc_add_reason(v, wc_role_rule(v, WC_ROLE_FACT_DECIDES), WC_SAYS_NOTHING, mode, fact);
	} else if (!pair->host_known) {
		bool above = wc_release_is_above_all(v->program, j->asked.host_build);
		wc_add_reason(v, wc_role_rule(v, above ? WC_ROLE_HOST_TOO_NEW : WC_ROLE_HOST_BUILD_UNKNOWN), WC_SAYS_NOTHING, WC_MODE_NONE, WC_HOST_OS_VERSION);
	} else if (!pair->image_known && v->image->family != WC_HOSTPROCESS) {
		wc_add_reason(v, wc_role_rule(v, WC_ROLE_IMAGE_BUILD_UNKNOWN), WC_SAYS_NOTHING, WC_MODE_NONE, WC_IMAGE_OS_VERSION);
	} else {
		wc_add_reason(v, wc_role_rule(v, WC_ROLE_NOTHING_KNOWN), WC_SAYS_NOTHING, mode, 0);
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
		wc_add_reason(v, only_there ? wc_role_rule(v, WC_ROLE_MATRIX_OTHER_MODE) : wc_cell_rule(v->program, m->vendor), says, mode, 0);
	}
	if (said->status == WC_RELAXED && said->prose != WC_PROSE_YES && said->host_rule != WC_NO_RULE)
		wc_add_reason(v, said->host_rule, WC_SAYS_STARTS, mode, 0);
	if (said->prose_rule != WC_NO_RULE)
		wc_add_reason(v, said->prose_rule, said->prose == WC_PROSE_YES ? WC_SAYS_YES : WC_SAYS_NO, mode, 0);
	if (said->host_rule != WC_NO_RULE && said->host_rule != said->prose_rule)
		wc_add_reason(v, said->host_rule, said->host == WC_STARTS ? WC_SAYS_STARTS : WC_SAYS_FAILS, mode, 0);
}

/* Warnings that hold whichever mode is judged: what is printed, and where the authorities differ. */
static void
warn_of_print(const struct wc_judgement *j, struct wc_verdict *v)
{
	if (j->pair->overruled)
		wc_add_warning(v, wc_role_rule(v, WC_ROLE_MATRIX_OVERRULED), j->pair->overruled >> wc_mode_index(v->judged) & 1 ? v->judged : WC_PROCESS + j->pair->overruled / 2u);
	for (unsigned i = 0; i < WC_MODES; i++) {
		const struct wc_mode_verdict *m = &v->modes[i];
		const struct wc_mode_pair *said = &j->pair->mode[i];
		unsigned mode = WC_PROCESS + i;
		if (!(j->pair->overruled >> i & 1) && wc_authorities_differ(m->vendor, m->prose))
			wc_add_warning(v, wc_role_rule(v, WC_ROLE_AUTHORITIES_DIFFER), mode);
		if (said->status == WC_SUPPORTED && m->host == WC_FAILS && said->host_evidence == WC_OBSERVED)
			wc_add_warning(v, wc_role_rule(v, WC_ROLE_OBSERVED_FAILURE), mode);
	}
	if (v->cell && v->cell->misprint)
		wc_add_warning(v, wc_role_rule(v, WC_ROLE_MATRIX_MISPRINT), v->judged);
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

/* Cautions and notes about the mode that is judged; a note about one mode only where that mode is taken. */
static void
remark(const struct wc_judgement *j, struct wc_verdict *v)
{
	const struct wc_conditions *k = &j->view->conditions;
	wc_clause_set here = j->holding.yes & k->mode[wc_mode_index(v->judged)];
	for (wc_clause_set left = here & k->caution; left;)
		wc_add_warning(v, wc_next_clause(j->view, &left)->rule, v->judged);
	for (wc_clause_set left = here & k->note & (v->decision == WC_ALLOW ? ~(wc_clause_set)0 : k->both_modes); left;)
		wc_add_note(v, wc_next_clause(j->view, &left)->rule, v->judged);
}

/* Hyper-V isolation is allowed where nobody knows whether the host has Hyper-V. */
static void
warn_of_hyperv(struct wc_verdict *v)
{
	if (v->isolation != WC_HYPERV || v->host->hyperv != WC_TRI_UNKNOWN)
		return;
	wc_add_warning(v, wc_role_rule(v, WC_ROLE_HYPERV_UNKNOWN), WC_HYPERV);
	wc_add_missing(v, WC_HOST_HYPERV);
}

static void
say_around(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned index = wc_mode_index(v->judged);
	if (j->pair->print_warns)
		warn_of_print(j, v);
	if (v->decision == WC_ALLOW && v->modes[index].status == WC_RELAXED)
		wc_add_warning(v, wc_role_rule(v, WC_ROLE_RELAXED), v->judged);
	bool sandbox_open = v->isolation == WC_HYPERV && v->host->engine.is_cri && !wc_sandbox_fits(v);
	if (v->decision == WC_ALLOW && (v->modes[index].status == WC_STATUS_UNKNOWN || sandbox_open))
		wc_add_warning(v, j->accept_rule, v->judged);
	warn_of_hyperv(v);
	for (unsigned i = 0; i < j->narrowed_count; i++)
		if (j->narrowed[i].says == WC_SAYS_WARN && j->narrowed[i].mode == v->judged)
			wc_add_warning(v, j->narrowed[i].rule, v->judged);
	if (v->judged == WC_PROCESS && sandbox_mismatch(j, v))
		wc_add_warning(v, wc_role_rule(v, WC_ROLE_SANDBOX_DIFFERS), WC_PROCESS);
	remark(j, v);
	if (v->host->from.of[WC_HOST_PRODUCT] == WC_FROM_ASSUMED)
		wc_add_note(v, wc_role_rule(v, WC_ROLE_PRODUCT_ASSUMED), WC_MODE_NONE);
	if (v->image->from.of[WC_IMAGE_OS_VERSION] == WC_FROM_TAG)
		wc_add_note(v, wc_role_rule(v, WC_ROLE_TAG_INFERRED), WC_MODE_NONE);
	if (v->image_build_known && v->program->releases[v->image_release].base_image == WC_NO)
		wc_add_note(v, wc_role_rule(v, WC_ROLE_NO_BASE_IMAGE), WC_MODE_NONE);
}

/* Reasons about the mode that is judged, or about the whole request, come first. */
static void
say_narrowed(const struct wc_judgement *j, struct wc_verdict *v, bool judged)
{
	static const uint8_t deciding_first[] = {WC_SAYS_REFUSE, WC_SAYS_RELAXED};
	for (unsigned k = 0; k <= j->narrowed_to_relaxed; k++)
		for (unsigned i = 0; i < j->narrowed_count; i++)
			if ((j->narrowed[i].mode == v->judged) == judged && j->narrowed[i].says == deciding_first[k])
				wc_add_reason(v, j->narrowed[i].rule, j->narrowed[i].says, j->narrowed[i].mode, j->narrowed[i].fact);
	for (unsigned i = 0; j->site_doubts && i < j->narrowed_count; i++)
		if ((j->narrowed[i].mode == v->judged) == judged && j->narrowed[i].says == WC_SAYS_NOTHING)
			say_fact_decides(v, j->narrowed[i]);
}

/* What blocks it, what narrowed it, and the evidence: the deciding reason is the first. */
void
wc_say_why(const struct wc_judgement *j, struct wc_verdict *v)
{
	say_blockers(j, v);
	say_narrowed(j, v, true);
	say_evidence(j, v, v->judged);
	say_narrowed(j, v, false);
	if (v->decision != WC_ALLOW && v->launch == WC_LAUNCH_NEEDS_FLAG)
		say_evidence(j, v, v->judged == WC_PROCESS ? WC_HYPERV : WC_PROCESS);
	if (v->decision != WC_ALLOW)
		say_hyperv_absent(v);
	if (v->choice.says == WC_MATCHER_REFUSES)
		say_engine_refuses(v);
	if (v->choice.outcome_count)
		warn_of_choice(v);
	say_around(j, v);
}

void
wc_say_why_without_version(const struct wc_judgement *j, struct wc_verdict *v, struct wc_reason missing)
{
	say_blockers(j, v);
	say_narrowed(j, v, true);
	wc_add_reason(v, missing.rule, missing.says, missing.mode, missing.fact);
	if (v->decision == WC_ALLOW)
		wc_add_warning(v, j->accept_rule, v->judged); /* a site accepts what nobody knows: never silently */
	warn_of_hyperv(v);
}
