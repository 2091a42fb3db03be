/* wc_lookups: the facts of images for a server, kept in memory; what is not known is asked for by threads of its own. */
#ifndef WC_APP_LOOKUPS_H
#define WC_APP_LOOKUPS_H

#include "app/gather.h"

#include <stdint.h>

/* How one thread reads: opened when there is something to read. Sessions and caches are for one thread each. */
struct wc_lookup_session {
	struct wc_gather how;
	void *kept;
};
typedef bool wc_lookup_open(void *context, wc_arena *arena, struct wc_lookup_session *ret_session, struct wc_err *err);
typedef void wc_lookup_close(void *context, struct wc_lookup_session *session);

struct wc_lookups_options {
	unsigned threads; /* at most; each begins when it is needed */
	wc_lookup_open *open;
	wc_lookup_close *close;
	void *context;
	unsigned patience_ms;    /* how long somebody waits for an image that is not known, or whose facts are old */
	unsigned fresh_seconds;  /* after so long an image is asked for again; meanwhile the old answer is used */
	unsigned old_seconds;    /* facts that are older are waited to be renewed, and used with their age where they are not */
	unsigned most_seconds;   /* facts that are older yet are not used; 0: facts have no age */
	unsigned failed_seconds; /* after so long an image that could not be read is asked for again */
};

struct wc_lookups;

/* Begins, with one thread. False and `err` where none can. End with wc_lookups_end. */
bool wc_lookups_begin(const struct wc_lookups_options *options, struct wc_lookups **ret_lookups, struct wc_err *err);
void wc_lookups_end(struct wc_lookups *lookups);

/*
 * Takes what is known of `count` images into `ret_images`; of others the error says why it is not. True: there is nothing to wait for.
 * False: some are being asked for; wc_lookups_wait tells when they are there. An image that could not be read lately is known: as one
 * that has an error. With too much under way already nothing more is asked for, and nothing to be waited for. What was taken stays for
 * WC_LOOKUP_STAYS seconds.
 */
enum { WC_LOOKUP_STAYS = 60 };
bool wc_lookups_find(struct wc_lookups *lookups, const char *const *references, size_t count, struct wc_gathered *ret_images);

/* The same of what is known by now; nothing is asked for. */
void wc_lookups_take(struct wc_lookups *lookups, const char *const *references, size_t count, struct wc_gathered *ret_images);

/*
 * Asks for an image ahead of anybody who needs it: where nothing is known of it, or that is due to be asked again. False: the threads are
 * busy, and nothing was done; those who wait come first.
 */
bool wc_lookups_fetch(struct wc_lookups *lookups, const char *reference);

/* Called once, by any thread, when what was waited for is known or nobody waits any longer. */
typedef void wc_lookup_wake(void *context);

/* One who waits. Stays in its place until `wake` was called. */
struct wc_lookup_wait {
	wc_lookup_wake *wake;
	void *context;
	const char *const *references;
	size_t count;
	struct wc_lookup_wait *next; /* from here on it is ours; zeroed at first */
	int64_t until;
};

/* Waits. False: there is nothing to wait for any more, and `wake` is not called. */
bool wc_lookups_wait(struct wc_lookups *lookups, struct wc_lookup_wait *wait);

/* How it went so far. */
struct wc_lookups_counts {
	uint64_t found, missed; /* images that were known when somebody asked, or not */
	uint64_t read, failed;  /* by the threads */
	uint64_t late;          /* who waited in vain */
	uint64_t aged;          /* old facts that were used, for want of newer ones */
	uint64_t turned_away;   /* images that were not asked for, because too many were under way */
	size_t known, wanted;   /* now */
};
struct wc_lookups_counts wc_lookups_count(struct wc_lookups *lookups);

#endif
