/* Digests as text. */
#include "io/digest.h"

#include <string.h>

static const char prefix[] = "sha256:", hex[] = "0123456789abcdef";
enum { PREFIX_LENGTH = sizeof(prefix) - 1 };

const char *
wc_digest_print(const uint8_t digest[WC_SHA256_BYTES], char buffer[WC_DIGEST_TEXT])
{
	memcpy(buffer, prefix, PREFIX_LENGTH);
	char *p = buffer + PREFIX_LENGTH;
	for (size_t i = 0; i < WC_SHA256_BYTES; i++) {
		*p++ = hex[digest[i] >> 4];
		*p++ = hex[digest[i] & 15];
	}
	*p = '\0';
	return buffer;
}

bool
wc_digest_parse(const char *digest, uint8_t ret_bytes[WC_SHA256_BYTES])
{
	uint8_t bytes[WC_SHA256_BYTES] = {0};
	if (strncmp(digest, prefix, PREFIX_LENGTH) != 0)
		return false;
	const char *p = digest + PREFIX_LENGTH;
	if (strspn(p, hex) != sizeof(bytes) * 2 || p[sizeof(bytes) * 2] != '\0')
		return false;
	for (size_t i = 0; i < sizeof(bytes) * 2; i++)
		bytes[i / 2] = (uint8_t)(bytes[i / 2] << 4 | (strchr(hex, p[i]) - hex));
	if (ret_bytes)
		memcpy(ret_bytes, bytes, sizeof(bytes));
	return true;
}
