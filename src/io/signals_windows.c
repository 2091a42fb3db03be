/* What a console says to its programs on Windows (Ctrl-C, that it closes, that the system ends), in a thread that Windows makes: it sets an event. */
#include "io/signals.h"

#include <windows.h>

/* Set by the handler, which has no context of its own; NULL before wc_signals_hold. */
static HANDLE said;

/*
 * A logoff is left to Windows: it may be anybody's, and it ends the programs of whoever logs off, not those that serve in the background.
 * Where the console closes or the system ends, Windows ends the process when this returns, or in some seconds: it is to end by itself before.
 */
static BOOL WINAPI
hear(DWORD event)
{
	if (event == CTRL_LOGOFF_EVENT)
		return FALSE;
	SetEvent(said);
	if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
		Sleep(INFINITE);
	return TRUE;
}

void
wc_signals_hold(void)
{
	said = CreateEventW(NULL, FALSE, FALSE, NULL);
	if (said)
		SetConsoleCtrlHandler(hear, TRUE);
}

enum wc_signal
wc_signals_wait(unsigned milliseconds)
{
	if (said)
		return WaitForSingleObject(said, milliseconds) == WAIT_OBJECT_0 ? WC_SIGNAL_END : WC_SIGNAL_NONE;
	Sleep(milliseconds);
	return WC_SIGNAL_NONE;
}
