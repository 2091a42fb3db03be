/* Labels of build machines. */
#include "app/runner.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

static bool
has_label(const struct wc_runner *runner, const char *label)
{
	for (size_t i = 0; i < runner->labels.count; i++)
		if (strcasecmp(runner->labels.item[i], label) == 0)
			return true;
	return false;
}

const struct wc_runner *
wc_runner_find(const struct wc_program *program, const char *label, wc_date day)
{
	const struct wc_runner *found = NULL;
	for (size_t i = 0; i < program->runner_count; i++) {
		const struct wc_runner *runner = &program->runners[i];
		if (has_label(runner, label) && (!found || runner->from <= day))
			found = runner;
	}
	return found;
}

const char *
wc_runner_spec(wc_arena *arena, const struct wc_runner *runner, const char *name)
{
	const char *arch = runner->arch ? wc_printf(arena, ",arch=%s", wc_word(&wc_arch_words, runner->arch)) : "";
	return wc_printf(arena, "%s:%" PRIu32 ",name=%s%s", wc_word(&wc_product_words, runner->product), runner->build, name, arch);
}
