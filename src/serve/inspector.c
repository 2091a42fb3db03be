/* Asking the Docker Engine: a queue and a few threads. It asks us about each of their requests, so none of those that answer may wait. */
#include "serve/inspector.h"

#include "io/clock.h"
#include "io/gate.h"

enum { THREADS = 4, PATIENCE_MS = 1000 };

struct wc_inspector {
	wc_arena *arena;
	struct wc_gather how;
	struct wc_gate *gate; /* of what follows */
	struct wc_inspection *queue, **queue_end;
	bool is_ending;
	struct wc_worker *worker[THREADS];
	size_t workers;
};

static const struct wc_err late = {WC_FAULT_UNREACHABLE, "the engine has not said in time which image it has", "look whether it answers: docker info"};

/* What waited too long is not asked any more: the engine waits for us. */
static void
read_image(const struct wc_inspector *inspector, struct wc_inspection *ask)
{
	struct wc_gather how = inspector->how;
	const char *name = wc_printf(ask->arena, "docker-daemon:%s", ask->name);
	how.deadline = ask->until;
	if (wc_clock_ms() >= ask->until)
		ask->image = (struct wc_gathered){.error = &late};
	else
		ask->image = *wc_gather_images(ask->arena, &how, (struct wc_names){&name, 1});
	ask->image.image.reference = ask->name;
}

static struct wc_inspection *
take(struct wc_inspector *inspector)
{
	struct wc_inspection *ask = inspector->queue;
	if (ask) {
		inspector->queue = ask->next;
		inspector->queue_end = inspector->queue ? inspector->queue_end : &inspector->queue;
	}
	return ask;
}

static void
work(void *context)
{
	struct wc_inspector *inspector = context;
	wc_gate_lock(inspector->gate);
	while (inspector->queue || !inspector->is_ending) {
		struct wc_inspection *ask = take(inspector);
		if (!ask) {
			wc_gate_wait(inspector->gate, -1);
			continue;
		}
		wc_gate_unlock(inspector->gate);
		read_image(inspector, ask);
		ask->wake(ask->context);
		wc_gate_lock(inspector->gate);
	}
	wc_gate_unlock(inspector->gate);
}

bool
wc_inspector_begin(const struct wc_gather *how, struct wc_inspector **ret_inspector, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_inspector *inspector = wc_alloc(arena, sizeof(*inspector));
	*inspector = (struct wc_inspector){.arena = arena, .how = *how, .gate = wc_gate_new(), .queue_end = &inspector->queue};
	if (!inspector->gate) {
		wc_arena_free(arena);
		return wc_fail(err, WC_FAULT_SYSTEM, "cannot make a lock");
	}
	while (inspector->workers < THREADS && wc_worker_start(work, inspector, &inspector->worker[inspector->workers], err))
		inspector->workers++;
	if (inspector->workers) {
		*ret_inspector = inspector;
		return true;
	}
	wc_inspector_end(inspector);
	return false;
}

void
wc_inspector_end(struct wc_inspector *inspector)
{
	if (!inspector)
		return;
	wc_gate_lock(inspector->gate);
	inspector->is_ending = true;
	wc_gate_wake(inspector->gate);
	wc_gate_unlock(inspector->gate);
	for (size_t i = 0; i < inspector->workers; i++)
		wc_worker_join(inspector->worker[i]);
	wc_gate_free(inspector->gate);
	wc_arena_free(inspector->arena);
}

void
wc_inspector_ask(struct wc_inspector *inspector, struct wc_inspection *ask)
{
	ask->until = wc_clock_ms() + PATIENCE_MS;
	ask->next = NULL;
	wc_gate_lock(inspector->gate);
	*inspector->queue_end = ask;
	inspector->queue_end = &ask->next;
	wc_gate_wake(inspector->gate);
	wc_gate_unlock(inspector->gate);
}
