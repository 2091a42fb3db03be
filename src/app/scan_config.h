/* wincompat.yaml: what a repository says about itself. */
#ifndef WC_APP_SCAN_CONFIG_H
#define WC_APP_SCAN_CONFIG_H

#include "app/gather.h"
#include "app/scan_excuse.h"
#include "source/workload/workload.h"

struct wc_scan_config {
	struct wc_names hosts, build_hosts, excludes;
	const struct wc_setting *build_args;
	size_t build_arg_count;
	const struct wc_kind_path *kinds;
	size_t kind_count;
	const struct wc_ignored_rule *ignored;
	size_t ignored_count;
};

/* The key of wincompat.yaml that `key` is (then they are equal), or the one that is nearest to it; or NULL. */
const char *wc_scan_config_key_meant(const char *key);

/*
 * Reads the wincompat.yaml of the first of the folders `paths` that has one, else of the working folder; *ret_config is empty
 * where there is none. False and `err` with file, line and column where it holds what it may not.
 */
bool wc_scan_config_find(wc_arena *arena, struct wc_names paths, struct wc_scan_config *ret_config, struct wc_err *err);

#endif
