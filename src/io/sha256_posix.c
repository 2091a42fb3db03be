/* SHA-256 by nettle. */
#include "io/digest.h"

#include <nettle/sha2.h>

void
wc_sha256(const void *bytes, size_t length, uint8_t ret_digest[WC_SHA256_BYTES])
{
	struct sha256_ctx context;
	sha256_init(&context);
	if (length)
		sha256_update(&context, length, bytes);
	sha256_digest(&context, WC_SHA256_BYTES, ret_digest);
}
