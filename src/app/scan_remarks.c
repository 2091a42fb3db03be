/* Remarks: support that ends. */
#include "app/scan_remarks.h"

#include "model/date.h"
#include "present/wording.h"

#include <string.h>

/* So many days before its end is support near its end: time enough to build and test on the next base image. */
enum { NEAR = 180 };

void
wc_scan_remark_add(wc_arena *arena, struct wc_answer *answer, enum wc_role role, const char *text)
{
	struct wc_finding *finding = wc_alloc(arena, sizeof(*finding));
	*finding = *answer->finding;
	struct wc_scan_remark *remarks = wc_array(arena, struct wc_scan_remark, finding->remark_count + 1);
	if (finding->remark_count)
		memcpy(remarks, finding->remarks, finding->remark_count * sizeof(*remarks));
	remarks[finding->remark_count++] = (struct wc_scan_remark){answer->verdict->program->role[role], text};
	finding->remarks = remarks;
	answer->finding = finding;
}

void
wc_scan_support_remark(wc_arena *arena, struct wc_answer *answer, wc_date day)
{
	const struct wc_verdict *v = answer->verdict;
	const struct wc_release *release = v && v->image_build_known ? wc_release_at(v->program, v->image_release) : NULL;
	wc_date end = release ? release->extended_end ? release->extended_end : release->mainstream_end : 0;
	if (!end || wc_date_days(end) - wc_date_days(day) > NEAR)
		return;
	enum wc_role role = end < day ? WC_ROLE_SUPPORT_ENDED : WC_ROLE_SUPPORT_ENDS;
	struct wc_reason reason = {.rule = v->program->role[role]};
	wc_scan_remark_add(arena, answer, role, wc_wording(arena, v, &reason));
}
