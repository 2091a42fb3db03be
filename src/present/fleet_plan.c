/* Plans for a fleet: what changes. */
#include "present/fleet.h"

#include "present/answers.h"
#include "present/csv.h"
#include "present/facts_json.h"
#include "present/fleet_base.h"
#include "present/fleet_class.h"
#include "present/fleet_cost.h"
#include "present/line.h"
#include "present/wording.h"

#include <inttypes.h>

/* Rows of each list that people see; the other formats have all. */
enum { MOST_LINES = 40 };

static const char *const change_titles[WC_CHANGE_COUNT] = {
	[WC_CHANGE_STOPS] = "stop running", [WC_CHANGE_UNKNOWN] = "become unknown", [WC_CHANGE_MODE] = "change mode",
	[WC_CHANGE_STARTS] = "start running", [WC_CHANGE_KEEPS] = "keep running", [WC_CHANGE_NEVER] = "do not run before nor after",
};

static void
pair_lines(struct wc_text *out, const struct wc_fleet_plan *p)
{
	const struct wc_fleet_matrix *m = &p->before;
	wc_text_printf(out, "%s: %zu host%s × %zu image%s, by %zu × %zu classes\n\n", p->title, m->host_members, m->host_members == 1 ? "" : "s", m->image_members,
	               m->image_members == 1 ? "" : "s", m->host_count, m->image_count);
	for (unsigned i = 0; i < WC_CHANGE_COUNT; i++)
		if (p->pairs[i] || i == WC_CHANGE_STOPS)
			wc_text_printf(out, "%14" PRIu64 " pairs %s\n", p->pairs[i], change_titles[i]);
}

static void
rest_line(struct wc_text *out, size_t count)
{
	if (count > MOST_LINES)
		wc_text_printf(out, "… and %zu more (-o csv has all)\n", count - MOST_LINES);
}

static void
cell_lines(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *p)
{
	if (p->cell_count)
		wc_text_addz(out, "\nWHAT CHANGES\n");
	for (size_t i = 0; i < p->cell_count && i < MOST_LINES; i++) {
		const struct wc_plan_cell *c = &p->cells[i];
		const struct wc_fleet_class *host = &p->before.hosts[c->host], *image = &p->before.images[c->image];
		wc_text_printf(out, "%-8s %s → %s: ", wc_word(&wc_change_words, c->change), wc_word(&wc_lot_words, c->before), wc_word(&wc_lot_words, c->after));
		wc_add_safe(out, wc_printf(arena, "%zu image%s %s on %zu host%s %s", image->members, image->members == 1 ? "" : "s", wc_fleet_class_title(arena, image),
		                           host->members, host->members == 1 ? "" : "s", wc_fleet_class_title(arena, host)));
		wc_text_addz(out, "\n");
	}
	rest_line(out, p->cell_count);
}

static void
rebuild_lines(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *p, const struct wc_present_options *options)
{
	if (p->rebuild_count)
		wc_text_addz(out, "\nTO BUILD ANEW, what most wait for first\n");
	for (size_t i = 0; i < p->rebuild_count && i < MOST_LINES; i++) {
		struct wc_verdict unread;
		const struct wc_plan_image *r = &p->rebuild[i];
		const struct wc_fleet_class *image = &p->before.images[r->image];
		const struct wc_verdict *v = wc_answer_verdict(&r->answer, options, &unread);
		const char *remedies = wc_remedies_text(arena, v);
		wc_text_printf(out, "%zu image%s", image->members, image->members == 1 ? "" : "s");
		if (image->uses)
			wc_text_printf(out, " (%" PRId64 " uses)", image->uses);
		wc_add_safe(out, wc_printf(arena, " %s: stop on %zu host%s%s", wc_fleet_class_title(arena, image), r->hosts, r->hosts == 1 ? "" : "s",
		                           r->nowhere ? ", and run nowhere any more" : ""));
		wc_text_addz(out, "\n");
		wc_add_line(out, WC_PLAIN, "because", wc_answer_summary(arena, &r->answer, v));
		struct wc_base_change base = wc_base_change_of(arena, v);
		if (*remedies)
			wc_add_line(out, WC_PLAIN, "do", remedies);
		if (base.from)
			wc_add_line(out, WC_PLAIN, "base", wc_printf(arena, "FROM %s becomes FROM %s", base.from, base.to));
	}
	rest_line(out, p->rebuild_count);
}

void
wc_present_plan_text(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *p, const struct wc_present_options *options)
{
	char date[WC_DATE_TEXT];
	pair_lines(out, p);
	cell_lines(out, arena, p);
	wc_present_cost_text(out, arena, &p->cost);
	rebuild_lines(out, arena, p, options);
	if (p->end_count)
		wc_text_printf(out, "\nSUPPORT ENDS before %s\n", wc_date_print(p->ends_before, date));
	for (size_t i = 0; i < p->end_count; i++) {
		const struct wc_plan_end *e = &p->ends[i];
		wc_text_printf(out, "%s  %s: %zu host%s, %zu image%s\n", wc_date_print(e->end, date), e->release->title, e->hosts, e->hosts == 1 ? "" : "s", e->images,
		               e->images == 1 ? "" : "s");
	}
}

static void
cell_members(struct wc_json_out *out, const struct wc_plan_cell *c, const struct wc_fleet_plan *p)
{
	wc_json_map(out, NULL);
	wc_json_number(out, "hostClass", c->host);
	wc_json_number(out, "imageClass", c->image);
	wc_json_number(out, "pairs", (int64_t)(p->before.hosts[c->host].members * p->before.images[c->image].members));
	wc_json_text(out, "change", wc_word(&wc_change_words, c->change));
	wc_json_text(out, "before", wc_word(&wc_lot_words, c->before));
	wc_json_text(out, "after", wc_word(&wc_lot_words, c->after));
	wc_json_end(out);
}

static void
rebuild_members(struct wc_json_out *out, wc_arena *arena, const struct wc_plan_image *r, const struct wc_fleet_plan *p, const struct wc_present_options *options)
{
	struct wc_verdict unread;
	struct wc_base_change base = wc_base_change_of(arena, wc_answer_verdict(&r->answer, options, &unread));
	wc_json_map(out, NULL);
	wc_json_number(out, "imageClass", r->image);
	wc_json_number(out, "images", (int64_t)p->before.images[r->image].members);
	wc_json_number(out, "uses", p->before.images[r->image].uses);
	wc_json_number(out, "hosts", (int64_t)r->hosts);
	wc_json_bool(out, "nowhere", r->nowhere);
	wc_json_text(out, "baseFrom", base.from);
	wc_json_text(out, "baseTo", base.to);
	wc_json_map(out, "verdict");
	wc_json_verdict(out, arena, &r->answer, options);
	wc_json_end(out);
	wc_json_end(out);
}

static void
end_members(struct wc_json_out *out, const struct wc_plan_end *e)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "release", e->release->title);
	wc_json_date(out, "end", e->end);
	wc_json_number(out, "hosts", (int64_t)e->hosts);
	wc_json_number(out, "images", (int64_t)e->images);
	wc_json_end(out);
}

void
wc_present_plan_json(struct wc_text *text, wc_arena *arena, const struct wc_fleet_plan *p, const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "FleetPlan");
	wc_json_text(&out, "title", p->title);
	wc_json_number(&out, "hosts", (int64_t)p->before.host_members);
	wc_json_number(&out, "images", (int64_t)p->before.image_members);
	wc_json_map(&out, "pairs");
	for (unsigned i = 0; i < WC_CHANGE_COUNT; i++)
		wc_json_number(&out, wc_word(&wc_change_words, i), (int64_t)p->pairs[i]);
	wc_json_end(&out);
	wc_json_fleet_classes(&out, "hostClasses", p->before.hosts, p->before.host_count);
	wc_json_fleet_classes(&out, "hostClassesAfter", p->hosts_after, p->before.host_count);
	wc_json_fleet_classes(&out, "imageClasses", p->before.images, p->before.image_count);
	wc_json_list(&out, "changes");
	for (size_t i = 0; i < p->cell_count; i++)
		cell_members(&out, &p->cells[i], p);
	wc_json_end(&out);
	wc_json_cost(&out, "hypervCost", &p->cost);
	wc_json_list(&out, "rebuild");
	for (size_t i = 0; i < p->rebuild_count; i++)
		rebuild_members(&out, arena, &p->rebuild[i], p, options);
	wc_json_end(&out);
	wc_json_list(&out, "supportEnds");
	for (size_t i = 0; i < p->end_count; i++)
		end_members(&out, &p->ends[i]);
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_plan_csv(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *p, const struct wc_present_options *options)
{
	(void)options;
	wc_text_addz(out, "change,before,after,host,hosts,image,images,uses,memory_mb,processors\r\n");
	for (size_t i = 0; i < p->cell_count; i++) {
		const struct wc_plan_cell *c = &p->cells[i];
		const struct wc_fleet_class *host = &p->before.hosts[c->host], *image = &p->before.images[c->image];
		bool costs = c->before == WC_LOT_PROCESS && c->after == WC_LOT_HYPERV;
		const struct wc_isolation_cost *each = wc_cost_on(&p->cost, p->hosts_after[c->host].host->engine.kind);
		const char *const fields[] = {wc_word(&wc_change_words, c->change), wc_word(&wc_lot_words, c->before), wc_word(&wc_lot_words, c->after),
		                              wc_fleet_class_title(arena, host), wc_printf(arena, "%zu", host->members), wc_fleet_class_title(arena, image),
		                              wc_printf(arena, "%zu", image->members), wc_printf(arena, "%" PRId64, image->uses),
		                              costs ? wc_cost_times(arena, each && image->uses ? each->memory : 0, image->uses) : "",
		                              costs ? wc_cost_times(arena, each && image->uses ? each->processors : 0, image->uses) : ""};
		wc_csv_line(out, fields, sizeof(fields) / sizeof(fields[0]));
	}
}
