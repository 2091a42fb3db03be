/* The inside of record.c: one value that is being read, and one function per field type. */
#ifndef WC_POLICY_RECORD_VALUE_H
#define WC_POLICY_RECORD_VALUE_H

#include "policy/record.h"

#include <stdint.h>

/* One value: where it goes, and for lists where their count goes. */
struct wc_value {
	struct wc_reader *reader;
	const struct wc_field *field;
	void *slot, *count_slot;
};

/* Adds the fault "KEY: 'TEXT' WHY" at `node` (or that it is no string); returns false. */
bool wc_value_fault(const struct wc_value *value, const struct wc_node *node, const char *why);

/* The text of `node`, or NULL and a fault where it is no string, is empty or holds control characters. */
const char *wc_value_string(const struct wc_value *value, const struct wc_node *node);

/* Takes one string of a list, the `i`-th. */
typedef bool wc_take_item(const struct wc_value *value, const struct wc_node *node, size_t i);

/* Calls `take` for the string `node` or for every string of the list `node`; false, with faults, where one is wrong. */
bool wc_value_each(const struct wc_value *value, const struct wc_node *node, wc_take_item *take);

/* Reads the digits at *p and moves it behind them; false where there are none or more than WC_LIMIT_VERSION_PART. */
bool wc_value_digits(const char **p, uint32_t *ret_value);

/* One reader per field type: fills value->slot from `node`; false and a fault where it can't. */
typedef bool wc_take(const struct wc_value *value, const struct wc_node *node);
wc_take wc_take_text, wc_take_texts, wc_take_joined, wc_take_number, wc_take_rank, wc_take_date, wc_take_word, wc_take_mask;
wc_take wc_take_builds, wc_take_build_list, wc_take_revision, wc_take_version, wc_take_engine_version, wc_take_digest, wc_take_rule;

#endif
