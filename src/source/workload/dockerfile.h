/* The images that a Dockerfile builds on: for the file itself, and for those that build it (compose, bake, devcontainer). */
#ifndef WC_SOURCE_WORKLOAD_DOCKERFILE_H
#define WC_SOURCE_WORKLOAD_DOCKERFILE_H

#include "source/workload/workload.h"

/* How a Dockerfile is built. Zeroed: by `docker build` with the build arguments of the options. */
struct wc_docker_build {
	const char *subject;   /* whose build it is, "service web", or NULL */
	const char *service;   /* as wc_use.service */
	const char *target;    /* the last stage, by name or number, or NULL */
	const char *platform;  /* what is built, "windows/amd64", or NULL */
	const struct wc_setting *args; /* those of the options win over them */
	size_t arg_count;
	uint8_t isolation;       /* enum wc_isolation: of the container that runs the image */
	uint8_t build_isolation; /* the same of those that build it */
	bool is_base_only;       /* the image is not run: only building it matters */
};

/* Adds the uses of the Dockerfile `file`. False and `err` where it is too long or holds no FROM. */
bool wc_dockerfile_read(const struct wc_workload_file *file, const struct wc_docker_build *build, struct wc_found *found,
                        struct wc_err *err);

/*
 * Reads the Dockerfile `path` beside `file`; `at` and `text` are the place that names it: where it cannot be read, that is
 * added as unresolved.
 */
void wc_dockerfile_read_near(const struct wc_workload_file *file, const char *path, struct wc_stretch at, const char *text,
                             const struct wc_docker_build *build, struct wc_found *found);

#endif
