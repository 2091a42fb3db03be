/* The data that a command works with. */
#include "cli/data.h"

#include "app/data.h"
#include "app/policy.h"
#include "app/program.h"
#include "cli/say.h"

#include <string.h>

const struct wc_program *
wc_data_asked(wc_arena *arena, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const struct wc_program *program;
	const char *folder = wc_opt_text(args, "data");
	if (!folder)
		return wc_program_builtin();
	if (wc_data_load(arena, folder, &program, &diags, &err))
		return program;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return NULL;
}

/* How often the option `name`, where the command has it, is given `spelling`, alone or with more behind a comma. */
static size_t
times_given(const struct wc_args *args, const char *name, const char *spelling)
{
	size_t at = wc_opt_find(args->options, args->option_count, name), n = 0, length = strlen(spelling);
	for (size_t i = 0; at < args->option_count && i < args->given[at].count; i++)
		n += strncmp(args->given[at].item[i], spelling, length) == 0 && (args->given[at].item[i][length] == '\0' || args->given[at].item[i][length] == ',');
	return n;
}

/* A policy from standard input leaves nothing for another reader: false and `err` where there is one. */
static bool
one_reader(const struct wc_args *args, struct wc_err *err)
{
	size_t policies = times_given(args, "policy", "-"), n = policies + times_given(args, "host", "@-") + times_given(args, "list", "-");
	for (size_t i = 0; i < args->operand_count; i++)
		n += strcmp(args->operand[i], "json:-") == 0;
	if (policies == 0 || n < 2)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "standard input is named %zu times and can be read only once", n);
	return wc_hint(err, "put all but one into files");
}

const struct wc_program *
wc_program_asked(wc_arena *arena, const struct wc_args *args)
{
	struct wc_err err;
	if (!one_reader(args, &err)) {
		wc_say_error(&err);
		return NULL;
	}
	struct wc_diags diags = {.arena = arena};
	const struct wc_given *policies = wc_opt_all(args, "policy");
	const struct wc_program *program = wc_data_asked(arena, args);
	if (!program || wc_policy_load(arena, program, (struct wc_names){policies->item, policies->count}, wc_opt_text(args, "lang"), &program, &diags, &err))
		return program;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return NULL;
}

bool
wc_profiles_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_node_profiles *ret_profiles)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const char *path = wc_opt_text(args, "config");
	*ret_profiles = (struct wc_node_profiles){0};
	if (!path || wc_node_profiles_load(arena, program, path, ret_profiles, &diags, &err))
		return true;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return false;
}
