/* Fuzz target: Dockerfiles. Every word stands in the text where its place says, and every use has a reference. */
#include "fuzz.h"

#include "base/limits.h"
#include "format/dockerfile.h"
#include "source/workload/dockerfile.h"

#include <string.h>

/* Does `word` stand at line and column of the text? */
static bool
stands(const char *text, const struct wc_stretch *at, const char *word)
{
	size_t line = 1;
	for (; line < at->line; line++) {
		text = strchr(text, '\n');
		if (!text)
			return false;
		text++;
	}
	return strlen(text) >= at->column - 1 + at->length && strncmp(text + at->column - 1, word, at->length) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (memchr(data, '\0', size))
		return 0;
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	struct wc_workload_options options = {0};
	struct wc_workload_file file = {
		.arena = arena, .name = "Dockerfile", .bytes = wc_copy(arena, (const char *)data, size), .length = size, .options = &options};
	struct wc_found found = {.arena = arena, .faults = {.arena = arena}};
	(void)wc_dockerfile_recognise(file.bytes, file.length);
	if (!wc_dockerfile_read(&file, &(struct wc_docker_build){.platform = "windows/amd64"}, &found, &err))
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	for (size_t i = 0; i < found.use_count; i++) {
		const struct wc_use *use = &found.uses[i];
		PROMISE(use->reference[0] && use->role && use->at.line && use->at.column);
		PROMISE(stands(file.bytes, &use->at, use->written));
	}
	for (size_t i = 0; i < found.unresolved_count; i++)
		PROMISE(found.unresolved[i].why && found.unresolved[i].why[0] && found.unresolved[i].at.line);
	PROMISE(found.faults.count <= 2 * WC_LIMIT_DOCKER_FAULTS + WC_LIMIT_STAGES);
	wc_arena_free(arena);
	return 0;
}
