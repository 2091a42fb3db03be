/* Giving memory back: glibc keeps what was freed until it is told. */
#include "io/memory.h"

#include <malloc.h>

void
wc_memory_trim(void)
{
	malloc_trim(0);
}
