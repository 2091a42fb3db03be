/* Log lines. Each is written in one piece, so that those of several threads do not mix. */
#include "serve/log.h"

#include "io/clock.h"
#include "io/console.h"
#include "model/date.h"

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

void
wc_log_end(struct wc_log_line *line)
{
	wc_json_end(&line->out);
	wc_text_addz(&line->text, "\n");
	wc_console_talk(wc_text_string(&line->text), line->text.length);
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
