/* Blame: a verdict's statuses and warnings as the answer to "is it the versions?". */
#include "policy/blame.h"

/* Is the verdict about another system or architecture? Then versions were never looked at. */
static bool
is_elsewhere(const struct wc_verdict *v)
{
	static const enum wc_role roles[] = {WC_ROLE_LINUX_IMAGE, WC_ROLE_LINUX_HOST, WC_ROLE_OTHER_OS, WC_ROLE_ARCHITECTURE};
	for (size_t i = 0; v->reason_count && i < sizeof(roles) / sizeof(roles[0]); i++)
		if (v->reasons[0].rule == v->program->role[roles[i]])
			return true;
	return false;
}

/* A warning that host and image lie on different sides of a revision border, or NULL. */
static const struct wc_reason *
border_warning(const struct wc_verdict *v)
{
	for (unsigned i = 0; i < v->warning_count; i++)
		for (size_t b = 0; b < v->program->border_count; b++)
			if (v->program->borders[b].rule == v->warnings[i].rule)
				return &v->warnings[i];
	return NULL;
}

static enum wc_blame
of_mode(const struct wc_mode_verdict *m)
{
	if (m->status == WC_UNSUPPORTED || m->engine == WC_MATCHER_REFUSES)
		return WC_BLAME_YES;
	return m->status == WC_SUPPORTED && m->host != WC_FAILS ? WC_BLAME_NO : WC_BLAME_MAYBE;
}

struct wc_blamed
wc_blame_judge(const struct wc_verdict *v, unsigned mode)
{
	if (is_elsewhere(v))
		return (struct wc_blamed){WC_BLAME_NO, NULL};
	const struct wc_reason *warning = mode == WC_HYPERV ? NULL : border_warning(v);
	if (warning)
		return (struct wc_blamed){WC_BLAME_YES, warning};
	enum wc_blame process = of_mode(&v->modes[wc_mode_index(WC_PROCESS)]), hyperv = of_mode(&v->modes[wc_mode_index(WC_HYPERV)]);
	if (mode != WC_MODE_NONE)
		return (struct wc_blamed){mode == WC_PROCESS ? process : hyperv, NULL};
	return (struct wc_blamed){process < hyperv ? process : hyperv, NULL}; /* one that works is enough */
}
