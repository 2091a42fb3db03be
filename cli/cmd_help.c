/* help: of the program, of a command, of a topic. */
#include "cli/commands.h"

#include "cli/man.h"
#include "cli/options.h"
#include "cli/say.h"
#include "cli/topics.h"
#include "cli/usage.h"

static const struct wc_opt options[] = {
	{.name = "man", .typed = true, .help = "print the man page as roff"},
	WC_OPT_HELP,
};

/* Commands, then topics. */
static const char *
subject_word(size_t i)
{
	if (i < wc_command_count)
		return wc_commands[i]->name;
	return i - wc_command_count < wc_topic_count ? wc_topics[i - wc_command_count].name : NULL;
}

static bool
add_subject(struct wc_text *out, const char *name, struct wc_err *err)
{
	const struct wc_command *command = wc_command_find(name);
	const struct wc_topic *topic = wc_topic_find(name);
	if (command)
		wc_usage_command(out, command);
	else if (topic)
		wc_usage_topic(out, topic);
	if (command || topic)
		return true;
	const char *near = wc_opt_nearest(out->arena, subject_word, name);
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is neither a command of this version nor a topic", name);
	return near ? wc_hint(err, "did you mean '%s'? `wincompat help` lists both", near)
	            : wc_hint(err, "`wincompat help` lists both");
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_text out = {.arena = cli->arena};
	if (wc_opt_flag(args, "man"))
		wc_man_page(&out);
	else if (args->operand_count == 0)
		wc_usage_program(&out);
	for (size_t i = 0; i < args->operand_count; i++) {
		if (!add_subject(&out, args->operand[i], &err))
			return wc_say_failed(&err);
	}
	return wc_say_answer(&out, WC_EXIT_OK);
}

const struct wc_command wc_cmd_help = {
	.name = "help",
	.operands = "[COMMAND | TOPIC]",
	.title = "explain the program, a command or a topic",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = subject_word,
	.run = run,
};
