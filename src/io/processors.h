/* How many processors this machine has. */
#ifndef WC_IO_PROCESSORS_H
#define WC_IO_PROCESSORS_H

/* Those that threads of this process may run on; at least 1. */
unsigned wc_processors(void);

#endif
