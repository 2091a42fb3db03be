/* wc_gate by Windows' own locks and threads. */
#include "io/gate.h"

#include <process.h>
#include <stdlib.h>
#include <windows.h>

struct wc_gate {
	SRWLOCK lock;
	CONDITION_VARIABLE condition;
};

struct wc_gate *
wc_gate_new(void)
{
	struct wc_gate *gate = calloc(1, sizeof(*gate));
	if (!gate)
		return NULL;
	InitializeSRWLock(&gate->lock);
	InitializeConditionVariable(&gate->condition);
	return gate;
}

void
wc_gate_free(struct wc_gate *gate)
{
	free(gate);
}

void
wc_gate_lock(struct wc_gate *gate)
{
	AcquireSRWLockExclusive(&gate->lock);
}

void
wc_gate_unlock(struct wc_gate *gate)
{
	ReleaseSRWLockExclusive(&gate->lock);
}

void
wc_gate_wait(struct wc_gate *gate, int64_t milliseconds)
{
	DWORD most = milliseconds < 0 || milliseconds >= INFINITE ? INFINITE : (DWORD)milliseconds;
	SleepConditionVariableSRW(&gate->condition, &gate->lock, most, 0);
}

void
wc_gate_wake(struct wc_gate *gate)
{
	WakeAllConditionVariable(&gate->condition);
}

struct wc_worker {
	HANDLE thread;
	void (*work)(void *context);
	void *context;
};

static unsigned __stdcall
enter(void *argument)
{
	struct wc_worker *worker = argument;
	worker->work(worker->context);
	return 0;
}

bool
wc_worker_start(void (*work)(void *context), void *context, struct wc_worker **ret_worker, struct wc_err *err)
{
	struct wc_worker *worker = calloc(1, sizeof(*worker));
	if (worker) {
		*worker = (struct wc_worker){.work = work, .context = context};
		worker->thread = (HANDLE)_beginthreadex(NULL, 0, enter, worker, 0, NULL);
	}
	if (!worker || !worker->thread) {
		free(worker);
		return wc_fail(err, WC_FAULT_SYSTEM, "cannot start a thread");
	}
	*ret_worker = worker;
	return true;
}

void
wc_worker_join(struct wc_worker *worker)
{
	WaitForSingleObject(worker->thread, INFINITE);
	CloseHandle(worker->thread);
	free(worker);
}
