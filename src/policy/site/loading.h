/* The inside of site/load.c: rules and waivers while they are read, before they are compiled. */
#ifndef WC_POLICY_SITE_LOADING_H
#define WC_POLICY_SITE_LOADING_H

#include "policy/site/condition.h"
#include "policy/site/load.h"

/* A rule or waiver as it was read. */
struct wc_read_rule {
	struct wc_rule text;
	struct wc_site_rule rule;
	struct wc_expression *when; /* NULL where it has faults */
	const struct wc_node *node;
	const char *file;
	bool overrides; /* it says `override: true` */
	bool replaced;  /* another one overrides it */
	struct wc_strings waives; /* of a waiver: the ids of rules */
	bool is_waiver;
};

struct wc_site_loading {
	struct wc_condition_reader condition;
	struct wc_reader reader;
	struct wc_axis_list axes;
	struct wc_read_rule *rule;
	size_t count;
	const char *language;
	const struct wc_program *base;
};

/* policy/site/rule.c: reads one item of `rules` or of `waivers`. */
void wc_site_rule_read(struct wc_site_loading *loading, const struct wc_node *node);
void wc_site_waiver_read(struct wc_site_loading *loading, const struct wc_node *node);

/* policy/site/link.c: settles ids and overrides, and takes waived cases out of the rules' conditions. */
void wc_site_link(struct wc_site_loading *loading);

/* policy/site/compile.c: rules to arms, arms to columns. NULL and a fault where there are too many arms. */
const struct wc_site *wc_site_compile(struct wc_site_loading *loading);

/* Adds a fault at `key` of the rule, or at the rule. */
__attribute__((format(printf, 4, 5))) void wc_site_fault(struct wc_site_loading *loading, const struct wc_read_rule *rule, const char *key,
                                                         const char *format, ...);

#endif
