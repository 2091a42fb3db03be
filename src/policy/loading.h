/* The inside of load.c: a program that is being put together. */
#ifndef WC_POLICY_LOADING_H
#define WC_POLICY_LOADING_H

#include "model/program.h"
#include "policy/record.h"
#include "policy/rows.h"

/* Everything read so far. The reader stands at the file that is being read. */
struct wc_loading {
	struct wc_reader reader;
	struct wc_rows releases, editions, cells, rules, clauses, borders, observations, engines, selectors, variants, tags, base_layers, docker_flags,
	    errors, clues, causes, runners, isolation_costs, platforms;
	struct wc_names rule_ids;
	uint16_t role[WC_ROLE_COUNT];
	struct wc_place role_place[WC_ROLE_COUNT];
	const char *rules_file; /* where a missing role is reported */
};

/* The place of `node` in the file that is being read. */
static inline struct wc_place
wc_here(const struct wc_loading *loading, const struct wc_node *node, bool sound)
{
	return (struct wc_place){loading->reader.file, node, sound};
}

/* Adds a fault about the row at `place`, at its field `key` where it has one (NULL: at the row). */
__attribute__((format(printf, 4, 5))) void wc_loading_fault(struct wc_loading *loading, struct wc_place place, const char *key,
                                                            const char *format, ...);

/* Reads one record of a list; faults go to the reader. One function for each list that a data file may hold. */
typedef void wc_load_record(struct wc_loading *loading, const struct wc_node *node);
wc_load_record wc_load_rule, wc_load_border, wc_load_observation, wc_load_edition;

/* Fills in what refers to rules (borders, roles) and orders the clauses by voice. */
void wc_link_rules(struct wc_loading *loading);

/* Orders releases and checks what they say against each other. */
void wc_link_releases(struct wc_loading *loading);

/* Orders the editions and checks their cells: known builds, no cell twice, no hole that is not declared. */
void wc_link_editions(struct wc_loading *loading);

/* Engines, tag patterns, base layers and flags: names, digests, order. */
void wc_link_others(struct wc_loading *loading);

/* Selectors and variants: what their way to match needs, and that an engine has no more forms than can be told apart. */
void wc_link_selectors(struct wc_loading *loading);

/* Errors, clues and causes: names, stems, and what errors refer to. */
void wc_link_errors(struct wc_loading *loading);

/* Runners: known builds, and the rows of a label in the order of their days. */
void wc_link_runners(struct wc_loading *loading);

/* Platforms: known builds, labels and taints that are some, and no Windows of a platform twice. */
void wc_link_platforms(struct wc_loading *loading);

/* Does a known release have `build`, and a product in `products`? */
bool wc_release_known(const struct wc_loading *loading, uint32_t build, wc_mask products);

#endif
