/* The system as the front door sees it: Windows, where everything is UTF-16. */
#include "cli/system.h"

#include "io/wide.h"

#include <windows.h>

#include <shellapi.h>

void
wc_system_arguments(wc_arena *arena, int *argc, char ***argv)
{
	int count;
	wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &count);
	if (!wide)
		return;
	char **narrow = wc_array(arena, char *, (size_t)count + 1);
	for (int i = 0; i < count; i++)
		narrow[i] = wc_narrow(arena, wide[i], wcslen(wide[i]));
	LocalFree(wide);
	*argc = count;
	*argv = narrow;
}

const char *
wc_system_variable(wc_arena *arena, const char *name)
{
	const wchar_t *wide = wc_wide(arena, name);
	DWORD room = wide ? GetEnvironmentVariableW(wide, NULL, 0) : 0;
	if (room == 0)
		return NULL;
	wchar_t *value = wc_array(arena, wchar_t, room);
	DWORD length = GetEnvironmentVariableW(wide, value, room);
	return length < room ? wc_narrow(arena, value, length) : NULL;
}

void
wc_system_set_variable(wc_arena *arena, const char *name, const char *value)
{
	const wchar_t *wide_name = wc_wide(arena, name), *wide_value = wc_wide(arena, value);
	if (wide_name && wide_value)
		SetEnvironmentVariableW(wide_name, wide_value);
}

static const char *
file_below(wc_arena *arena, const char *variable)
{
	const char *folder = wc_system_variable(arena, variable);
	return folder && *folder ? wc_printf(arena, "%s\\wincompat\\config.yaml", folder) : NULL;
}

const char *
wc_system_site_file(wc_arena *arena)
{
	return file_below(arena, "ProgramData");
}

const char *
wc_system_own_file(wc_arena *arena)
{
	return file_below(arena, "APPDATA");
}
