/* The data that a command works with. */
#include "cli/data.h"

#include "app/data.h"
#include "app/policy.h"
#include "app/program.h"
#include "cli/say.h"

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

const struct wc_program *
wc_program_asked(wc_arena *arena, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const struct wc_given *policies = wc_opt_all(args, "policy");
	const struct wc_program *program = wc_data_asked(arena, args);
	if (!program || wc_policy_load(arena, program, (struct wc_names){policies->item, policies->count}, wc_opt_text(args, "lang"), &program, &diags, &err))
		return program;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return NULL;
}
