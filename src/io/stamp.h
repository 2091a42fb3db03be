/* Has a file changed? A number that says so without reading it. */
#ifndef WC_IO_STAMP_H
#define WC_IO_STAMP_H

#include <stdint.h>

/*
 * A number that differs whenever the file at `path` does, by its time, size and identity; of a folder, by those of its files one
 * level down. Links are followed. 0 where nothing is there.
 */
uint64_t wc_stamp(const char *path);

#endif
