/* Fuzz target: every reader of files that name images. The first line is the name of the file, the rest is what it holds. */
#include "fuzz.h"

#include "base/arena.h"
#include "source/workloads.h"

#include <string.h>

static const struct wc_kind_path kinds[] = {{"Rollout", "spec.template"}, {"Flow", "spec.steps[].pods[]"}};
static const struct wc_setting build_args[] = {{"TAG", "1"}, {"NAME", NULL}};
static const struct wc_workload_options options = {.build_args = build_args, .build_arg_count = 2, .kinds = kinds, .kind_count = 2};

/* Whatever other file is named holds the same text: a file that includes itself must end, too. */
static bool
near_text(void *context, wc_arena *arena, const char *beside, const char *path, const char **ret_name, const char **ret_bytes,
          size_t *ret_length)
{
	const struct wc_workload_file *file = context;
	(void)beside;
	*ret_name = wc_copyz(arena, path);
	*ret_bytes = file->bytes;
	*ret_length = file->length;
	return true;
}

/* Does `text` stand at that place? YAML ends a line at a lone CR too, Dockerfiles do not. */
static bool
stands_at(const struct wc_workload_file *file, struct wc_stretch at, const char *text, bool lone_cr)
{
	const char *line = file->bytes, *end = file->bytes + file->length;
	for (size_t n = at.line; n > 1 && line < end; line++)
		n -= *line == '\n' || (lone_cr && *line == '\r' && line[1] != '\n');
	return at.column - 1 + at.length <= (size_t)(end - line) && memcmp(line + at.column - 1, text, at.length) == 0;
}

/* What can be replaced stands where it is said to stand; names of other files share the text. */
static void
check_place(const struct wc_workload_file *file, struct wc_stretch at, const char *text)
{
	PROMISE(at.file && at.line >= 1 && at.column >= 1);
	if (at.length == 0)
		return;
	PROMISE(strlen(text) == at.length);
	PROMISE(stands_at(file, at, text, true) || stands_at(file, at, text, false));
}

static void
check(const struct wc_workload_file *file, const struct wc_found *found)
{
	for (size_t i = 0; i < found->use_count; i++) {
		const struct wc_use *use = &found->uses[i];
		PROMISE(use->reference && *use->reference && use->written && use->subject && use->role);
		check_place(file, use->at, use->written);
		for (size_t j = 0; j < use->host_count; j++)
			PROMISE(use->hosts[j] && *use->hosts[j]);
	}
	for (size_t i = 0; i < found->unresolved_count; i++) {
		const struct wc_unresolved *unresolved = &found->unresolved[i];
		PROMISE(unresolved->text && unresolved->why && *unresolved->why && unresolved->at.line >= 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
	if (!end || memchr(data, '\0', size))
		return 0;
	wc_arena *arena = wc_arena_new();
	size_t name_length = (size_t)(end - data);
	struct wc_err err = {0};
	struct wc_workload_file file = {.arena = arena, .options = &options, .near = near_text};
	struct wc_found found = {.arena = arena, .faults = {.arena = arena}};
	file.name = wc_copy(arena, (const char *)data, name_length);
	file.bytes = wc_copy(arena, (const char *)end + 1, size - name_length - 1);
	file.length = size - name_length - 1;
	file.near_context = &file;
	if (wc_workload_may(file.name) && !wc_workload_read(&file, &found, &err))
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	check(&file, &found);
	wc_arena_free(arena);
	return 0;
}
