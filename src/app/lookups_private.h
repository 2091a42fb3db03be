/* The table of images while it is used, between who asks and who reads. Private to the lookups' files. */
#ifndef WC_APP_LOOKUPS_PRIVATE_H
#define WC_APP_LOOKUPS_PRIVATE_H

#include "app/lookups.h"

#include <pthread.h>

enum { WC_LOOKUP_BUCKETS = 1 << 14, WC_LOOKUP_THREADS = 16, WC_LOOKUP_HOSTS = 256 };

/* What is known of an image; what is replaced goes later, for somebody may still read it. */
struct wc_lookup_facts {
	struct wc_lookup_facts *next;
	struct wc_gathered *image;
	int64_t retired;
};

/* An image that somebody asked for. */
struct wc_lookup_entry {
	struct wc_lookup_entry *next;  /* of its bucket */
	struct wc_lookup_entry *after; /* in order of coming */
	struct wc_lookup_entry *queued;
	struct wc_lookup_facts *facts; /* NULL: not read yet */
	const char *host;              /* its registry's: `host_length` bytes */
	size_t host_length;
	uint64_t host_hash;
	int64_t due;    /* when it is read again, wc_clock_ms */
	int64_t asked;  /* when it was asked for last */
	bool is_wanted; /* it stands in the queue, or a thread reads it */
	bool is_cached; /* what the cache has of it was looked up */
	bool is_of_known_host; /* its registry answered once */
	char reference[];
};

/* A thread that reads, what it reads, and since when it asks the registry for it. */
struct wc_lookup_worker {
	struct wc_lookups *lookups;
	pthread_t thread;
	struct wc_lookup_entry *entry; /* or NULL */
	int64_t began; /* 0: it looks into the cache */
};

struct wc_lookups {
	struct wc_lookups_options options;
	pthread_mutex_t lock;  /* of all below */
	pthread_cond_t wanted; /* something stands in the queue, or all is over */
	pthread_cond_t waited; /* somebody waits, or all is over */
	struct wc_lookup_entry *bucket[WC_LOOKUP_BUCKETS];
	struct wc_lookup_entry *oldest, **newest;
	struct wc_lookup_entry *queue, **queue_end;
	size_t queue_count;
	struct wc_lookup_wait *waits;
	struct wc_lookup_facts *retired;
	struct wc_lookups_counts counts;
	struct wc_lookup_worker worker[WC_LOOKUP_THREADS];
	unsigned workers, idle;
	uint64_t known_host[WC_LOOKUP_HOSTS]; /* hashes of those that answered once; the oldest is overwritten */
	unsigned known_hosts;
	pthread_t keeper;
	bool has_keeper, is_ending;
};

/* All of these with the lock held. */

/* The image of that name, or NULL. */
struct wc_lookup_entry *wc_lookup_find(struct wc_lookups *lookups, const char *reference);

/* Adds one, of which nothing is known but where its tag was found to be its digest just now; NULL where memory is out. */
struct wc_lookup_entry *wc_lookup_add(struct wc_lookups *lookups, const char *reference);

/* Seconds since a registry said so; 0 where it has no age. A clock that was set back makes nothing older. */
int64_t wc_lookup_age(const struct wc_lookups *lookups, const struct wc_lookup_facts *facts);

/* Frees all of them, and what is known. */
void wc_lookup_forget_all(struct wc_lookups *lookups);

/* Puts an image into the queue; false where too many stand there already, of all registries or of its own. */
bool wc_lookup_want(struct wc_lookups *lookups, struct wc_lookup_entry *entry);

/* Keeps what was read of an image (NULL: memory was out); frees it where what was known is better. */
void wc_lookup_keep(struct wc_lookups *lookups, struct wc_lookup_entry *entry, struct wc_lookup_facts *facts);

void wc_lookup_facts_free(struct wc_lookup_facts *facts);

/* Takes those out of the list who need wait no longer; and wakes them, which is done without the lock: they may be gone then. */
struct wc_lookup_wait *wc_lookup_served(struct wc_lookups *lookups);
void wc_lookup_wake_all(struct wc_lookup_wait *served);

/* Starts one more thread. False where none can be had. */
bool wc_lookup_worker_start(struct wc_lookups *lookups);

#endif
