/* Giving memory back: Windows' heap does so by itself. */
#include "io/memory.h"

void
wc_memory_trim(void)
{
}
