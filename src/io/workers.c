/* Workers: threads that take the next thing until there is none. */
#include "io/workers.h"

#include "io/processors.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

/* A thread starts in 0.05 ms: for fewer things it does not pay. And this many are taken at a time. */
enum { WORTH_A_THREAD = 64, AT_A_TIME = 16 };

struct shared {
	atomic_size_t next;
	size_t items;
	wc_work *work;
	wc_work_done *report;
	void *context;
};

struct worker {
	struct shared *shared;
	unsigned number;
	pthread_t thread;
	bool is_started;
};

static void *
run(void *argument)
{
	struct worker *self = argument;
	struct shared *all = self->shared;
	for (size_t first; (first = atomic_fetch_add(&all->next, AT_A_TIME)) < all->items;) {
		size_t last = first + AT_A_TIME < all->items ? first + AT_A_TIME : all->items;
		for (size_t i = first; i < last; i++)
			all->work(all->context, i, self->number);
		if (self->number == 0 && all->report)
			all->report(all->context, last);
	}
	return NULL;
}

unsigned
wc_workers_count(size_t items)
{
	size_t useful = items / WORTH_A_THREAD + 1, most = wc_processors();
	useful = useful < most ? useful : most;
	return useful < WC_MOST_WORKERS ? (unsigned)useful : WC_MOST_WORKERS;
}

void
wc_workers_run(unsigned workers, size_t items, wc_work *work, wc_work_done *report, void *context)
{
	struct shared shared = {.items = items, .work = work, .report = report, .context = context};
	struct worker worker[WC_MOST_WORKERS] = {0};
	for (unsigned i = 0; i < workers; i++)
		worker[i] = (struct worker){.shared = &shared, .number = i};
	for (unsigned i = 1; i < workers; i++)
		worker[i].is_started = pthread_create(&worker[i].thread, NULL, run, &worker[i]) == 0;
	run(&worker[0]); /* the one that called works, too; where no thread could be had it does everything */
	for (unsigned i = 1; i < workers; i++)
		if (worker[i].is_started)
			pthread_join(worker[i].thread, NULL);
	if (report)
		report(context, items);
}
