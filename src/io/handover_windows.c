/* Handing over by CreateProcess, in the same console; there is no exec. */
#include "io/handover.h"

#include "io/wide.h"
#include "io/wide_command.h"

#include <string.h>
#include <windows.h>

/* Ctrl-C and Ctrl-Break reach every program of the console: they are the child's affair, and we wait for its end. */
static BOOL WINAPI
leave_to_child(DWORD event)
{
	return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

/* Gives the child the variables of `more`, by setting them here; we need ours no longer. */
static void
set_variables(wc_arena *arena, const char *const *more)
{
	for (; more && *more; more++) {
		size_t name = strcspn(*more, "=");
		if ((*more)[name])
			SetEnvironmentVariableW(wc_wide(arena, wc_copy(arena, *more, name)), wc_wide(arena, *more + name + 1));
	}
}

/* A job that ends with us, so that nobody who ends us leaves the child behind; what the child starts may leave it. */
static HANDLE
make_job(void)
{
	JOBOBJECT_EXTENDED_LIMIT_INFORMATION limit = {
		.BasicLimitInformation = {.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK}};
	HANDLE job = CreateJobObjectW(NULL, NULL);
	if (job)
		SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limit, sizeof(limit));
	return job;
}

static DWORD
start(wc_arena *arena, const struct wc_handover *handover, HANDLE job, HANDLE *ret_process)
{
	STARTUPINFOW how = {.cb = sizeof(how), .dwFlags = STARTF_USESTDHANDLES};
	PROCESS_INFORMATION made;
	const wchar_t *program = wc_wide_program(arena, handover->argv[0]);
	wchar_t *line = wc_wide_command(arena, handover->argv);
	if (!program || !line)
		return ERROR_FILE_NOT_FOUND;
	how.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
	how.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
	how.hStdError = GetStdHandle(STD_ERROR_HANDLE);
	set_variables(arena, handover->env);
	if (!CreateProcessW(program, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &how, &made))
		return GetLastError();
	if (job)
		AssignProcessToJobObject(job, made.hProcess);
	ResumeThread(made.hThread);
	CloseHandle(made.hThread);
	*ret_process = made.hProcess;
	return 0;
}

/* Waits for its end, with a step now and then. */
static int
await(const struct wc_handover *handover, HANDLE process)
{
	DWORD code = 127;
	bool steps = handover->step != NULL;
	while (WaitForSingleObject(process, steps ? WC_HANDOVER_STEP_MS : INFINITE) == WAIT_TIMEOUT)
		steps = handover->step(handover->context);
	GetExitCodeProcess(process, &code);
	return (int)code;
}

bool
wc_handover_run(wc_arena *arena, const struct wc_handover *handover, int *ret_code, struct wc_err *err)
{
	char text[WC_WINDOWS_ERROR_TEXT];
	HANDLE process = NULL, job = make_job();
	SetConsoleCtrlHandler(leave_to_child, TRUE);
	DWORD why = start(arena, handover, job, &process);
	if (why == 0) {
		*ret_code = await(handover, process);
		CloseHandle(process);
	}
	SetConsoleCtrlHandler(leave_to_child, FALSE);
	if (job)
		CloseHandle(job);
	if (why == 0)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "%.200s cannot be run: %s", handover->argv[0], wc_windows_error(why, text));
	return why == ERROR_FILE_NOT_FOUND ? wc_hint(err, "is it installed, and its folder in PATH?") : false;
}

bool
wc_handover_become(wc_arena *arena, const struct wc_handover *handover, int *ret_code, struct wc_err *err)
{
	return wc_handover_run(arena, handover, ret_code, err);
}
