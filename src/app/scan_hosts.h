/* The hosts that the lines of files mean. */
#ifndef WC_APP_SCAN_HOSTS_H
#define WC_APP_SCAN_HOSTS_H

#include "app/gather.h"
#include "model/workload.h"

struct wc_host_list {
	const struct wc_host *item;
	size_t count;
};

/* What one label means. */
struct wc_meant_label {
	const char *text;
	struct wc_host_list hosts; /* none: nobody knows the label, or it is a machine without Windows */
	bool is_elsewhere;         /* a machine without Windows */
};

/* Start with wc_scan_hosts_start. */
struct wc_scan_hosts {
	wc_arena *arena;
	const struct wc_gather *how;
	wc_date day;
	struct wc_host_list run, build; /* where a line says nothing; none: nobody was named */
	struct wc_meant_label *labels;
	size_t label_count, label_room;
};

/*
 * Reads the hosts that were named. `build` without any means: those of `run`. Labels such as "windows-latest" mean what they
 * meant on `day`. False and `err` where one cannot be read.
 */
bool wc_scan_hosts_start(wc_arena *arena, const struct wc_gather *how, struct wc_names run, struct wc_names build, wc_date day,
                         struct wc_scan_hosts *ret_hosts, struct wc_err *err);

/* The hosts of one use. */
struct wc_meant {
	struct wc_host_list *lists; /* one after the other */
	size_t count;
	bool is_stated;    /* the line itself says so */
	bool is_elsewhere; /* it is meant for machines without Windows */
};

struct wc_meant wc_scan_hosts_of(struct wc_scan_hosts *hosts, const struct wc_use *use);

/* The host that answers name where nobody named one: nothing is known of it. */
extern const struct wc_host wc_no_host;

#endif
