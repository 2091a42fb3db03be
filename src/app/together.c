/* Images that one order to an engine runs: one isolation for all. */
#include "app/together.h"

/* Judges each for `isolation` (WC_ISOLATION_DEFAULT: as its file and the request say), and sums up. */
static void
judge_for(struct wc_judge *judge, const struct wc_together *t, unsigned isolation, struct wc_joint *joint)
{
	bool allowed = true, same = true;
	joint->isolation = WC_MODE_NONE;
	joint->needs_flag = false;
	for (size_t i = 0; i < t->count; i++) {
		struct wc_use use = *t->uses[i];
		if (isolation && !use.is_copied)
			use.isolation = (uint8_t)isolation;
		const struct wc_answer *answer = wc_judge_answer(judge, &use, wc_references_find(t->references, use.reference), t->host);
		const struct wc_verdict *v = answer->verdict;
		joint->answers[i] = answer;
		allowed &= v && v->decision == WC_ALLOW;
		if (!v || v->decision != WC_ALLOW || use.is_copied)
			continue;
		same &= joint->isolation == WC_MODE_NONE || joint->isolation == v->isolation;
		joint->isolation = v->isolation;
		joint->needs_flag |= v->isolation != v->default_mode;
	}
	joint->is_allowed = allowed && same;
	joint->is_split = allowed && !same;
	if (!joint->is_allowed)
		joint->isolation = WC_MODE_NONE;
}

/* Is it ours to choose: asked for `auto`, and no file says anything? */
static bool
is_open(const struct wc_judge *judge, const struct wc_together *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->uses[i]->isolation)
			return false;
	return judge->request.isolation == WC_ISOLATION_AUTO;
}

struct wc_joint
wc_together_judge(struct wc_judge *judge, const struct wc_together *t)
{
	static const uint8_t others[] = {WC_ISOLATION_PROCESS, WC_ISOLATION_HYPERV};
	struct wc_joint first = {.uses = t->uses, .count = t->count, .answers = wc_array(judge->asked.arena, const struct wc_answer *, t->count + 1)};
	judge_for(judge, t, WC_ISOLATION_DEFAULT, &first);
	if (first.is_allowed || !is_open(judge, t))
		return first;
	struct wc_joint other = first;
	other.answers = wc_array(judge->asked.arena, const struct wc_answer *, t->count + 1);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		judge_for(judge, t, others[i], &other);
		if (other.is_allowed)
			return other;
	}
	return first;
}
