/* Processors on POSIX systems. */
#include "io/processors.h"

#include <unistd.h>

unsigned
wc_processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (unsigned)count : 1;
}
