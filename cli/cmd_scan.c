/* scan: what files say about images, judged where it stands. */
#include "cli/commands.h"

#include "cli/data.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "cli/scanning.h"

static const struct wc_opt options[] = {
	WC_OPT_HOST,
	{.name = "build-host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true,
	 .help = "a host that images are built on, where it is another than the one they run on; may be repeated"},
	{.name = "isolation", .argument = "MODE", .word = wc_isolation_word, .fallback = "default",
	 .help = "the isolation that is asked for, where a file does not say it"},
	WC_OPT_PURPOSE("the containers are"),
	{.name = "build-arg", .argument = "NAME=VALUE", .repeats = true,
	 .help = "the value of a build argument of Dockerfiles; NAME alone takes it from the environment; may be repeated"},
	{.name = "env", .argument = "NAME=VALUE", .repeats = true,
	 .help = "a variable that compose and bake files may see, beside .env; NAME alone takes it from the environment; may be repeated"},
	{.name = "kind", .argument = "KIND=PATH", .repeats = true,
	 .help = "where a Kubernetes kind of your own has its pod template (Rollout=spec.template); may be repeated"},
	{.name = "exclude", .argument = "GLOB", .repeats = true,
	 .help = "pass over files and folders of this name or path (* is any text, ** also over folders); may be repeated"},
	{.name = "list", .letter = 'f', .argument = "LIST", .file = true, .typed = true,
	 .help = "read paths to scan from a file, one a line; - is standard input"},
	{.name = "since", .argument = "REV",
	 .help = "of the files in folders read only those that changed since git's revision REV"},
	{.name = "baseline", .argument = "FILE", .file = true,
	 .help = "excuse the findings that stand in FILE, which an earlier scan wrote with -o json"},
	{.name = "new-only", .help = "leave out what stands in the baseline"},
	{.name = "lock", .typed = true,
	 .help = "write wincompat.lock: what stands behind each tag now; later scans warn where a host's entry is gone"},
	{.name = "fix", .typed = true,
	 .help = "print a diff that puts tags which fit the host in the place of refused ones, where that is beyond doubt"},
	{.name = "write", .typed = true, .help = "with --fix: change the files, and print the findings as they were"},
	{.name = "strict", .help = "fail where any file could not be read"},
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_MATRIX,
	WC_OPT_POLICY,
	WC_OPT_SITUATION,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(wc_presenter_word),
	{.name = "quiet", .letter = 'q', .help = "one word for each finding: process, hyperv, refuse or unknown"},
	{.name = "explain", .help = "show every finding, and every rule that was looked at"},
	{.name = "fail-on", .argument = "LEVEL", .word = wc_fail_on_word, .fallback = "refuse",
	 .help = "the level that makes the exit code other than 0, with all worse ones"},
	WC_OPT_LANGUAGE,
	{.name = "no-color", .help = "no colours, also on a terminal (as NO_COLOR does)"},
	WC_OPT_HELP,
};

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_scan scan;
	struct wc_registries registries;
	const struct wc_program *program = wc_program_asked(cli->arena, args);
	if (!program)
		return WC_EXIT_WRONG;
	if (!wc_scan_asked(cli->arena, args, program, &scan, &err) ||
	    !wc_registries_asked(cli->arena, args, &scan.how, &registries, &err))
		return wc_say_failed(&err);
	enum wc_exit code = wc_scan_answer(cli->arena, args, &scan);
	wc_registries_done(&registries);
	return code;
}

const struct wc_command wc_cmd_scan = {
	.name = "scan",
	.operands = "[PATH...]",
	.title = "find the images that files name, and say whether they may run where they are meant to",
	.about = "Reads the folders and files that are named (the working folder where none is; - is standard input) and judges each "
	         "image on the line that names it. It finds Dockerfiles, compose files and stacks, Kubernetes objects, GitHub workflows, "
	         "GitLab and Azure pipelines, bake files, development containers, ECS task definitions and Nomad jobs (JSON).",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
