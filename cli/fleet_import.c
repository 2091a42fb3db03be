/* fleet import: files into the inventory. */
#include "cli/fleet.h"

#include "app/fleet_import.h"
#include "cli/say.h"
#include "present/safe.h"

#include <string.h>

static void
say_faults(const struct wc_fleet_imported *imported)
{
	struct wc_err err;
	wc_say_faults(&imported->faults);
	if (imported->bad <= imported->faults.count)
		return;
	wc_fail(&err, WC_FAULT_INPUT, "%zu more faults are not shown", imported->bad - imported->faults.count);
	err.hint[0] = '\0';
	wc_say_error(&err);
}

/* "3 hosts are gone from nodes.json" */
static void
say_gone(struct wc_text *out, const struct wc_fleet_gone *gone, bool is_hosts)
{
	const char *what = is_hosts ? "host" : "image";
	if (gone->gone)
		wc_text_printf(out, "%zu %s%s gone from ", gone->gone, what, gone->gone == 1 ? " is" : "s are");
	else
		wc_text_printf(out, "%zu %s%s no more in ", gone->left, what, gone->left == 1 ? " is" : "s are");
	wc_add_safe(out, gone->source);
	if (gone->gone && gone->left)
		wc_text_printf(out, "; %zu more that other sources name stay%s", gone->left, gone->left == 1 ? "s" : "");
	wc_text_addz(out, gone->gone ? "\n" : ", but other sources name them\n");
}

static void
say_tally(struct wc_text *out, const struct wc_fleet_imported *imported, const char *path, bool is_hosts)
{
	const struct wc_inventory_tally *t = &imported->tally;
	wc_text_printf(out, "%zu added, %zu changed, %zu unchanged in %s\n", t->added, t->changed, t->unchanged, path);
	for (size_t i = 0; i < imported->gone_count; i++)
		say_gone(out, &imported->gone[i], is_hosts);
	if (t->twice)
		wc_text_printf(out, "%zu stood there more than once: the last one counts\n", t->twice);
	if (imported->unresolved)
		wc_text_printf(out, "%zu image%s could not be read: nothing is known of them\n  do: import again when their registries answer, or take what their tags say with --infer\n",
		               imported->unresolved, imported->unresolved == 1 ? "" : "s");
	if (imported->bad)
		wc_text_printf(out, "%zu fault%s passed over\n", imported->bad, imported->bad == 1 ? "" : "s");
}

static bool
kind_of(const struct wc_fleet_job *job, enum wc_inventory_kind *ret_kind, struct wc_err *err)
{
	const char *what = job->operand_count ? job->operand[0] : "";
	*ret_kind = strcmp(what, "hosts") == 0 ? WC_INVENTORY_HOST : WC_INVENTORY_IMAGE;
	if (job->operand_count > 1 && (strcmp(what, "hosts") == 0 || strcmp(what, "images") == 0))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "fleet import needs to know what to read");
	return wc_hint(err, "write fleet import hosts FILE..., or fleet import images FILE...; - is standard input");
}

enum wc_exit
wc_fleet_import_job(const struct wc_fleet_job *job)
{
	struct wc_err err;
	struct wc_fleet_imported imported;
	struct wc_registries registries;
	struct wc_text out = {.arena = job->arena};
	struct wc_fleet_import import = {.how = job->how, .files = {job->operand + 1, job->operand_count - 1}, .keep_going = wc_opt_flag(job->args, "keep-going"),
	                                 .source = wc_opt_text(job->args, "source"), .reader = wc_opt_text(job->args, "data") ? NULL : WC_VERSION};
	if (!kind_of(job, &import.kind, &err) || !wc_registries_asked(job->arena, job->args, &import.how, &registries, &err))
		return wc_say_failed(&err);
	bool good = wc_fleet_import_run(job->arena, &import, job->inventory, &imported, &err);
	wc_registries_done(&registries);
	say_faults(&imported);
	if (!good)
		return wc_say_failed(&err);
	say_tally(&out, &imported, wc_inventory_path(job->inventory), import.kind == WC_INVENTORY_HOST);
	return wc_say_answer(&out, WC_EXIT_OK);
}
