/* SHA-256 by Windows' own cryptography (CNG). */
#include "io/digest.h"

#include <string.h>
#include <windows.h>

#include <bcrypt.h>

/* The call takes 32 bits of length. */
enum { MOST_AT_ONCE = 1 << 30 };

static bool
hash_all(BCRYPT_HASH_HANDLE hash, const unsigned char *bytes, size_t length)
{
	while (length > 0) {
		size_t n = length < MOST_AT_ONCE ? length : MOST_AT_ONCE;
		if (BCryptHashData(hash, (PUCHAR)(uintptr_t)bytes, (ULONG)n, 0) < 0)
			return false;
		bytes += n;
		length -= n;
	}
	return true;
}

/* Where Windows has no SHA-256 the digest is all zeros, which equals no other: nothing is taken for verified. */
void
wc_sha256(const void *bytes, size_t length, uint8_t ret_digest[WC_SHA256_BYTES])
{
	BCRYPT_ALG_HANDLE algorithm = NULL;
	BCRYPT_HASH_HANDLE hash = NULL;
	memset(ret_digest, 0, WC_SHA256_BYTES);
	if (BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA256_ALGORITHM, NULL, 0) < 0)
		return;
	if (BCryptCreateHash(algorithm, &hash, NULL, 0, NULL, 0, 0) >= 0) {
		if (!hash_all(hash, bytes, length) || BCryptFinishHash(hash, ret_digest, WC_SHA256_BYTES, 0) < 0)
			memset(ret_digest, 0, WC_SHA256_BYTES);
		BCryptDestroyHash(hash);
	}
	BCryptCloseAlgorithmProvider(algorithm, 0);
}
