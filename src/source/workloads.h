/* Reading what a file says about images: which reader is the right one, and what it finds. */
#ifndef WC_SOURCE_WORKLOADS_H
#define WC_SOURCE_WORKLOADS_H

#include "source/workload/workload.h"

/* THE readers. */
extern const struct wc_workload_reader *const wc_workload_readers[];
extern const size_t wc_workload_reader_count;

/* How sure the name of a file makes it that some reader is the right one. Cheap: what no reader claims is never opened. */
enum wc_claim wc_workload_claim(const char *name);
bool wc_workload_may(const char *name);

/*
 * Reads a file of text (its `documents` need not be set) and adds what it finds to `found`. A file that no reader
 * recognises adds nothing, and leaves found->reader NULL. False and `err` with the place where a file that names images cannot be read.
 */
bool wc_workload_read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err);

/*
 * Reads compose files that the user listed, as docker compose merges them: each over those before it, and no other file beside them
 * but those that they name. `count` is at least 1; the `documents` of each are set.
 */
void wc_compose_read_listed(const struct wc_workload_file *files, size_t count, struct wc_found *found);

#endif
