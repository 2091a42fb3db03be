/* Doing many small things at once. */
#ifndef WC_IO_WORKERS_H
#define WC_IO_WORKERS_H

#include <stddef.h>

/* Does the thing number `item`; `worker` (from 0) is the thread that does it: what only it touches needs no lock. */
typedef void wc_work(void *context, size_t item, unsigned worker);

/* Called now and then by the thread that called wc_workers_run: about how many are done; at the end all of them. */
typedef void wc_work_done(void *context, size_t done);

enum { WC_MOST_WORKERS = 16 };

/* As many workers as are of use for `items` things on this machine: 1 to WC_MOST_WORKERS. */
unsigned wc_workers_count(size_t items);

/* Does all of them with `workers` threads, and returns when the last is done. `report` may be NULL. Few things are done without a thread. */
void wc_workers_run(unsigned workers, size_t items, wc_work *work, wc_work_done *report, void *context);

#endif
