/* Index lint: what is wrong with an index, whatever host it is for. */
#ifndef WC_POLICY_LINT_H
#define WC_POLICY_LINT_H

#include "policy/decide.h"

/*
 * The findings about the Windows entries of `image`, in the order of the entries, those about the whole index last; owned by
 * `arena`. None for an image that is no index. What a config says is only known where it was read (wc_reading.thorough).
 */
struct wc_lint *wc_lint_index(wc_arena *arena, const struct wc_view *view, const struct wc_image *image, size_t *ret_count);

/* The inside: findings that are being collected. */
struct wc_linting {
	wc_arena *arena;
	const struct wc_view *view;
	const struct wc_image *image;
	struct wc_lint *lint;
	size_t count, room;
};

/* Adds a finding of the rule that has `role`. `other` SIZE_MAX: about one entry; `detail` may be NULL. */
void wc_lint_add(struct wc_linting *linting, enum wc_role role, size_t entry, size_t other, const char *detail);

/* lint_hosts.c: what shows only where every known host and engine is tried: order, entries never taken, releases not served. */
void wc_lint_hosts(struct wc_linting *linting);

#endif
