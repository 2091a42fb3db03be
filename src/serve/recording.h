/* Decisions on their way into the journal: what recurs is put into words once. */
#ifndef WC_SERVE_RECORDING_H
#define WC_SERVE_RECORDING_H

#include "app/journal.h"

#include <pthread.h>

enum { WC_RECORDINGS = 1024 };

/* What was written before, by a hash. Of one world: hosts are told apart by their addresses. */
struct wc_recordings {
	pthread_mutex_t lock;
	struct wc_recording *slot[WC_RECORDINGS];
};

struct wc_recordings *wc_recordings_new(wc_arena *arena);
void wc_recordings_free(struct wc_recordings *recordings);

/*
 * Adds an answer to the journal by way of its group; as wc_journal_answer_in_group, of which it is the fast form. The texts of host,
 * image and verdict are made anew only where the same host, image and verdict were not recorded before. answer->host lives as long as
 * the recordings.
 */
bool wc_recordings_add(wc_arena *scratch, struct wc_recordings *recordings, struct wc_journal_group *group, const struct wc_journal_asked *asked,
                       const struct wc_answer *answer, bool wait, struct wc_err *err);

#endif
