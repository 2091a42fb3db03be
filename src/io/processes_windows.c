/* The processes of this Windows, by a snapshot of the tool help library. */
#include "io/processes.h"

#include "base/limits.h"
#include "io/wide.h"

#include <string.h>
#include <windows.h>

#include <psapi.h>
#include <tlhelp32.h>

/* From 1601 to 1970, in the 100 ns of a FILETIME. */
static const int64_t epoch = INT64_C(116444736000000000);

/* What only an opened process tells; for many of them an administrator's rights are needed. */
static void
look_inside(struct wc_process *process)
{
	PROCESS_MEMORY_COUNTERS memory = {.cb = sizeof(memory)};
	FILETIME created, exited, kernel, user;
	HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process->id);
	if (!handle)
		return;
	if (K32GetProcessMemoryInfo(handle, &memory, sizeof(memory)))
		process->memory = (int64_t)memory.WorkingSetSize;
	if (GetProcessTimes(handle, &created, &exited, &kernel, &user))
		process->started_ms = ((int64_t)((uint64_t)created.dwHighDateTime << 32 | created.dwLowDateTime) - epoch) / 10000;
	CloseHandle(handle);
}

/* An array that grows; what it outgrows stays in the arena until that goes. */
static struct wc_process *
with_room(wc_arena *arena, struct wc_process *all, size_t count, size_t *room)
{
	if (count < *room)
		return all;
	*room = *room ? *room * 2 : 256;
	struct wc_process *more = wc_array(arena, struct wc_process, *room);
	if (count)
		memcpy(more, all, count * sizeof(*more));
	return more;
}

bool
wc_processes_list(wc_arena *arena, struct wc_processes *ret_processes, struct wc_err *err)
{
	char text[WC_WINDOWS_ERROR_TEXT];
	PROCESSENTRY32W entry = {.dwSize = sizeof(entry)};
	struct wc_process *all = NULL;
	size_t count = 0, room = 0;
	HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
	if (snapshot == INVALID_HANDLE_VALUE)
		return wc_fail(err, WC_FAULT_SYSTEM, "the processes cannot be listed: %s", wc_windows_error(GetLastError(), text));
	for (BOOL more = Process32FirstW(snapshot, &entry); more && count < WC_LIMIT_PROCESSES; more = Process32NextW(snapshot, &entry)) {
		all = with_room(arena, all, count, &room);
		all[count] = (struct wc_process){.id = entry.th32ProcessID, .parent = entry.th32ParentProcessID, .memory = -1,
		                                 .name = wc_narrow(arena, entry.szExeFile, wcslen(entry.szExeFile))};
		look_inside(&all[count++]);
	}
	CloseHandle(snapshot);
	*ret_processes = (struct wc_processes){all, count};
	return true;
}
