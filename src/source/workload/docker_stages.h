/* The stages of a Dockerfile: what each stands on, and which of them run something while building. */
#ifndef WC_SOURCE_WORKLOAD_DOCKER_STAGES_H
#define WC_SOURCE_WORKLOAD_DOCKER_STAGES_H

#include "format/dockerfile.h"
#include "source/workload/dockerfile.h"

struct wc_docker_stage {
	const struct wc_docker_word *base; /* what stands behind FROM */
	const char *name;      /* as written, or NULL */
	const char *reference; /* the base after expansion; NULL where that cannot be known */
	const char *why;       /* why not */
	size_t parent;         /* the stage it stands on, or SIZE_MAX */
	size_t root;           /* the first of the chain: itself where it stands on an image */
	uint8_t os;            /* enum wc_os, by --platform */
	bool runs;             /* it has a RUN */
};

/* The stage called `name` (any case), with `numbers` also by its number, among the first `count`; SIZE_MAX: none. */
size_t wc_docker_stage_find(const struct wc_docker_stage *stages, size_t count, const char *name, bool numbers);

/* What a Dockerfile's variables stand for. */
struct wc_docker_args {
	wc_arena *arena;
	char escape;
	const struct wc_docker_build *build;
	const struct wc_workload_options *options;
	struct wc_setting *set; /* those that stand before the first FROM and have a value */
	size_t count, room;
};

/* Takes an ARG that stands before the first FROM, "NAME" or "NAME=default". */
void wc_docker_arg(struct wc_docker_args *args, const char *word);

/* Expands a word of FROM; false and a phrase that says why not. */
bool wc_docker_expand(struct wc_docker_args *args, const char *word, const char **ret_text, const char **ret_why);

/* The OS of a platform ("windows/amd64", "windows(10.0.20348)/amd64"); WC_OS_UNKNOWN for what is expanded later. */
uint8_t wc_docker_platform_os(const char *platform);

#endif
