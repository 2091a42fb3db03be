/* The labels of a build machine: which system they name, and which of them data/ may know as a host. */
#ifndef WC_SOURCE_WORKLOAD_LABELS_H
#define WC_SOURCE_WORKLOAD_LABELS_H

#include "base/limits.h"
#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Labels that a job asks for, without those that name only a system or an architecture. Strings are borrowed. */
struct wc_labels {
	const char *host[WC_LIMIT_HOST_LABELS];
	size_t count;
	uint8_t os; /* enum wc_os */
};

/*
 * Adds a label: "windows", as self-hosted machines have it, names the system and no host; "windows-2022" names both; "x64" nothing.
 * One that is there already, and what is beyond WC_LIMIT_HOST_LABELS, is not added.
 */
void wc_labels_add(struct wc_labels *labels, const char *label);

/* Adds those of `more`: what either of two rows of a matrix means. */
void wc_labels_join(struct wc_labels *labels, const struct wc_labels *more);

#endif
