/* Packing texts: digests are binary, parts of the reference are places in it, and what nearly every image says is a number. */
#include "app/packed_private.h"

#include <stdbool.h>
#include <string.h>

enum { HEX = 64, DIGEST = HEX / 2 };

/* How a text is kept. */
enum kind { KIND_TEXT, KIND_DIGEST, KIND_PART, KIND_KNOWN };

static const char *const known[] = {
	"amd64", "arm64", "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.index.v1+json",
};
enum { KNOWN = sizeof(known) / sizeof(known[0]) };

static int
hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static const char sha256[] = "sha256:";
enum { PREFIX = sizeof(sha256) - 1 };

static bool
digest_bytes(const char *text, unsigned char ret_bytes[DIGEST])
{
	if (strncmp(text, sha256, PREFIX) != 0 || strlen(text) != PREFIX + HEX)
		return false;
	for (size_t i = 0; i < DIGEST; i++) {
		int high = hex_value(text[PREFIX + 2 * i]), low = hex_value(text[PREFIX + 2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		ret_bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static const char *
digest_text(wc_arena *arena, const unsigned char bytes[DIGEST])
{
	static const char digits[] = "0123456789abcdef";
	char *text = wc_alloc(arena, PREFIX + HEX + 1);
	memcpy(text, sha256, PREFIX);
	for (size_t i = 0; i < DIGEST; i++) {
		text[PREFIX + 2 * i] = digits[bytes[i] >> 4];
		text[PREFIX + 2 * i + 1] = digits[bytes[i] & 15];
	}
	return text;
}

static unsigned char
known_number(const char *text)
{
	unsigned char i = 0;
	while (i < KNOWN && strcmp(known[i], text) != 0)
		i++;
	return i;
}

static void
put_as(struct wc_packing *p, unsigned char kind, const void *bytes, size_t length)
{
	wc_text_add(&p->out, (const char *)&kind, 1);
	wc_text_add(&p->out, bytes, length);
}

void
wc_pack_text(struct wc_packing *p, const char *text)
{
	unsigned char bytes[DIGEST], number = known_number(text);
	const char *inside = strstr(p->reference, text);
	size_t length = strlen(text);
	if (digest_bytes(text, bytes))
		put_as(p, KIND_DIGEST, bytes, sizeof(bytes));
	else if (number < KNOWN)
		put_as(p, KIND_KNOWN, &number, 1);
	else if (inside && strlen(p->reference) <= UINT16_MAX)
		put_as(p, KIND_PART, (const uint16_t[]){(uint16_t)(inside - p->reference), (uint16_t)length}, 2 * sizeof(uint16_t));
	else
		put_as(p, KIND_TEXT, text, length + 1);
}

const char *
wc_unpack_text(struct wc_packing *p)
{
	uint16_t part[2];
	const unsigned char *at;
	switch (*p->at++) {
	case KIND_DIGEST:
		p->at += DIGEST;
		return digest_text(p->arena, p->at - DIGEST);
	case KIND_KNOWN:
		return known[*p->at++];
	case KIND_PART:
		memcpy(part, p->at, sizeof(part));
		p->at += sizeof(part);
		return p->reference[part[0] + part[1]] ? wc_copy(p->arena, p->reference + part[0], part[1]) : p->reference + part[0];
	default:
		at = p->at;
		p->at += strlen((const char *)at) + 1;
		return wc_copyz(p->arena, (const char *)at);
	}
}
