/* Running another program on Windows: CreateProcess with pipes, in a job that ends whatever it started. */
#include "io/spawn.h"

#include "base/text.h"
#include "io/clock.h"
#include "io/wide.h"
#include "io/wide_command.h"

#include <string.h>
#include <windows.h>

enum { STREAM_IN, STREAM_OUT, STREAM_TALK, STREAMS, CHUNK = 4096, PAUSE_MS = 5 };

/* A child, our ends of its streams, and the thread that feeds it, for writing to a pipe waits. */
struct child {
	const struct wc_spawn *spawn;
	HANDLE process, job, end[STREAMS], feeder;
	struct wc_text text[STREAMS];
};

static void
shut(HANDLE *handle)
{
	if (*handle && *handle != INVALID_HANDLE_VALUE)
		CloseHandle(*handle);
	*handle = NULL;
}

/* The pipes: ours in child->end, the child's in `theirs`, which alone may be inherited. */
static bool
open_pipes(struct child *child, HANDLE theirs[STREAMS])
{
	SECURITY_ATTRIBUTES inherited = {.nLength = sizeof(inherited), .bInheritHandle = TRUE};
	for (int i = 0; i < STREAMS; i++) {
		HANDLE *reading = i == STREAM_IN ? &theirs[i] : &child->end[i], *writing = i == STREAM_IN ? &child->end[i] : &theirs[i];
		if (!CreatePipe(reading, writing, &inherited, 0) || !SetHandleInformation(child->end[i], HANDLE_FLAG_INHERIT, 0))
			return false;
	}
	return true;
}

/* Starts it within the job before it runs a step; only the three handles go with it. */
static DWORD
start(wc_arena *arena, struct child *child, HANDLE theirs[STREAMS])
{
	STARTUPINFOEXW how = {.StartupInfo = {.cb = sizeof(how), .dwFlags = STARTF_USESTDHANDLES}};
	JOBOBJECT_EXTENDED_LIMIT_INFORMATION limit = {.BasicLimitInformation = {.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE}};
	PROCESS_INFORMATION made;
	SIZE_T size = 0;
	const wchar_t *program = wc_wide_program(arena, child->spawn->argv[0]);
	wchar_t *line = wc_wide_command(arena, child->spawn->argv);
	if (!program || !line)
		return ERROR_FILE_NOT_FOUND;
	how.StartupInfo.hStdInput = theirs[STREAM_IN];
	how.StartupInfo.hStdOutput = theirs[STREAM_OUT];
	how.StartupInfo.hStdError = theirs[STREAM_TALK];
	InitializeProcThreadAttributeList(NULL, 1, 0, &size);
	how.lpAttributeList = wc_alloc(arena, size);
	if (!InitializeProcThreadAttributeList(how.lpAttributeList, 1, 0, &size))
		return GetLastError();
	UpdateProcThreadAttribute(how.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, theirs, STREAMS * sizeof(*theirs),
	                          NULL, NULL);
	child->job = CreateJobObjectW(NULL, NULL);
	SetInformationJobObject(child->job, JobObjectExtendedLimitInformation, &limit, sizeof(limit));
	BOOL started = CreateProcessW(program, line, NULL, NULL, TRUE,
	                              CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP | EXTENDED_STARTUPINFO_PRESENT,
	                              NULL, NULL, &how.StartupInfo, &made);
	DWORD why = started ? 0 : GetLastError();
	DeleteProcThreadAttributeList(how.lpAttributeList);
	if (!started)
		return why;
	AssignProcessToJobObject(child->job, made.hProcess);
	ResumeThread(made.hThread);
	CloseHandle(made.hThread);
	child->process = made.hProcess;
	return 0;
}

/* What the child does not read is its own affair: its closed pipe only ends this. */
static DWORD WINAPI
feed(void *context)
{
	struct child *child = context;
	const char *bytes = child->spawn->input;
	DWORD n;
	for (size_t left = child->spawn->input_length; left > 0; bytes += n, left -= n)
		if (!WriteFile(child->end[STREAM_IN], bytes, left < CHUNK ? (DWORD)left : CHUNK, &n, NULL) || n == 0)
			break;
	shut(&child->end[STREAM_IN]);
	return 0;
}

/* Takes what has come without waiting for more. False once the other end is closed. */
static bool
drain(struct child *child, int i)
{
	char chunk[CHUNK];
	DWORD there = 0, n = 0;
	if (!PeekNamedPipe(child->end[i], NULL, 0, NULL, &there, NULL))
		return false;
	if (there && ReadFile(child->end[i], chunk, there < CHUNK ? there : CHUNK, &n, NULL))
		wc_text_add(&child->text[i], chunk, n);
	return true;
}

/* Moves bytes until both outputs are closed. Returns NULL, or what went wrong. */
static const char *
talk(struct child *child, int64_t until)
{
	bool open[STREAMS] = {false, true, true};
	while (open[STREAM_OUT] || open[STREAM_TALK]) {
		size_t before = child->text[STREAM_OUT].length + child->text[STREAM_TALK].length;
		for (int i = STREAM_OUT; i < STREAMS; i++) {
			open[i] = open[i] && drain(child, i);
			if (child->text[i].length > child->spawn->most)
				return "writes too much";
		}
		if (wc_clock_ms() >= until)
			return "takes too long";
		if (before == child->text[STREAM_OUT].length + child->text[STREAM_TALK].length)
			Sleep(PAUSE_MS);
	}
	return NULL;
}

static void
let_go(struct child *child)
{
	if (child->process)
		TerminateProcess(child->process, 1);
	shut(&child->job); /* ends whatever else still runs in it, so the feeder's pipe breaks */
	if (child->feeder)
		WaitForSingleObject(child->feeder, INFINITE);
	shut(&child->feeder);
	for (int i = 0; i < STREAMS; i++)
		shut(&child->end[i]);
	shut(&child->process);
}

static bool
finish(struct child *child, int64_t until, struct wc_spawned *ret_spawned, struct wc_err *err)
{
	DWORD code = 0;
	child->feeder = CreateThread(NULL, 0, feed, child, 0, NULL);
	const char *problem = child->feeder ? talk(child, until) : "cannot be given its input";
	int64_t left = until - wc_clock_ms();
	if (!problem && WaitForSingleObject(child->process, left > 0 ? (DWORD)left : 0) != WAIT_OBJECT_0)
		problem = "takes too long";
	GetExitCodeProcess(child->process, &code);
	let_go(child);
	if (problem)
		return wc_fail(err, WC_FAULT_SYSTEM, "%.200s %s", child->spawn->argv[0], problem);
	*ret_spawned = (struct wc_spawned){
		.code = (int)code,
		.out = wc_text_string(&child->text[STREAM_OUT]),
		.out_length = child->text[STREAM_OUT].length,
		.talk = wc_text_string(&child->text[STREAM_TALK]),
		.talk_length = child->text[STREAM_TALK].length,
	};
	return true;
}

bool
wc_spawn_run(wc_arena *arena, const struct wc_spawn *spawn, struct wc_spawned *ret_spawned, struct wc_err *err)
{
	struct child child = {.spawn = spawn};
	HANDLE theirs[STREAMS] = {0};
	char buffer[WC_WINDOWS_ERROR_TEXT];
	int64_t until = wc_clock_ms() + spawn->timeout_ms;
	for (int i = 0; i < STREAMS; i++)
		child.text[i].arena = arena;
	DWORD why = open_pipes(&child, theirs) ? start(arena, &child, theirs) : GetLastError();
	for (int i = 0; i < STREAMS; i++)
		shut(&theirs[i]);
	if (why == 0)
		return finish(&child, until, ret_spawned, err);
	let_go(&child);
	return wc_fail(err, WC_FAULT_SYSTEM, "%.200s cannot be run: %s", spawn->argv[0], wc_windows_error(why, buffer));
}
