/* fleet list and fleet matrix. */
#include "cli/fleet.h"

#include "cli/say.h"
#include "format/json_write.h"
#include "io/digest.h"
#include "present/answers.h"
#include "present/csv.h"
#include "present/facts_json.h"
#include "present/fleet_class.h"
#include "present/safe.h"

#include <inttypes.h>
#include <string.h>

const struct wc_fleet *
wc_fleet_of(const struct wc_fleet_job *job)
{
	struct wc_err err;
	struct wc_fleet *fleet = wc_alloc(job->arena, sizeof(*fleet));
	if (wc_fleet_load(job->arena, &job->how, job->inventory, fleet, &err))
		return fleet;
	wc_say_failed(&err);
	return NULL;
}

/* One row as a class of one: its title says what it is. */
static struct wc_fleet_class
row_of(const struct wc_fleet_side *side, size_t i, bool hosts)
{
	return (struct wc_fleet_class){.host = hosts ? &side->host[side->facts[i]] : NULL, .image = hosts ? NULL : &side->image[side->facts[i]],
	                               .example = side->name[i], .members = 1, .uses = side->uses[i]};
}

/* The source with that id. */
static const char *
name_of(const struct wc_inventory_sources *sources, uint32_t id)
{
	for (size_t i = 0; i < sources->count; i++)
		if (sources->item[i].id == id)
			return sources->item[i].name;
	return "";
}

static void
add_row(const struct wc_fleet_job *job, struct wc_text *out, const struct wc_fleet_class *row, const char *source)
{
	struct wc_json_out json = {.text = out};
	if (strcmp(job->output, "json") == 0) {
		wc_json_fleet_class(&json, row);
		wc_text_addz(out, "\n");
		return;
	}
	if (strcmp(job->output, "csv") == 0) {
		const char *const fields[] = {row->example, wc_fleet_class_title(job->arena, row), wc_printf(job->arena, "%" PRId64, row->uses), source};
		wc_csv_line(out, fields, 4);
		return;
	}
	wc_add_safe(out, wc_fleet_class_title(job->arena, row));
	wc_text_addz(out, "\n");
}

static enum wc_exit
list_rows(const struct wc_fleet_job *job, const struct wc_fleet_side *side, bool hosts)
{
	struct wc_err err;
	struct wc_inventory_sources sources;
	struct wc_text out = {.arena = job->arena};
	if (!wc_inventory_sources(job->arena, job->inventory, &sources, &err))
		return wc_say_failed(&err);
	if (strcmp(job->output, "csv") == 0)
		wc_text_addz(&out, "name,what,uses,source\r\n");
	for (size_t i = 0; i < side->count; i++) {
		struct wc_fleet_class row = row_of(side, i, hosts);
		add_row(job, &out, &row, name_of(&sources, side->source[i]));
	}
	return wc_say_answer(&out, WC_EXIT_OK);
}

/* Classes of the fleet, with the fate of each pair where `judge`. */
static enum wc_exit
show_matrix(const struct wc_fleet_job *job, const struct wc_fleet *fleet, bool judge)
{
	static const struct {
		const char *output;
		wc_present_fleet *classes, *matrix;
	} forms[] = {
		{"text", wc_present_fleet_classes_text, wc_present_matrix_text},
		{"json", wc_present_fleet_classes_json, wc_present_matrix_json},
		{"csv", wc_present_fleet_classes_csv, wc_present_matrix_csv},
	};
	struct wc_err err;
	struct wc_fleet_views views = {.request = job->request, .how = &job->how};
	struct wc_text out = {.arena = job->arena};
	if (!wc_view_make_tabulated(job->arena, job->program, wc_opt_text(job->args, "matrix"), job->as_of, &views.before, &err))
		return wc_say_failed(&err);
	struct wc_fleet_matrix matrix = wc_fleet_classes(job->arena, fleet, &views);
	if (judge)
		wc_fleet_judge(job->arena, views.before, &job->request, NULL, &matrix);
	struct wc_present_options present = {.program = job->program, .version = WC_VERSION, .sha256 = wc_sha256};
	bool page = judge && strcmp(job->output, "html") == 0;
	if (page)
		wc_fleet_tell(job->arena, views.before, &job->request, NULL, &matrix);
	if (page)
		wc_present_matrix_html(&out, job->arena, &matrix, &present);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].output, job->output) == 0)
			(judge ? forms[i].matrix : forms[i].classes)(&out, job->arena, &matrix);
	return wc_say_answer(&out, WC_EXIT_OK);
}

enum wc_exit
wc_fleet_list(const struct wc_fleet_job *job)
{
	struct wc_err err;
	const char *what = job->operand_count ? job->operand[0] : "classes";
	if (strcmp(what, "sources") == 0)
		return wc_fleet_list_sources(job);
	const struct wc_fleet *fleet = wc_fleet_of(job);
	if (!fleet)
		return WC_EXIT_WRONG;
	if (strcmp(what, "classes") == 0)
		return show_matrix(job, fleet, false);
	if (strcmp(what, "hosts") == 0 || strcmp(what, "images") == 0)
		return list_rows(job, strcmp(what, "hosts") == 0 ? &fleet->hosts : &fleet->images, strcmp(what, "hosts") == 0);
	wc_fail(&err, WC_FAULT_INPUT, "fleet list does not list '%.60s'", what);
	wc_hint(&err, "it lists hosts, images, classes or sources");
	return wc_say_failed(&err);
}

/* One cell, with its reasons: a Verdict. */
static enum wc_exit
show_cell(const struct wc_fleet_job *job, const struct wc_fleet *fleet)
{
	struct wc_err err;
	struct wc_answer answer;
	struct wc_fleet_views views = {.request = job->request, .how = &job->how};
	struct wc_text out = {.arena = job->arena};
	struct wc_present_options present = {.program = job->program, .request = job->request, .version = WC_VERSION, .explain = wc_opt_flag(job->args, "explain")};
	if (!wc_view_make(job->arena, job->program, wc_opt_text(job->args, "matrix"), job->as_of, &views.before, &err) ||
	    !wc_fleet_answer(job->arena, fleet, &views, job->operand[0], job->operand[1], present.explain, &answer, &err))
		return wc_say_failed(&err);
	present.edition = wc_view_edition(views.before);
	if (strcmp(job->output, "json") == 0)
		wc_present_json(&out, job->arena, &answer, 1, &present);
	else
		wc_present_text(&out, job->arena, &answer, 1, &present);
	return wc_say_answer(&out, WC_EXIT_OK);
}

enum wc_exit
wc_fleet_matrix_job(const struct wc_fleet_job *job)
{
	struct wc_err err;
	if (job->operand_count != 0 && job->operand_count != 2) {
		wc_fail(&err, WC_FAULT_INPUT, "fleet matrix takes a host and an image, or nothing");
		wc_hint(&err, "write fleet matrix for all of it, or fleet matrix HOST IMAGE for one pair and its reasons");
		return wc_say_failed(&err);
	}
	const struct wc_fleet *fleet = wc_fleet_of(job);
	if (!fleet)
		return WC_EXIT_WRONG;
	return job->operand_count ? show_cell(job, fleet) : show_matrix(job, fleet, true);
}
