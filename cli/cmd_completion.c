/* completion: the completion script of a shell. */
#include "cli/commands.h"

#include "cli/completion.h"
#include "cli/options.h"
#include "cli/say.h"

#include <string.h>

static const struct shell {
	const char *name;
	wc_complete *write;
} shells[] = {
	{"bash", wc_complete_bash},
	{"zsh", wc_complete_zsh},
	{"fish", wc_complete_fish},
	{"powershell", wc_complete_powershell},
};
enum { SHELLS = sizeof(shells) / sizeof(shells[0]) };

static const struct wc_opt options[] = {
	WC_OPT_HELP,
};

static const char *
shell_word(size_t i)
{
	return i < SHELLS ? shells[i].name : NULL;
}

static enum wc_exit
wrong(wc_arena *arena, const char *name)
{
	struct wc_err err;
	const char *words = wc_opt_words(arena, shell_word);
	if (name)
		wc_fail(&err, WC_FAULT_INPUT, "completion: '%.80s' is no shell that is known here", name);
	else
		wc_fail(&err, WC_FAULT_INPUT, "completion needs the name of one shell");
	const char *near = name ? wc_opt_nearest(arena, shell_word, name) : NULL;
	if (near)
		wc_hint(&err, "did you mean '%s'? It takes %s", near, words);
	else
		wc_hint(&err, "it takes %s", words);
	return wc_say_failed(&err);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_text out = {.arena = cli->arena};
	if (args->operand_count != 1)
		return wrong(cli->arena, NULL);
	for (size_t i = 0; i < SHELLS; i++) {
		if (strcmp(shells[i].name, args->operand[0]) == 0) {
			shells[i].write(&out);
			return wc_say_answer(&out, WC_EXIT_OK);
		}
	}
	return wrong(cli->arena, args->operand[0]);
}

const struct wc_command wc_cmd_completion = {
	.name = "completion",
	.operands = "SHELL",
	.title = "print the completion script of a shell",
	.about = "For bash: wincompat completion bash > /etc/bash_completion.d/wincompat. For the others: zsh, fish, powershell.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = shell_word,
	.run = run,
};
