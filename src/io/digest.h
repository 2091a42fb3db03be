/* SHA-256 of bytes, as the content digests of images use it. */
#ifndef WC_IO_DIGEST_H
#define WC_IO_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WC_SHA256_BYTES = 32, WC_DIGEST_TEXT = 72 };

void wc_sha256(const void *bytes, size_t length, uint8_t ret_digest[WC_SHA256_BYTES]);

/* Writes "sha256:<64 hex digits>". Returns `buffer`. */
const char *wc_digest_print(const uint8_t digest[WC_SHA256_BYTES], char buffer[WC_DIGEST_TEXT]);

/* Is `digest` a digest we can verify: "sha256:" and 64 lower-case hex digits? Fills ret_bytes (may be NULL). */
bool wc_digest_parse(const char *digest, uint8_t ret_bytes[WC_SHA256_BYTES]);

#endif
