/* Inside the compose reader: files, variables, and the layers that a service is made of. */
#ifndef WC_SOURCE_WORKLOAD_COMPOSE_H
#define WC_SOURCE_WORKLOAD_COMPOSE_H

#include "source/workload/workload.h"

/* A parsed compose file. */
struct wc_compose_file {
	struct wc_compose_file *next;
	struct wc_workload_file file;
	const struct wc_node *root;  /* its first document */
	const struct wc_setting *env; /* of the .env beside it, `env_count` of them */
	size_t env_count;
	struct wc_compose_file *over, *under; /* the file that is merged over this one, and the one that this is merged over; or NULL */
	bool is_read; /* its services were read */
};

/* A project that is being read: one file and what belongs to it, or several that are merged. */
struct wc_compose {
	wc_arena *arena;
	struct wc_found *found;
	struct wc_compose_file *files; /* the first one and those that were read beside it */
	size_t file_count, service_count;
	bool is_listed; /* the user listed the files: none is merged over them by its name alone */
};

/* One definition of a service; what it does not say, the next one says: an override, the service itself, what it extends. */
struct wc_compose_layer {
	const struct wc_compose_layer *next;
	const struct wc_compose_file *file;
	const struct wc_node *service;
};

/* A value, and the file in which it stands; `node` NULL: nobody says it. */
struct wc_compose_value {
	const struct wc_compose_file *file;
	const struct wc_node *node;
};

/* Adds the file that is read itself. */
struct wc_compose_file *wc_compose_first(struct wc_compose *compose, const struct wc_workload_file *file);

/* The compose file `path` beside `from`, read now or before; NULL where it is not there, is no YAML, or too many were read. */
struct wc_compose_file *wc_compose_beside(struct wc_compose *compose, const struct wc_compose_file *from, const char *path);

/* The layers of a service of `file` and of the files over it, the first counts most. What it extends and cannot be found is unresolved. */
const struct wc_compose_layer *wc_compose_layers(struct wc_compose *compose, const struct wc_compose_file *file, const struct wc_node *service);

/* The value of `key`, or with `within` of `key` in the map `within`, in the first layer that has it. */
struct wc_compose_value wc_compose_get(const struct wc_compose_layer *layers, const char *within, const char *key);

/* The text of a value after expansion; NULL where it is no text, or *ret_why says why it cannot be known. */
const char *wc_compose_text(struct wc_compose *compose, struct wc_compose_value value, const char **ret_why);

#endif
