/* Counters of a server, and their text for Prometheus. */
#ifndef WC_SERVE_METRICS_H
#define WC_SERVE_METRICS_H

#include "base/text.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/* What was answered to a review. */
#define WC_REVIEWED_WORDS(X) \
	X(WC_REVIEWED_ALLOWED, "allowed") X(WC_REVIEWED_REFUSED, "refused") X(WC_REVIEWED_UNDETERMINED, "undetermined") \
	X(WC_REVIEWED_OTHER, "not-windows") X(WC_REVIEWED_MALFORMED, "malformed")
#define WC_REVIEWED_ITEM(name, word) name,
enum wc_reviewed { WC_REVIEWED_WORDS(WC_REVIEWED_ITEM) WC_REVIEWED_COUNT };
#undef WC_REVIEWED_ITEM

enum { WC_METRIC_BUCKETS = 12, WC_METRIC_RULES = 512 };

struct wc_metrics {
	atomic_uint_fast64_t reviewed[WC_REVIEWED_COUNT];
	atomic_uint_fast64_t bucket[WC_METRIC_BUCKETS + 1]; /* the last: slower than all */
	atomic_uint_fast64_t microseconds;
	atomic_uint_fast64_t reloads, failed_reloads;
	pthread_mutex_t lock; /* of the rules */
	struct {
		char id[65]; /* no id of a rule is longer */
		uint64_t count;
	} rule[WC_METRIC_RULES];
};

struct wc_service;

/* Zeroed metrics that are ready. */
void wc_metrics_begin(struct wc_metrics *metrics);

/* Counts a review that took so long, and the rule that decided it (or NULL). Any thread may. */
void wc_metrics_review(struct wc_metrics *metrics, enum wc_reviewed outcome, const char *rule, int64_t microseconds);

/* Adds the text of all metrics of the service. */
void wc_metrics_print(struct wc_service *service, struct wc_text *text);

#endif
