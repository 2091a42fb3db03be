/* Prints what the readers find in files, a line a use: what the case trees compare with. */
#include "app/scan_near.h"
#include "base/text.h"
#include "io/file.h"
#include "base/limits.h"
#include "source/workloads.h"

#include <stdio.h>
#include <string.h>

static void
print_place(struct wc_stretch at)
{
	printf("%s:%zu:%zu+%zu ", at.file, at.line, at.column, at.length);
}

static void
print_use(const struct wc_use *use)
{
	print_place(use->at);
	printf("%s %s", wc_word(&wc_use_words, use->role), use->reference);
	if (strcmp(use->written, use->reference) != 0)
		printf(" written=%s", use->written);
	if (use->os)
		printf(" os=%s", wc_word(&wc_os_words, use->os));
	if (use->isolation)
		printf(" isolation=%s", wc_word(&wc_isolation_words, use->isolation));
	for (size_t i = 0; i < use->host_count; i++)
		printf("%s%s", i ? "," : " hosts=", use->hosts[i]);
	printf("%s%s", use->host_process ? " host-process" : "", use->is_copied ? " copied" : "");
	printf(" (%s)\n", use->subject ? use->subject : "");
}

static void
print_found(const struct wc_found *found)
{
	for (size_t i = 0; i < found->use_count; i++)
		print_use(&found->uses[i]);
	for (size_t i = 0; i < found->unresolved_count; i++) {
		print_place(found->unresolved[i].at);
		printf("unresolved %s: %s\n", found->unresolved[i].text, found->unresolved[i].why);
	}
	for (const struct wc_diag *diag = found->faults.first; diag; diag = diag->next)
		printf("%s:%zu:%zu fault %s\n", diag->file, diag->line, diag->column, diag->text);
}

/* Of the arguments: NAME=VALUE are build arguments, Kind:path are kinds of Kubernetes. */
static void
take_option(const char *text, wc_arena *arena, struct wc_setting *setting, struct wc_kind_path *kind, struct wc_workload_options *options)
{
	const char *mark = strpbrk(text, "=:");
	char *name = wc_copy(arena, text, (size_t)(mark - text));
	if (*mark == '=')
		setting[options->build_arg_count++] = (struct wc_setting){name, mark + 1};
	else
		kind[options->kind_count++] = (struct wc_kind_path){name, mark + 1};
}

int
main(int argc, char **argv)
{
	wc_arena *arena = wc_arena_new();
	struct wc_setting settings[16];
	struct wc_kind_path kinds[16];
	static const struct wc_setting variables[] = {{"FROM_ENVIRONMENT", "environment"}};
	struct wc_workload_options options = {.build_args = settings, .kinds = kinds, .variables = variables, .variable_count = 1};
	struct wc_found found = {.arena = arena, .faults = {.arena = arena}};
	for (int i = 1; i < argc; i++) {
		struct wc_err err = {0};
		struct wc_near near = {.arena = arena, .root = ""};
		struct wc_workload_file file = {.arena = arena, .name = argv[i], .options = &options, .near = wc_near_read, .near_context = &near};
		char *bytes;
		if (wc_path_kind(argv[i]) != WC_PATH_FILE && strpbrk(argv[i], "=:") && argc < 16) {
			take_option(argv[i], arena, settings, kinds, &options);
			continue;
		}
		bool read = wc_workload_may(argv[i]) && wc_file_read(arena, argv[i], WC_LIMIT_TEXT_BYTES, &bytes, &file.length, &err);
		file.bytes = read ? bytes : "";
		if (err.fault || (read && !wc_workload_read(&file, &found, &err)))
			printf("%s failed %s\n", argv[i], err.text);
	}
	print_found(&found);
	wc_arena_free(arena);
	return 0;
}
