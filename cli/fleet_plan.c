/* fleet plan: what changes with other hosts, another policy or another edition of the matrix. */
#include "cli/fleet.h"

#include "app/policy.h"
#include "app/program.h"
#include "cli/say.h"
#include "io/digest.h"
#include "model/date.h"

#include <string.h>

enum { DAYS_AHEAD = 365 };

/* The program with the policies of an option; the job's own where it is not given. NULL after saying what is wrong. */
static const struct wc_program *
program_of(const struct wc_fleet_job *job, const char *option)
{
	struct wc_err err;
	const struct wc_given *given = wc_opt_all(job->args, option);
	struct wc_names names = {given->item, given->count};
	struct wc_diags diags = {.arena = job->arena};
	const struct wc_program *program;
	if (given->count == 0)
		return job->program;
	if (given->count == 1 && strcmp(given->item[0], "none") == 0)
		names.count = 0;
	if (wc_policy_load(job->arena, wc_program_builtin(), names, wc_opt_text(job->args, "lang"), &program, &diags, &err))
		return program;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return NULL;
}

/* The one host that an option names; *ret_host is NULL where it is not given. */
static bool
host_of(const struct wc_fleet_job *job, const char *option, const struct wc_host **ret_host, struct wc_err *err)
{
	const char *spec = wc_opt_text(job->args, option);
	struct wc_host *hosts;
	size_t count;
	*ret_host = NULL;
	if (!spec)
		return true;
	if (!wc_gather_hosts(job->arena, &job->how, (struct wc_names){&spec, 1}, &hosts, &count, err))
		return wc_while(err, "--%s", option);
	if (count != 1)
		return wc_fail(err, WC_FAULT_INPUT, "--%s names %zu hosts; it takes one", option, count);
	*ret_host = hosts;
	return true;
}

static bool
is_asked(const struct wc_fleet_job *job, struct wc_err *err)
{
	if (wc_opt_text(job->args, "to") || wc_opt_all(job->args, "before")->count || wc_opt_all(job->args, "after")->count || wc_opt_text(job->args, "matrix-after"))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "fleet plan needs to know what changes");
	return wc_hint(err, "write --to HOST (with --from HOST for some of the hosts alone), or --before POLICY --after POLICY, or --matrix-after EDITION");
}

static const char *
title_of(const struct wc_fleet_job *job)
{
	const char *to = wc_opt_text(job->args, "to"), *from = wc_opt_text(job->args, "from"), *edition = wc_opt_text(job->args, "matrix-after");
	if (to)
		return wc_printf(job->arena, "upgrade%s%s to %s", from ? " of " : "", from ? from : "", to);
	return edition ? wc_printf(job->arena, "edition %s", edition) : "another policy";
}

static bool
views_of(const struct wc_fleet_job *job, const struct wc_program *before, const struct wc_program *after, struct wc_fleet_views *views, struct wc_err *err)
{
	const char *edition = wc_opt_text(job->args, "matrix"), *edition_after = wc_opt_text(job->args, "matrix-after");
	*views = (struct wc_fleet_views){.request = job->request, .how = &job->how};
	return wc_view_make_tabulated(job->arena, before, edition, job->as_of, &views->before, err) &&
	       wc_view_make_tabulated(job->arena, after, edition_after ? edition_after : edition, job->as_of, &views->after, err) &&
	       host_of(job, "to", &views->upgrade.to, err) && host_of(job, "from", &views->upgrade.from, err);
}

static bool
ends_before(const struct wc_fleet_job *job, wc_date *ret_day, struct wc_err *err)
{
	const char *day = wc_opt_text(job->args, "ends-before");
	*ret_day = wc_date_of_days(wc_date_days(job->request.today) + DAYS_AHEAD);
	return !day || wc_date_parse(day, ret_day, err) || wc_while(err, "--ends-before");
}

static wc_present_plan *
form_of(const char *output)
{
	if (strcmp(output, "json") == 0)
		return wc_present_plan_json;
	if (strcmp(output, "html") == 0)
		return wc_present_plan_html;
	return strcmp(output, "csv") == 0 ? wc_present_plan_csv : wc_present_plan_text;
}

enum wc_exit
wc_fleet_plan_job(const struct wc_fleet_job *job)
{
	struct wc_err err;
	struct wc_fleet_views views;
	wc_date day;
	struct wc_text out = {.arena = job->arena};
	struct wc_present_options present = {.request = job->request, .version = WC_VERSION};
	if (!is_asked(job, &err) || !ends_before(job, &day, &err))
		return wc_say_failed(&err);
	const struct wc_program *before = program_of(job, "before"), *after = before ? program_of(job, "after") : NULL;
	const struct wc_fleet *fleet = after ? wc_fleet_of(job) : NULL;
	if (!fleet)
		return WC_EXIT_WRONG;
	if (!views_of(job, before, after, &views, &err))
		return wc_say_failed(&err);
	struct wc_fleet_plan plan = wc_fleet_plan_make(job->arena, after, fleet, &views, day);
	plan.title = title_of(job);
	if (strcmp(job->output, "html") == 0) {
		wc_fleet_tell(job->arena, views.before, &views.request, NULL, &plan.before);
		wc_fleet_tell(job->arena, views.after, &views.request, &views.upgrade, &plan.after);
	}
	present.program = after;
	present.edition = wc_view_edition(views.after);
	present.sha256 = wc_sha256;
	form_of(job->output)(&out, job->arena, &plan, &present);
	return wc_say_answer(&out, plan.pairs[WC_CHANGE_STOPS] ? WC_EXIT_REFUSED : WC_EXIT_OK);
}
