/* Base64. */
#include "format/base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *
wc_base64_write(wc_arena *arena, const char *bytes, size_t length)
{
	char *text = wc_alloc(arena, (length + 2) / 3 * 4 + 1), *p = text;
	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		uint32_t group = (uint32_t)(unsigned char)bytes[i] << 16;
		group |= left > 1 ? (uint32_t)(unsigned char)bytes[i + 1] << 8 : 0;
		group |= left > 2 ? (uint32_t)(unsigned char)bytes[i + 2] : 0;
		*p++ = alphabet[group >> 18];
		*p++ = alphabet[group >> 12 & 63];
		*p++ = left > 1 ? alphabet[group >> 6 & 63] : '=';
		*p++ = left > 2 ? alphabet[group & 63] : '=';
	}
	return text;
}

char *
wc_base64_read(wc_arena *arena, const char *text, size_t *ret_length)
{
	size_t digits = strspn(text, alphabet), padding = strspn(text + digits, "="), length = 0;
	if (text[digits + padding] || digits % 4 == 1 || padding > 2 || (padding && (digits + padding) % 4))
		return NULL;
	char *bytes = wc_alloc(arena, digits / 4 * 3 + 3);
	uint32_t group = 0;
	for (size_t i = 0; i < digits; i++) {
		group = group << 6 | (uint32_t)(strchr(alphabet, text[i]) - alphabet);
		if (i % 4 == 0)
			continue;
		size_t bits = 6 - i % 4 * 2;
		bytes[length++] = (char)(group >> bits & 255);
	}
	bytes[length] = '\0';
	*ret_length = length;
	return bytes;
}
