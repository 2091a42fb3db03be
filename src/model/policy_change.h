/* What an exact look at policies finds: classes of situations, as facts and values in words. For people and JSON; nothing is decided by it. */
#ifndef WC_MODEL_POLICY_CHANGE_H
#define WC_MODEL_POLICY_CHANGE_H

#include <stddef.h>
#include <stdint.h>

/* A fact and the values that it may have: "host.build" and "17763", "18362-18363"; texts are examples, each for all like it. */
struct wc_fact_values {
	const char *fact;
	const char *const *value;
	size_t count;
};

/* One class of situations, all with the same verdict before and after. */
struct wc_policy_class {
	const struct wc_fact_values *when; /* `when_count` facts; one that does not stand here may have any value */
	size_t when_count;
	const char *before, *after; /* "process", "hyperv", "refuse", "unknown"; of a remark "yes" or "no" */
	const char *remark;         /* the warning or note that changes, by its rule; NULL: the verdict does */
	const struct wc_fact_values *witness; /* `witness_count` facts of one situation, each with one value */
	size_t witness_count;
	const char *const *rules;   /* the ids of the `rule_count` rules that make the difference */
	size_t rule_count;
};

/* All of them, or the first ones. */
struct wc_policy_classes {
	const struct wc_policy_class *item;
	size_t count;
	size_t all; /* how many there are; above `count` where too many to list */
};

/* A decision of the journal that comes out different. */
struct wc_past_decision {
	int64_t sequence, milliseconds; /* as the journal has them */
	const char *host, *image;
	const char *recorded;      /* what was decided then */
	const char *before, *after; /* what the two policies come to, from the facts that were kept */
};

struct wc_policy_past {
	const struct wc_past_decision *item;
	size_t count;
	size_t seen, unread; /* decisions that were decided again, and those whose facts cannot be read any more */
};

/* One thing that is wrong with a policy. */
struct wc_policy_finding {
	const char *what;  /* "never", "shadowed", "contradiction", "expired", "example", "placeholder" */
	const char *file;
	size_t line, column;
	const char *rule, *other; /* the ids of the rules it is about; `other` NULL: only one */
	const char *text;
	const struct wc_fact_values *witness; /* a situation that shows it; none for what never happens */
	size_t witness_count;
};

struct wc_policy_findings {
	const struct wc_policy_finding *item;
	size_t count;
};

#endif
