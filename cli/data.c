/* The data that a command works with. */
#include "cli/data.h"

#include "app/data.h"
#include "app/policy.h"
#include "app/program.h"
#include "cli/say.h"

#include <string.h>

static bool
make_data(wc_arena *arena, const struct wc_args *args, struct wc_stamps *stamps, const struct wc_program **ret_program, struct wc_diags *diags,
          struct wc_err *err)
{
	const char *folder = wc_opt_text(args, "data");
	if (!folder) {
		*ret_program = wc_program_builtin();
		return true;
	}
	wc_stamps_add(stamps, folder);
	wc_stamps_add(stamps, wc_printf(arena, "%s/matrix", folder));
	return wc_data_load(arena, folder, ret_program, diags, err);
}

/* NULL: it could not be made, for these reasons. */
static const struct wc_program *
or_say(const struct wc_program *program, const struct wc_diags *diags, const struct wc_err *err)
{
	if (!program) {
		wc_say_faults(diags);
		wc_say_error(err);
	}
	return program;
}

const struct wc_program *
wc_data_asked(wc_arena *arena, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const struct wc_program *program = NULL;
	make_data(arena, args, NULL, &program, &diags, &err);
	return or_say(program, &diags, &err);
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

bool
wc_program_make(wc_arena *arena, const struct wc_args *args, struct wc_stamps *stamps, const struct wc_program **ret_program,
                struct wc_diags *diags, struct wc_err *err)
{
	const struct wc_given *policies = wc_opt_all(args, "policy");
	const struct wc_program *data;
	return one_reader(args, err) && make_data(arena, args, stamps, &data, diags, err) &&
	       wc_policy_load(arena, data, (struct wc_names){policies->item, policies->count}, wc_opt_text(args, "lang"), stamps, ret_program, diags, err);
}

const struct wc_program *
wc_program_asked(wc_arena *arena, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const struct wc_program *program = NULL;
	wc_program_make(arena, args, NULL, &program, &diags, &err);
	return or_say(program, &diags, &err);
}

bool
wc_profiles_make(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_stamps *stamps,
                 struct wc_node_profiles *ret_profiles, struct wc_diags *diags, struct wc_err *err)
{
	const char *path = wc_opt_text(args, "config");
	*ret_profiles = (struct wc_node_profiles){0};
	wc_stamps_add(stamps, path);
	return !path || wc_node_profiles_load(arena, program, path, ret_profiles, diags, err);
}

bool
wc_profiles_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_node_profiles *ret_profiles)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	if (wc_profiles_make(arena, args, program, NULL, ret_profiles, &diags, &err))
		return true;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return false;
}
