/* Blocks: a log of any size and encoding, in pieces of whole lines of UTF-8. */
#ifndef WC_SOURCE_LOG_BLOCKS_H
#define WC_SOURCE_LOG_BLOCKS_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Some lines. */
struct wc_block {
	const char *bytes; /* valid until the next block is asked for; may hold any byte */
	size_t length;     /* 0: the end of the log */
	size_t again;      /* so many bytes at its start were in the block before, too: a line longer than a block is cut */
	size_t later;      /* so many bytes at its end will be in the next block, too */
};

struct wc_blocks;

/* Opens the log at `path` ("-": standard input). NULL and `err` where it cannot be read; else end with wc_blocks_close. */
struct wc_blocks *wc_blocks_open(wc_arena *arena, const char *path, struct wc_err *err);

/* The same for a text in memory, which is borrowed. */
struct wc_blocks *wc_blocks_of(wc_arena *arena, const char *text, size_t length);

/* The next block; false and `err` where reading fails. Bytes are as in the log, but UTF-16 (with its mark, or plain to see) becomes UTF-8. */
bool wc_blocks_next(struct wc_blocks *blocks, struct wc_block *ret_block, struct wc_err *err);

/* Ends the reading; the memory is the arena's. */
void wc_blocks_close(struct wc_blocks *blocks);

#endif
