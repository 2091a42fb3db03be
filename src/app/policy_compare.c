/* Exact policies: the view of the data alone that they are compared on. */
#include "app/policy_compare.h"

#include "policy/site/diff.h"

bool
wc_policies_compare(wc_arena *arena, const struct wc_program *data, const struct wc_program *before, const struct wc_program *after,
                    size_t most, struct wc_policy_classes *ret_classes, struct wc_err *err)
{
	const struct wc_view *view;
	return wc_view_make_tabulated(arena, data, NULL, 0, &view, err) && wc_policy_diff(arena, view, before, after, most, ret_classes, err);
}

bool
wc_policies_lint(wc_arena *arena, const struct wc_program *data, const struct wc_program *program, wc_date today,
                 struct wc_policy_findings *ret_findings, struct wc_err *err)
{
	const struct wc_view *view;
	return wc_view_make_tabulated(arena, data, NULL, 0, &view, err) && wc_policy_lint(arena, view, program, today, ret_findings, err);
}
