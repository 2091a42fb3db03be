/* Which waiver spoke. */
#include "policy/decide.h"
#include "policy/site/site.h"

const struct wc_reason *
wc_waiver_that_spoke(const struct wc_verdict *verdict)
{
	const struct wc_site *site = verdict->program->site;
	for (unsigned i = 0; site && i < verdict->note_count; i++)
		for (size_t k = 0; k < site->rule_count; k++)
			if (site->rules[k].rule == verdict->notes[i].rule && site->rules[k].waived)
				return &verdict->notes[i];
	return NULL;
}
