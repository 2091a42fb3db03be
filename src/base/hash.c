/* A hash of texts. */
#include "base/hash.h"

size_t
wc_hash(size_t seed, const char *text)
{
	for (; *text; text++)
		seed = seed * 33 + (unsigned char)*text;
	return seed;
}
