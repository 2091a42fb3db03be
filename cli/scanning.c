/* From the arguments of scan to a request. */
#include "cli/scanning.h"

#include "app/scan_config.h"
#include "app/scan_lock.h"
#include "app/scan_since.h"
#include "cli/checking.h"
#include "cli/request.h"
#include "cli/system.h"

#include <string.h>

/* NAME=VALUE, or NAME alone where `whole` says so; false and `err` where the name is empty. */
static bool
setting_of(wc_arena *arena, const char *option, const char *text, bool whole, struct wc_setting *ret_setting, struct wc_err *err)
{
	const char *equals = strchr(text, '=');
	if (equals != text && *text && (equals || whole)) {
		*ret_setting = (struct wc_setting){equals ? wc_copy(arena, text, (size_t)(equals - text)) : text, equals ? equals + 1 : NULL};
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "--%s: '%.80s' is not of the form %s", option, text, whole ? "NAME=VALUE" : "KIND=PATH");
	if (whole)
		return wc_hint(err, "write --%s TAG=1.0, or --%s TAG for the value of the variable TAG", option, option);
	return wc_hint(err, "write --kind Rollout=spec.template");
}

/* The NAME=VALUE of an option; of NAME alone the value that the environment has. */
static bool
settings_of(wc_arena *arena, const struct wc_args *args, const char *option, const struct wc_setting **ret_settings, size_t *ret_count,
            struct wc_err *err)
{
	const struct wc_given *given = wc_opt_all(args, option);
	struct wc_setting *list = wc_array(arena, struct wc_setting, given->count + 1);
	for (size_t i = 0; i < given->count; i++) {
		if (!setting_of(arena, option, given->item[i], true, &list[i], err))
			return false;
		if (!list[i].value)
			list[i].value = wc_system_variable(arena, list[i].name);
	}
	*ret_settings = list;
	*ret_count = given->count;
	return true;
}

static bool
kinds_of(wc_arena *arena, const struct wc_args *args, struct wc_workload_options *options, struct wc_err *err)
{
	const struct wc_given *given = wc_opt_all(args, "kind");
	struct wc_kind_path *list = wc_array(arena, struct wc_kind_path, given->count + 1);
	for (size_t i = 0; i < given->count; i++) {
		struct wc_setting setting = {0};
		if (!setting_of(arena, "kind", given->item[i], false, &setting, err))
			return false;
		list[i] = (struct wc_kind_path){setting.name, setting.value};
	}
	options->kinds = list;
	options->kind_count = given->count;
	return true;
}

/* Takes over what the repository says about itself, where nobody typed it. */
static bool
take_config(wc_arena *arena, struct wc_scan *scan, struct wc_err *err)
{
	struct wc_scan_config config;
	struct wc_workload_options *options = &scan->files.options;
	if (!wc_scan_config_find(arena, scan->files.paths, &config, err))
		return false;
	scan->hosts = scan->hosts.count ? scan->hosts : config.hosts;
	scan->build_hosts = scan->build_hosts.count ? scan->build_hosts : config.build_hosts;
	scan->files.excludes = wc_names_both(arena, config.excludes, scan->files.excludes);
	scan->ignored = config.ignored;
	scan->ignored_count = config.ignored_count;
	struct wc_setting *args = wc_array(arena, struct wc_setting, config.build_arg_count + options->build_arg_count + 1);
	struct wc_kind_path *kinds = wc_array(arena, struct wc_kind_path, config.kind_count + options->kind_count + 1);
	/* What is typed stands last: of two values the last one counts. */
	for (size_t i = 0; i < config.build_arg_count; i++)
		args[i] = config.build_args[i];
	for (size_t i = 0; i < options->build_arg_count; i++)
		args[config.build_arg_count + i] = options->build_args[i];
	for (size_t i = 0; i < config.kind_count; i++)
		kinds[i] = config.kinds[i];
	for (size_t i = 0; i < options->kind_count; i++)
		kinds[config.kind_count + i] = options->kinds[i];
	options->build_args = args;
	options->build_arg_count += config.build_arg_count;
	options->kinds = kinds;
	options->kind_count += config.kind_count;
	return true;
}

static struct wc_names
names_of(const struct wc_args *args, const char *option)
{
	const struct wc_given *given = wc_opt_all(args, option);
	return (struct wc_names){given->item, given->count};
}

/* The paths: those that were typed, those of a list, and where there are neither the working folder. */
static bool
paths_of(wc_arena *arena, const struct wc_args *args, struct wc_names *ret_paths, struct wc_err *err)
{
	static const char *here = ".";
	struct wc_names paths = {args->operand, args->operand_count};
	if (!wc_names_listed(arena, wc_opt_text(args, "list"), &paths, err))
		return false;
	*ret_paths = paths.count ? paths : (struct wc_names){&here, 1};
	return true;
}

static bool
request_of(const struct wc_args *args, struct wc_scan *scan, struct wc_err *err)
{
	scan->request = wc_request_asked(args);
	scan->request.name_space = wc_opt_text(args, "namespace");
	return wc_days_asked(args, &scan->as_of, &scan->request.today, err);
}

/* Standard input can be read once: by one path, the list of them, or a host. */
static bool
check_input(const struct wc_args *args, struct wc_err *err)
{
	const char *list = wc_opt_text(args, "list");
	const struct wc_given *hosts = wc_opt_all(args, "host"), *builds = wc_opt_all(args, "build-host");
	size_t n = list && strcmp(list, "-") == 0;
	for (size_t i = 0; i < args->operand_count; i++)
		n += strcmp(args->operand[i], "-") == 0;
	for (size_t i = 0; i < hosts->count + builds->count; i++) {
		const char *spec = i < hosts->count ? hosts->item[i] : builds->item[i - hosts->count];
		n += strncmp(spec, "@-", 2) == 0 && (spec[2] == '\0' || spec[2] == ',');
	}
	if (n < 2)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "standard input is named %zu times and can be read only once", n);
	return wc_hint(err, "put all but one into files");
}

bool
wc_scan_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_scan *ret_scan,
              struct wc_err *err)
{
	struct wc_scan scan = {
		.how = {.program = program, .offline = wc_opt_flag(args, "offline"), .infer = wc_opt_flag(args, "infer")},
		.hosts = names_of(args, "host"),
		.build_hosts = names_of(args, "build-host"),
		.edition = wc_opt_text(args, "matrix"),
		.explain = wc_opt_flag(args, "explain"),
		.baseline = wc_opt_text(args, "baseline"),
		.new_only = wc_opt_flag(args, "new-only"),
	};
	scan.files.excludes = names_of(args, "exclude");
	struct wc_workload_options *options = &scan.files.options;
	if (!check_input(args, err) || !paths_of(arena, args, &scan.files.paths, err) || !request_of(args, &scan, err) ||
	    !settings_of(arena, args, "build-arg", &options->build_args, &options->build_arg_count, err) ||
	    !settings_of(arena, args, "env", &options->variables, &options->variable_count, err) || !kinds_of(arena, args, options, err) ||
	    !take_config(arena, &scan, err))
		return false;
	scan.lock = wc_opt_flag(args, "lock") ? NULL : wc_scan_lock_path(arena, scan.files.paths);
	const char *since = wc_opt_text(args, "since");
	if (since && !wc_scan_since(arena, scan.files.paths, since, &scan.files.only, err))
		return false;
	if (wc_opt_flag(args, "write") && !wc_opt_flag(args, "fix")) {
		wc_fail(err, WC_FAULT_INPUT, "--write belongs to --fix");
		return wc_hint(err, "write --fix --write to change the files, --fix alone to see the diff");
	}
	if (scan.new_only && !scan.baseline) {
		wc_fail(err, WC_FAULT_INPUT, "--new-only needs a baseline to compare with");
		return wc_hint(err, "add --baseline FILE; `wincompat scan -o json PATH > FILE` writes one");
	}
	*ret_scan = scan;
	return true;
}
