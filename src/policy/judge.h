/* One judgement in the making: what narrowed it, what can be used, and how the verdict collects what is said. Internal to policy/. */
#ifndef WC_POLICY_JUDGE_H
#define WC_POLICY_JUDGE_H

#include "policy/view.h"

/* What a site's rules come to in one situation, as far as the decision depends on them. */
struct wc_site_sum {
	uint8_t forbids, doubts; /* bit i: mode i is forbidden; it may be, for want of a fact */
	uint8_t accept;          /* enum wc_status: the lowest that is accepted */
	uint8_t accept_doubt;    /* it may be higher, for want of a fact */
	uint8_t prefer;          /* bit i: mode i is preferred */
};

/* What was found on the way from the pair of builds to the verdict. */
struct wc_judgement {
	const struct wc_view *view;
	const struct wc_pair *pair;
	struct wc_asked asked;
	uint8_t outcome[WC_MODES]; /* enum wc_outcome */
	uint8_t engine_blocks;     /* bit i: an engine clause blocks mode i */
	uint8_t host_blocks;       /* bit i: a requirement on the host narrowed mode i, so another image is no remedy */
	uint8_t blocking_fact;     /* enum wc_fact: what would have to change then; 0: the host's build */
	uint8_t behind;            /* enum wc_behind */
	bool licence_refuses, licence_warns;
	uint8_t site_blocks;       /* bit i: a site's rule forbids mode i */
	uint8_t site_doubts;       /* bit i: one may, for want of a fact */
	const struct wc_site_sum *sum; /* what the site's rules come to; NULL: they are asked */
	uint8_t accept;            /* enum wc_status: the lowest that is accepted */
	uint16_t accept_rule;      /* the site's rule that says so, or WC_NO_RULE */
	uint8_t accept_doubt;      /* 1 + enum wc_fact: for want of it, nobody knows whether less than `supported` is accepted; 0: somebody does */
	uint8_t prefer;            /* bit i: a site's rule prefers mode i */
	struct wc_holding holding;                    /* clauses of the other voices */
	uint8_t narrowed_count;
	bool narrowed_to_relaxed;
	struct wc_reason narrowed[WC_MOST_REASONS];   /* the rules that narrowed a status */
};

/* May the mode be used? Statuses, then what the host, the engine and the licence allow. */
enum wc_outcome { WC_CANNOT, WC_UNDETERMINED, WC_CAN_RELAXED, WC_CAN };

/* Whose revision has to move: where a border or the revision rule narrowed process isolation. */
enum wc_behind { WC_BEHIND_NONE, WC_BEHIND_HOST, WC_BEHIND_IMAGE };

/*
 * policy/decide.c: wc_decide without its last step, for comparing the entries of an index, or policies: the remedies that nobody
 * will read cost many times the rest. `sum`: what the site's rules come to; NULL: they are asked.
 */
void wc_decide_without_remedies(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image,
                                const struct wc_request *request, const struct wc_site_sum *sum, struct wc_verdict *ret_verdict);

/* policy/narrow.c: takes over what the pair says, then narrows it by host, engine, licence, architecture and revisions. */
void wc_take_pair(struct wc_judgement *judgement, struct wc_verdict *verdict);
void wc_narrow_statuses(struct wc_judgement *judgement, struct wc_verdict *verdict);

/* The worse of the two statuses stays; the rule is remembered as one that narrowed the mode, for want of `fact` where it says nothing. */
void wc_narrow_mode(struct wc_judgement *judgement, struct wc_verdict *verdict, unsigned index, unsigned status, struct wc_reason why);

/* policy/site/apply.c: what the site's rules say: they narrow statuses, set what is accepted and preferred, warn and annotate. */
void wc_site_apply(struct wc_judgement *judgement, struct wc_verdict *verdict);

/* policy/site/apply.c: what the rules that forbid the judged mode, or warn of it, say to do instead. */
void wc_site_remedies(struct wc_verdict *verdict);

/* policy/reasons.c: why the decision is what it is, the deciding reason first; and the same where a version is missing. */
void wc_say_why(const struct wc_judgement *judgement, struct wc_verdict *verdict);
void wc_say_why_without_version(const struct wc_judgement *judgement, struct wc_verdict *verdict, struct wc_reason missing);

/* Does the pause image's build fit the image? Under CRI the utility VM boots from it (data/roles.yaml). */
bool wc_sandbox_fits(const struct wc_verdict *verdict);

/* policy/remedy.c: fills the verdict's remedies, the best one first. */
void wc_remedies(const struct wc_judgement *judgement, struct wc_verdict *verdict);

/* policy/remedy_engine.c: what the engine would take instead of an image that it refuses, and how it is made to take a better entry. */
void wc_remedies_refused(const struct wc_judgement *judgement, struct wc_verdict *verdict);
void wc_remedies_better(const struct wc_judgement *judgement, struct wc_verdict *verdict);

/* How good a pair is in a mode: 2 listed by the edition, 1 supported by prose only, 0 not. */
unsigned wc_pair_goodness(const struct wc_view *view, const struct wc_asked *asked, unsigned mode);

static inline void
wc_add_remedy(struct wc_verdict *v, struct wc_remedy remedy)
{
	if (v->remedy_count < WC_MOST_REMEDIES)
		v->remedies[v->remedy_count++] = remedy;
}

/* A reason, once for each mode. */
static inline void
wc_add_reason(struct wc_verdict *v, unsigned rule, unsigned says, unsigned mode, unsigned fact)
{
	for (unsigned i = 0; i < v->reason_count; i++)
		if (v->reasons[i].rule == rule && v->reasons[i].mode == mode)
			return;
	if (v->reason_count < WC_MOST_REASONS)
		v->reasons[v->reason_count++] = (struct wc_reason){(uint16_t)rule, (uint8_t)says, (uint8_t)mode, (uint8_t)fact};
}

static inline void
wc_add_warning(struct wc_verdict *v, unsigned rule, unsigned mode)
{
	if (v->warning_count < WC_MOST_WARNINGS)
		v->warnings[v->warning_count++] = (struct wc_reason){(uint16_t)rule, WC_SAYS_WARN, (uint8_t)mode, 0};
}

static inline void
wc_add_note(struct wc_verdict *v, unsigned rule, unsigned mode)
{
	if (v->note_count < WC_MOST_NOTES)
		v->notes[v->note_count++] = (struct wc_reason){(uint16_t)rule, WC_SAYS_NOTE, (uint8_t)mode, 0};
}

static inline void
wc_add_not_evaluated(struct wc_verdict *v, unsigned rule, enum wc_fact fact)
{
	for (unsigned i = 0; i < v->not_evaluated_count; i++)
		if (v->not_evaluated[i].rule == rule && v->not_evaluated[i].fact == fact)
			return;
	if (v->not_evaluated_count < WC_MOST_NOT_EVALUATED)
		v->not_evaluated[v->not_evaluated_count++] = (struct wc_reason){(uint16_t)rule, WC_SAYS_NOTHING, WC_MODE_NONE, (uint8_t)fact};
}

/* The fact would be needed to decide. */
static inline void
wc_add_missing(struct wc_verdict *v, enum wc_fact fact)
{
	v->missing |= UINT64_C(1) << fact;
}

/* The rule with which the code itself speaks. */
static inline unsigned
wc_role_rule(const struct wc_verdict *v, enum wc_role r)
{
	return v->program->role[r];
}

/* The rule is one of those that spoke about the mode. */
static inline void
wc_mode_spoke(struct wc_mode_verdict *m, unsigned rule)
{
	if (rule != WC_NO_RULE && m->rule_count < WC_MOST_MODE_RULES)
		m->rules[m->rule_count++] = (uint16_t)rule;
}

#endif
