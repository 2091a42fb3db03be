/* Decisions of the size that real ones have, without asking for any. */
#ifndef WC_TESTS_JOURNAL_SAMPLE_H
#define WC_TESTS_JOURNAL_SAMPLE_H

#include "model/journal.h"

enum { SAMPLE_MATTERS = 200 };

/* Decision number `n` on one of 20 hosts and 10 images; valid until the process ends. */
struct wc_journal_decision sample(unsigned n);

#endif
