/* Processors on Windows. */
#include "io/processors.h"

#include <windows.h>

unsigned
wc_processors(void)
{
	DWORD count = GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);
	return count > 0 ? count : 1;
}
