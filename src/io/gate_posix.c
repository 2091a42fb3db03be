/* wc_gate by POSIX threads. Time is the clock that nobody sets. */
#include "io/gate.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct wc_gate {
	pthread_mutex_t mutex;
	pthread_cond_t condition;
};

struct wc_gate *
wc_gate_new(void)
{
	pthread_condattr_t monotonic;
	struct wc_gate *gate = calloc(1, sizeof(*gate));
	if (!gate)
		return NULL;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&gate->mutex, NULL);
	pthread_cond_init(&gate->condition, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return gate;
}

void
wc_gate_free(struct wc_gate *gate)
{
	if (!gate)
		return;
	pthread_cond_destroy(&gate->condition);
	pthread_mutex_destroy(&gate->mutex);
	free(gate);
}

void
wc_gate_lock(struct wc_gate *gate)
{
	pthread_mutex_lock(&gate->mutex);
}

void
wc_gate_unlock(struct wc_gate *gate)
{
	pthread_mutex_unlock(&gate->mutex);
}

void
wc_gate_wait(struct wc_gate *gate, int64_t milliseconds)
{
	struct timespec end;
	if (milliseconds < 0) {
		pthread_cond_wait(&gate->condition, &gate->mutex);
		return;
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	int64_t nanoseconds = end.tv_nsec + milliseconds % 1000 * 1000000;
	end.tv_sec += (time_t)(milliseconds / 1000 + nanoseconds / 1000000000);
	end.tv_nsec = (long)(nanoseconds % 1000000000);
	pthread_cond_timedwait(&gate->condition, &gate->mutex, &end);
}

void
wc_gate_wake(struct wc_gate *gate)
{
	pthread_cond_broadcast(&gate->condition);
}

struct wc_worker {
	pthread_t thread;
	void (*work)(void *context);
	void *context;
};

static void *
enter(void *argument)
{
	struct wc_worker *worker = argument;
	worker->work(worker->context);
	return NULL;
}

/* Signals are for the thread that knows what to do about them. */
static int
start(struct wc_worker *worker)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int code = pthread_create(&worker->thread, NULL, enter, worker);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return code;
}

bool
wc_worker_start(void (*work)(void *context), void *context, struct wc_worker **ret_worker, struct wc_err *err)
{
	struct wc_worker *worker = calloc(1, sizeof(*worker));
	if (worker)
		*worker = (struct wc_worker){.work = work, .context = context};
	int code = worker ? start(worker) : 0;
	if (!worker || code != 0) {
		free(worker);
		return wc_fail(err, WC_FAULT_SYSTEM, "cannot start a thread: %s", worker ? strerror(code) : "no memory");
	}
	*ret_worker = worker;
	return true;
}

void
wc_worker_join(struct wc_worker *worker)
{
	pthread_join(worker->thread, NULL);
	free(worker);
}
