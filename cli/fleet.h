/* What the jobs of `wincompat fleet` share: each is a function in fleet_<name>.c and a line in cmd_fleet.c. */
#ifndef WC_CLI_FLEET_H
#define WC_CLI_FLEET_H

#include "app/fleet.h"
#include "cli/command.h"
#include "cli/registries.h"

/* What a job works with. */
struct wc_fleet_job {
	wc_arena *arena;
	const struct wc_args *args;
	const char *const *operand; /* behind the job's name */
	size_t operand_count;
	const char *output;
	struct wc_gather how; /* how to read; registries are opened for import alone */
	struct wc_request request;
	const struct wc_program *program;
	wc_date as_of;
	struct wc_inventory *inventory;
};

/* A job: writes its answer, or says what is wrong, and returns the exit code. */
typedef enum wc_exit wc_fleet_run(const struct wc_fleet_job *job);
wc_fleet_run wc_fleet_import_job, wc_fleet_list, wc_fleet_list_sources, wc_fleet_forget, wc_fleet_matrix_job, wc_fleet_plan_job;

/* The fleet of the inventory; NULL after saying what is wrong. */
const struct wc_fleet *wc_fleet_of(const struct wc_fleet_job *job);

#endif
