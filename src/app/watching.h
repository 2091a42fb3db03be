/* A cluster watched: a thread that keeps what counts of an API server's Nodes and RuntimeClasses in mind, and fetches images ahead. */
#ifndef WC_APP_WATCHING_H
#define WC_APP_WATCHING_H

#include "app/lookups.h"
#include "source/cluster/cluster.h"

struct wc_watching;

/* Borrowed, except `lookups` for as long as it is watched. The functions are called by the thread. */
struct wc_watching_options {
	const char *url;     /* "https://10.96.0.1:443" */
	const char *account; /* a folder with the files `token` and `ca.crt` as Kubernetes mounts them, or NULL: nobody has to log in */
	bool workloads;      /* also Deployments, DaemonSets, StatefulSets and CronJobs, whose images are fetched ahead */
	struct wc_lookups *lookups;
	void (*changed)(void *context); /* what wc_watching_read reads has changed; first called when all of it is known */
	void (*failed)(void *context, const char *resource, const struct wc_err *err, unsigned wait_ms); /* it goes on after so long; 0: at once, which is usual now and then */
	void (*listed)(void *context, const char *resource, size_t count); /* all of them are known, for the first time or again */
	void *context;
};

/* A new one, which knows nothing yet. False and `err` where the library for it is missing. End with wc_watching_end. */
bool wc_watching_open(const struct wc_watching_options *options, struct wc_watching **ret_watching, struct wc_err *err);

/* Begins to watch. Whatever the API server does, it goes on until wc_watching_end, which does not wait for it. False and `err`: no thread. */
bool wc_watching_begin(struct wc_watching *watching, struct wc_err *err);
void wc_watching_end(struct wc_watching *watching);

/* Reads the Nodes and RuntimeClasses as they are known now, none before all are; as wc_cluster_nodes_read reads a file of them. */
bool wc_watching_read(struct wc_watching *watching, const struct wc_reading *reading, struct wc_cluster *ret_cluster, struct wc_err *err);

/* How the watch of one resource goes. */
struct wc_watching_counts {
	const char *resource;
	uint64_t lists, watches, list_errors, watch_errors, events, objects;
	int64_t silent_ms; /* since the API server last said something about it; -1: it never did */
};

/* One row for each resource, at most WC_WATCHING_ROWS; returns how many. */
enum { WC_WATCHING_ROWS = 6 };
size_t wc_watching_count(struct wc_watching *watching, struct wc_watching_counts ret_rows[WC_WATCHING_ROWS]);

#endif
