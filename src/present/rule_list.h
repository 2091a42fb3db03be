/* The catalogue of the rules that a report names, each once. */
#ifndef WC_PRESENT_RULE_LIST_H
#define WC_PRESENT_RULE_LIST_H

#include "present/report.h"

/* One rule of the catalogue. */
struct wc_listed_rule {
	const struct wc_rule *rule;
	struct wc_strings source; /* where it was read; what an edition of the matrix prints is cited from that edition */
	enum wc_level worst;      /* the worst case that names it */
};

struct wc_rule_list {
	struct wc_listed_rule *rules; /* in the order first named */
	size_t count;
	uint16_t *place; /* by rule of the program: 1 + its index in `rules`, 0 where nothing names it */
};

/* The rules that decide the first `most` cases of `report`. Owned by `arena`. */
struct wc_rule_list wc_rules_deciding(wc_arena *arena, const struct wc_report *report, size_t most);

/* Every rule that a case of `report` speaks with: reasons, warnings, notes. Owned by `arena`. */
struct wc_rule_list wc_rules_speaking(wc_arena *arena, const struct wc_report *report);

/* The index of the rule of `c` in the list, which must have it. */
size_t wc_rule_index(const struct wc_rule_list *list, const struct wc_report *report, const struct wc_case *c);

/* The first page on which the rule can be read (present/uri.h), or NULL. Owned by `arena`. */
const char *wc_rule_link(wc_arena *arena, const struct wc_listed_rule *rule);

/* What the rule says, its placeholders in angle quotes: "image ‹image.version› is ‹older› host …". Owned by `arena`. */
const char *wc_rule_template(wc_arena *arena, const struct wc_rule *rule);

/* On what the rule rests and since when: "documented since 2024-12-03". Owned by `arena`. */
const char *wc_rule_standing(wc_arena *arena, const struct wc_rule *rule);

#endif
