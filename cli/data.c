/* The data that a command works with. */
#include "cli/data.h"

#include "app/data.h"
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
	for (const struct wc_diag *diag = diags.first; diag; diag = diag->next)
		wc_say_fault(diag);
	wc_say_error(&err);
	return NULL;
}
