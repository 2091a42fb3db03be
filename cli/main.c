/* The front door: finds the command, gives it its arguments, returns its exit code. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/complete_words.h"
#include "cli/defaults.h"
#include "cli/plugin.h"
#include "cli/say.h"
#include "cli/system.h"
#include "cli/usage.h"
#include "io/console.h"

#include <string.h>

/* Spellings of help and version that people try first. */
static const char *
translate(const char *word)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return "help";
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
		return "version";
	return word;
}

static enum wc_exit
unknown_command(wc_arena *arena, const char *name)
{
	struct wc_err err;
	const char *near = wc_opt_nearest(arena, wc_command_name, name);
	if (name[0] == '-')
		wc_fail(&err, WC_FAULT_INPUT, "'%.80s' stands where a command is expected", name);
	else
		wc_fail(&err, WC_FAULT_INPUT, "'%.80s' is not a command of this version", name);
	if (near)
		wc_hint(&err, "did you mean '%s'? `wincompat help` lists the commands", near);
	else
		wc_hint(&err, "`wincompat help` lists the commands");
	return wc_say_failed(&err);
}

/* The arguments of a command: what is typed, then what files and variables say. False and `err`; help needs no defaults. */
static bool
read_args(wc_arena *arena, const struct wc_command *command, int argc, char **argv, struct wc_args *args,
          struct wc_err *err)
{
	struct wc_args defaults = wc_args_new(arena, command->options, command->option_count);
	*args = defaults;
	args->given = wc_array(arena, struct wc_given, command->option_count + 1);
	struct wc_opt_line ours = {arena, argv, argc};
	const char **words = NULL;
	size_t count = 0;
	if (command->part)
		command->part(arena, argc, argv, &ours, &words, &count);
	if (!wc_opt_parse(arena, ours.argc, ours.argv, args, err))
		return wc_while(err, "%s", command->name);
	if (command->part) {
		args->operand = words;
		args->operand_count = count;
	}
	if (wc_opt_flag(args, "help"))
		return true;
	if (args->operand_count && *command->operands == '\0') {
		wc_fail(err, WC_FAULT_INPUT, "%s takes no operands, but '%.80s' was given", command->name, args->operand[0]);
		return wc_hint(err, "`wincompat help %s` says what it takes", command->name);
	}
	if (!wc_defaults_apply(arena, &defaults, err))
		return false;
	wc_args_fill(args, &defaults);
	return true;
}

static enum wc_exit
run_command(struct wc_cli *cli, const struct wc_command *command, int argc, char **argv)
{
	struct wc_err err;
	struct wc_args args;
	if (!read_args(cli->arena, command, argc, argv, &args, &err)) {
		enum wc_exit code = wc_say_failed(&err);
		return command->failed ? (enum wc_exit)command->failed : code;
	}
	if (!wc_opt_flag(&args, "help"))
		return command->run(cli, &args);
	struct wc_text out = {.arena = cli->arena};
	wc_usage_command(&out, command);
	return wc_say_answer(&out, WC_EXIT_OK);
}

/* What docker and kubectl ask of a plugin, which is no command. */
static bool
is_asked(struct wc_text *out, int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], WC_PLUGIN_METADATA) == 0)
		return wc_text_addz(out, wc_plugin_metadata(out->arena)), true;
	if (argc > 1 && strcmp(argv[1], WC_PLUGIN_COMPLETE) == 0)
		return wc_complete_words(out, argc - 2, argv + 2), true;
	return false;
}

static enum wc_exit
run(struct wc_cli *cli, int argc, char **argv)
{
	struct wc_err err;
	struct wc_text asked = {.arena = cli->arena};
	if (!wc_plugin_arguments(cli->arena, &argc, &argv, &err))
		return wc_say_failed(&err);
	if (is_asked(&asked, argc, argv))
		return wc_say_answer(&asked, WC_EXIT_OK);
	if (argc < 2) {
		struct wc_text out = {.arena = cli->arena};
		wc_usage_program(&out);
		wc_console_talk(wc_text_string(&out), out.length);
		return WC_EXIT_WRONG;
	}
	const struct wc_command *command = wc_command_find(translate(argv[1]));
	return command ? run_command(cli, command, argc - 2, argv + 2) : unknown_command(cli->arena, argv[1]);
}

int
main(int argc, char **argv)
{
	struct wc_cli cli = {.arena = wc_arena_new()};
	wc_console_begin();
	wc_system_arguments(cli.arena, &argc, &argv);
	enum wc_exit code = run(&cli, argc, argv);
	wc_arena_free(cli.arena);
	return (int)code;
}
