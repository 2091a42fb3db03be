/* Giving memory back. */
#ifndef WC_IO_MEMORY_H
#define WC_IO_MEMORY_H

/* Gives what was freed back to the system: after reading something large once, in a process that goes on for long. */
void wc_memory_trim(void);

#endif
