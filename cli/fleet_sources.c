/* fleet list sources and fleet forget: who named hosts and images, and taking one of them away. */
#include "cli/fleet.h"

#include "cli/say.h"
#include "format/json_write.h"
#include "present/csv.h"
#include "io/absolute.h"
#include "model/date.h"
#include "present/safe.h"
#include "present/wording.h"

#include <inttypes.h>
#include <string.h>

static const char *
kind_word(enum wc_inventory_kind kind)
{
	return kind == WC_INVENTORY_HOST ? "hosts" : "images";
}

/* The day of its last import. */
static const char *
day_of(const struct wc_inventory_source *source, char day[WC_DATE_TEXT])
{
	return wc_date_print(wc_date_of_days((int32_t)(source->time / 86400)), day);
}

static void
add_text(const struct wc_fleet_job *job, struct wc_text *out, const struct wc_inventory_source *source)
{
	(void)job;
	char day[WC_DATE_TEXT];
	wc_text_printf(out, "%9" PRId64 " %-6s  %s  ", source->rows, kind_word(source->kind), day_of(source, day));
	wc_add_safe(out, source->name);
	wc_text_addz(out, "\n");
}

static void
add_record(const struct wc_fleet_job *job, struct wc_text *out, const struct wc_inventory_source *source)
{
	char day[WC_DATE_TEXT];
	const char *const fields[] = {kind_word(source->kind), source->name, wc_printf(job->arena, "%" PRId64, source->rows), day_of(source, day)};
	wc_csv_line(out, fields, 4);
}

static void
add_object(const struct wc_fleet_job *job, struct wc_text *out, const struct wc_inventory_source *source)
{
	(void)job;
	char day[WC_DATE_TEXT];
	struct wc_json_out json = {.text = out};
	wc_json_map(&json, NULL);
	wc_json_text(&json, "of", kind_word(source->kind));
	wc_json_text(&json, "source", source->name);
	wc_json_number(&json, "names", source->rows);
	wc_json_text(&json, "imported", day_of(source, day));
	wc_json_end(&json);
	wc_text_addz(out, "\n");
}

enum wc_exit
wc_fleet_list_sources(const struct wc_fleet_job *job)
{
	static const struct {
		const char *output, *head;
		void (*add)(const struct wc_fleet_job *job, struct wc_text *out, const struct wc_inventory_source *source);
	} forms[] = {{"text", "", add_text}, {"csv", "of,source,names,imported\r\n", add_record}, {"json", "", add_object}};
	struct wc_err err;
	struct wc_inventory_sources sources;
	struct wc_text out = {.arena = job->arena};
	if (!wc_inventory_sources(job->arena, job->inventory, &sources, &err))
		return wc_say_failed(&err);
	for (size_t f = 0; f < sizeof(forms) / sizeof(forms[0]); f++) {
		if (strcmp(forms[f].output, job->output) != 0)
			continue;
		wc_text_addz(&out, forms[f].head);
		for (size_t i = 0; i < sources.count; i++)
			forms[f].add(job, &out, &sources.item[i]);
	}
	return wc_say_answer(&out, WC_EXIT_OK);
}

/* The source as it is called: by that name, or by the path of that file. */
static const char *
name_of(const struct wc_fleet_job *job, enum wc_inventory_kind kind, const char *name)
{
	struct wc_inventory_sources sources;
	if (!wc_inventory_sources(job->arena, job->inventory, &sources, NULL))
		return name;
	for (size_t i = 0; i < sources.count; i++)
		if (sources.item[i].kind == kind && strcmp(sources.item[i].name, name) == 0)
			return name;
	return wc_absolute(job->arena, name);
}

enum wc_exit
wc_fleet_forget(const struct wc_fleet_job *job)
{
	struct wc_err err;
	struct wc_inventory_tally tally;
	struct wc_text out = {.arena = job->arena};
	const char *what = job->operand_count == 2 ? job->operand[0] : "";
	bool hosts = strcmp(what, "hosts") == 0;
	if (!hosts && strcmp(what, "images") != 0) {
		wc_fail(&err, WC_FAULT_INPUT, "fleet forget needs to know which source");
		wc_hint(&err, "write fleet forget hosts SOURCE, or fleet forget images SOURCE; `wincompat fleet list sources` lists them");
		return wc_say_failed(&err);
	}
	enum wc_inventory_kind kind = hosts ? WC_INVENTORY_HOST : WC_INVENTORY_IMAGE;
	if (!wc_inventory_forget(job->inventory, kind, name_of(job, kind, job->operand[1]), &tally, &err))
		return wc_say_failed(&err);
	wc_text_printf(&out, "%zu %s taken away", tally.gone, what);
	if (tally.left)
		wc_text_printf(&out, "; %zu that other sources name stay%s", tally.left, tally.left == 1 ? "s" : "");
	wc_text_addz(&out, "\n");
	return wc_say_answer(&out, WC_EXIT_OK);
}
