/* Commands: the quoting of the C library's start-up code, and SearchPath. */
#include "io/wide_command.h"

#include "base/text.h"
#include "io/wide.h"

#include <string.h>
#include <windows.h>

/* One argument as CommandLineToArgvW takes it apart again: quotes where needed, and backslashes doubled where a quote follows. */
static void
add_argument(struct wc_text *line, const char *argument)
{
	const char *quote = *argument && !strpbrk(argument, " \t\n\v\"") ? "" : "\"";
	wc_text_printf(line, "%s%s", line->length ? " " : "", quote);
	for (size_t i = 0; argument[i];) {
		size_t slashes = strspn(argument + i, "\\");
		char next = argument[i + slashes];
		for (size_t n = next == '"' || (next == '\0' && *quote) ? 2 * slashes : slashes; n > 0; n--)
			wc_text_addz(line, "\\");
		if (next == '"')
			wc_text_addz(line, "\\");
		if (next)
			wc_text_add(line, &next, 1);
		i += slashes + (next != '\0');
	}
	wc_text_addz(line, quote);
}

wchar_t *
wc_wide_command(wc_arena *arena, const char *const *argv)
{
	struct wc_text line = {.arena = arena};
	for (; *argv; argv++)
		add_argument(&line, *argv);
	return wc_wide(arena, wc_text_string(&line));
}

const wchar_t *
wc_wide_program(wc_arena *arena, const char *name)
{
	const wchar_t *wide = wc_wide(arena, name);
	if (!wide || strpbrk(name, "\\/:"))
		return wide;
	DWORD room = GetEnvironmentVariableW(L"PATH", NULL, 0);
	wchar_t *path = wc_array(arena, wchar_t, room + 1), *found = wc_array(arena, wchar_t, MAX_PATH);
	if (room == 0 || GetEnvironmentVariableW(L"PATH", path, room) == 0)
		return NULL;
	DWORD length = SearchPathW(path, wide, L".exe", MAX_PATH, found, NULL);
	return length > 0 && length < MAX_PATH ? found : NULL;
}
