/* A hash of texts, for tables in memory. */
#ifndef WC_BASE_HASH_H
#define WC_BASE_HASH_H

#include <stddef.h>

enum { WC_HASH_SEED = 5381 };

/*
 * The hash of a NUL-terminated text, which begins as `seed`: WC_HASH_SEED, or what the table goes by besides. Its low bits are the last
 * letters': tables of a power of two mix higher ones in. By Bernstein; who may choose the texts can make them collide.
 */
size_t wc_hash(size_t seed, const char *text);

#endif
