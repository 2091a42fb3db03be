/* What every reader of files that name images is given, and how it gives back what it found. */
#ifndef WC_SOURCE_WORKLOAD_WORKLOAD_H
#define WC_SOURCE_WORKLOAD_WORKLOAD_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "format/tree.h"
#include "model/workload.h"
#include "source/sources.h"

#include <stdbool.h>
#include <stddef.h>

/* NAME=VALUE, as --build-arg gives it; `value` NULL: it has none. */
struct wc_setting {
	const char *name, *value;
};

/* A kind of Kubernetes object that we do not know, and where its pod template stands ("spec.template", "spec.jobs[].pod"). */
struct wc_kind_path {
	const char *kind, *path;
};

/* What the user says about all files. */
struct wc_workload_options {
	const struct wc_setting *build_args; /* --build-arg */
	size_t build_arg_count;
	const struct wc_kind_path *kinds;
	size_t kind_count;
	const struct wc_setting *variables; /* --env: all that files see of an environment; somebody else's file could ask a registry for a secret */
	size_t variable_count;
	wc_environment *environment; /* or the whole of it, as docker itself gives it to the user's own files; NULL: nothing */
};

/* The value of a variable of the environment that files may see, or NULL; owned by `arena` or borrowed. `options` may be NULL. */
const char *wc_workload_variable(wc_arena *arena, const struct wc_workload_options *options, const char *name);

/*
 * Reads the file `path`, relative to the folder of the file that is read, into `arena`: NUL-terminated UTF-8 without a byte
 * order mark, and its name as messages say it. False where there is no such file, or it cannot be read as text.
 */
typedef bool wc_workload_near(void *context, wc_arena *arena, const char *beside, const char *path, const char **ret_name,
                              const char **ret_bytes, size_t *ret_length);

/* Where every WC_LINES_STEP-th line of a text begins, found once: a file of a thousand images is not walked a thousand times. */
enum { WC_LINES_STEP = 64 };
struct wc_lines {
	wc_arena *arena; /* owns `start` */
	const char *of;  /* the text */
	const char **start;
	size_t count;
};

/* A file to read. Everything lives until it is read: what a reader finds is copied by wc_found_use. */
struct wc_workload_file {
	wc_arena *arena;   /* scratch */
	const char *name;  /* its path as it was named, or "-" */
	const char *bytes; /* UTF-8 without a byte order mark, NUL-terminated, without a NUL inside; lines end as they do in the file */
	size_t length;
	const struct wc_node *documents; /* for readers of trees: a WC_LIST of the file's documents (one, of a JSON file); else NULL */
	bool is_asked;     /* the user named this very file: its content decides, whatever its name */
	const struct wc_workload_options *options;
	wc_workload_near *near; /* other files that this one names; NULL: there are none */
	void *near_context;
	struct wc_lines *lines; /* kept by wc_stretch_of for this text or another; NULL: it keeps nothing */
};

struct wc_workload_reader;

/* What was found so far; everything is copied to `arena`. Start with {.arena = a, .faults = {.arena = a}}. */
struct wc_found {
	wc_arena *arena;
	struct wc_use *uses;
	size_t use_count, use_room;
	struct wc_unresolved *unresolved;
	size_t unresolved_count, unresolved_room;
	const struct wc_workload_reader *reader; /* that recognised the newest file, or NULL */
	struct wc_diags faults; /* what is wrong with the file and did not keep the rest of it from being read */
};

/* Adds a copy of a use. One without a reference, and `scratch`, is passed over: it is no image. */
void wc_found_use(struct wc_found *found, const struct wc_use *use);

/* Adds what could not be resolved: `text` as it stands there, and why in a phrase ("the variable TAG has no value here"). */
void wc_found_unresolved(struct wc_found *found, struct wc_stretch at, const char *text, const char *why);

/*
 * Where the text of a scalar stands: without its quotes, the column in bytes. The length is 0 where the text is written in
 * another way than it reads (escapes, several lines): it cannot be replaced. Behind WC_LIMIT_COLUMN the column is in characters, and
 * the length is 0.
 */
struct wc_stretch wc_stretch_of(const struct wc_workload_file *file, const struct wc_node *scalar);

/* The start of line `line` (from 1) of the file's text, or NULL where it has fewer; quick where `file->lines` is set. */
const char *wc_line_start(const struct wc_workload_file *file, size_t line);

/* How sure a file's name makes it that a reader is the right one. */
enum wc_claim {
	WC_CLAIM_NONE,
	WC_CLAIM_MAYBE, /* its content decides */
	WC_CLAIM_SURE,  /* whatever it holds: what cannot be read is a fault of the file */
};

/* A reader: one format. */
struct wc_workload_reader {
	const char *name;  /* one word, "compose" */
	const char *title; /* for people, "Compose files" */
	bool is_tree;      /* it reads YAML or JSON: `documents` is set; else text */
	const char *const *signs; /* the file can matter only if it holds one of these words; ends with NULL; NULL: always */
	enum wc_claim (*claims)(const char *name); /* by its path, with '/' on every system; "-" is asked as WC_CLAIM_MAYBE */
	bool (*recognises)(const struct wc_workload_file *file); /* by its content */
	bool (*read)(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err); /* false and `err` where nothing of it can be read */
};

/* The readers, one file each. */
extern const struct wc_workload_reader wc_workload_compose, wc_workload_dockerfile;
extern const struct wc_workload_reader wc_workload_azure, wc_workload_github, wc_workload_gitlab, wc_workload_kubernetes;
extern const struct wc_workload_reader wc_workload_bake, wc_workload_bake_hcl, wc_workload_devcontainer, wc_workload_ecs, wc_workload_nomad;

/* Does the path end with `end`, at any folder ("docker-compose.yml" fits "a/docker-compose.yml")? A leading '*' of `end` fits the rest of the name. */
bool wc_path_ends(const char *path, const char *end);

#endif
