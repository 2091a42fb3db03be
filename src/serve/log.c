/* Log lines: gathered, and written by a thread of their own, so that no request waits for who reads them. */
#include "serve/log.h"

#include "io/clock.h"
#include "io/console.h"
#include "io/gate.h"
#include "model/date.h"

#include <stdlib.h>
#include <string.h>

/* A line takes 300 bytes: forty thousand a second fill a sixth of the room while they are gathered. */
enum { ROOM = 1024 * 1024, GATHER_MS = 10 };

/* Lines on their way to standard error. There is one of it in a process, and one of these. */
static struct {
	struct wc_gate *gate;     /* NULL: lines are written where they are made */
	struct wc_worker *worker;
	char *filling, *written; /* ROOM bytes each; pages that nobody filled are not there */
	size_t length, lost;
	bool is_ending;
} queue;

void
wc_log_begin(struct wc_log_line *line, wc_arena *arena, const char *level, const char *message)
{
	char moment[WC_MOMENT_TEXT];
	*line = (struct wc_log_line){.arena = arena, .text = {.arena = arena}};
	line->out.text = &line->text;
	wc_json_map(&line->out, NULL);
	wc_json_text(&line->out, "time", wc_moment_print(wc_clock_now_ms(), moment));
	wc_json_text(&line->out, "level", level);
	wc_json_text(&line->out, "message", message);
}

static void
finish(struct wc_log_line *line)
{
	wc_json_end(&line->out);
	wc_text_addz(&line->text, "\n");
}

/* Whoever logs does not wait: where there is no room, the line is lost, and that is said. */
static void
put(const char *bytes, size_t length)
{
	wc_gate_lock(queue.gate);
	bool is_first = queue.length == 0, has_room = length <= ROOM - queue.length;
	if (has_room)
		memcpy(queue.filling + queue.length, bytes, length);
	queue.length += has_room ? length : 0;
	queue.lost += !has_room;
	if (is_first)
		wc_gate_wake(queue.gate);
	wc_gate_unlock(queue.gate);
}

void
wc_log_end(struct wc_log_line *line)
{
	finish(line);
	if (queue.gate)
		put(line->text.bytes, line->text.length);
	else
		wc_console_talk(line->text.bytes, line->text.length);
}

static void
say_lost(size_t lost)
{
	struct wc_log_line line;
	wc_arena *arena = wc_arena_new();
	wc_log_begin(&line, arena, "warning", "lines of this log are missing: standard error did not take them in time");
	wc_json_number(&line.out, "lines", (int64_t)lost);
	finish(&line);
	wc_console_talk(line.text.bytes, line.text.length);
	wc_arena_free(arena);
}

/* Writes what was gathered while the next lines come. The gate is locked before and afterwards. */
static void
write_gathered(void)
{
	char *bytes = queue.filling;
	size_t length = queue.length, lost = queue.lost;
	queue.filling = queue.written;
	queue.written = bytes;
	queue.length = queue.lost = 0;
	wc_gate_unlock(queue.gate);
	wc_console_talk(bytes, length);
	if (lost)
		say_lost(lost);
	wc_gate_lock(queue.gate);
}

static void
work(void *context)
{
	(void)context;
	wc_gate_lock(queue.gate);
	while (queue.length || !queue.is_ending) {
		if (!queue.length)
			wc_gate_wait(queue.gate, -1);
		if (queue.length && !queue.is_ending)
			wc_gate_wait(queue.gate, GATHER_MS);
		if (queue.length)
			write_gathered();
	}
	wc_gate_unlock(queue.gate);
}

static void
forget(void)
{
	wc_gate_free(queue.gate);
	free(queue.filling);
	free(queue.written);
	memset(&queue, 0, sizeof(queue));
}

bool
wc_log_start(struct wc_err *err)
{
	queue.gate = wc_gate_new();
	queue.filling = malloc(ROOM);
	queue.written = malloc(ROOM);
	if (!queue.gate || !queue.filling || !queue.written)
		return forget(), wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	if (!wc_worker_start(work, NULL, &queue.worker, err))
		return forget(), false;
	return true;
}

void
wc_log_stop(void)
{
	if (!queue.gate)
		return;
	wc_gate_lock(queue.gate);
	queue.is_ending = true;
	wc_gate_wake(queue.gate);
	wc_gate_unlock(queue.gate);
	wc_worker_join(queue.worker);
	forget();
}

void
wc_log(const char *level, const char *message)
{
	struct wc_log_line line;
	wc_arena *arena = wc_arena_new();
	wc_log_begin(&line, arena, level, message);
	wc_log_end(&line);
	wc_arena_free(arena);
}

void
wc_log_failure(const char *what, const struct wc_err *err)
{
	struct wc_log_line line;
	wc_arena *arena = wc_arena_new();
	wc_log_begin(&line, arena, "error", what);
	wc_json_text(&line.out, "why", err->text);
	if (*err->hint)
		wc_json_text(&line.out, "do", err->hint);
	wc_log_end(&line);
	wc_arena_free(arena);
}
