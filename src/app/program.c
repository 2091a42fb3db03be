/* The program: the built-in one, its age, and its editions. */
#include "app/program.h"

#include "policy/builtin.h"
#include "policy/decide.h"

const struct wc_program *
wc_program_builtin(void)
{
	return &wc_builtin_program;
}

wc_date
wc_program_checked(const struct wc_program *p)
{
	wc_date newest = 0;
	for (size_t i = 0; i < p->release_count; i++)
		newest = p->releases[i].checked > newest ? p->releases[i].checked : newest;
	for (size_t i = 0; i < p->edition_count; i++)
		newest = p->editions[i].checked > newest ? p->editions[i].checked : newest;
	for (size_t i = 0; i < p->rule_count; i++)
		newest = p->rules[i].checked > newest ? p->rules[i].checked : newest;
	return newest;
}

bool
wc_program_edition(wc_arena *arena, const struct wc_program *program, const char *name,
                   const struct wc_matrix_edition **ret_edition, struct wc_err *err)
{
	const struct wc_view *view;
	if (!wc_view_make(arena, program, name, 0, &view, err))
		return false;
	*ret_edition = wc_view_edition(view);
	return *ret_edition || wc_fail(err, WC_FAULT_INPUT, "the data holds no edition of the matrix");
}
