/* The situations of a small world, by number; and whether a class of policy diff holds one. */
#ifndef WC_TESTS_EXACT_SITUATIONS_H
#define WC_TESTS_EXACT_SITUATIONS_H

#include "model/facts.h"
#include "model/policy_change.h"

enum { SITUATIONS = 6 * 2 * 5 * 4 * 4 * 2 * 4 * 2 * 3 * 5 * 2 };

struct situation {
	struct wc_host host;
	struct wc_image image;
	struct wc_request request;
};

void situation_make(unsigned number, struct situation *ret_situation);

/* Does the class speak of the situation? `policies`: the text of both, which says what texts they tell apart. */
bool class_holds(const struct wc_policy_class *class, const struct situation *situation, const char *policies);

#endif
