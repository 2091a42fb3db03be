/* The chain: netstrings and their SHA-256. */
#include "store/journal_chain.h"

#include <string.h>

enum { DIGITS = 24 };

/* Digits of a number, behind its sign; returns how many bytes. Faster than printf, which would be most of the work here. */
static size_t
print(char buffer[DIGITS], int64_t number)
{
	char reversed[DIGITS];
	size_t n = 0, length = 0;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	do
		reversed[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		buffer[length++] = '-';
	while (n)
		buffer[length++] = reversed[--n];
	return length;
}

/* "5:hello,"; "-," where there is no value. */
static void
add(struct wc_text *bytes, const void *value, size_t length)
{
	char digits[DIGITS + 1];
	if (!value) {
		wc_text_add(bytes, "-,", 2);
		return;
	}
	size_t n = print(digits, (int64_t)length);
	digits[n++] = ':';
	wc_text_add(bytes, digits, n);
	wc_text_add(bytes, value, length);
	wc_text_add(bytes, ",", 1);
}

static void
add_number(struct wc_text *bytes, int64_t number)
{
	char digits[DIGITS];
	add(bytes, number == WC_LINK_NONE ? NULL : digits, number == WC_LINK_NONE ? 0 : print(digits, number));
}

void
wc_journal_link_hash(struct wc_text *bytes, const uint8_t before[WC_SHA256_BYTES], const struct wc_journal_link *link,
                     uint8_t ret_hash[WC_SHA256_BYTES])
{
	bytes->length = 0;
	add(bytes, before, WC_SHA256_BYTES);
	add_number(bytes, link->sequence);
	add_number(bytes, link->milliseconds);
	add_number(bytes, link->kind);
	add(bytes, link->matter, WC_SHA256_BYTES);
	add(bytes, link->request, WC_SHA256_BYTES);
	add_number(bytes, link->about);
	add_number(bytes, link->word);
	add_number(bytes, link->code);
	add(bytes, link->detail, link->detail_length);
	wc_sha256(bytes->bytes, bytes->length, ret_hash);
}

void
wc_journal_matter_bytes(struct wc_text *bytes, const struct wc_journal_value columns[WC_JOURNAL_COLUMN_COUNT],
                        const uint8_t *const texts[WC_JOURNAL_MATTER_TEXTS])
{
	bytes->length = 0;
	for (unsigned i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		add(bytes, columns[i].bytes, columns[i].length);
	for (unsigned i = 0; i < WC_JOURNAL_MATTER_TEXTS; i++)
		add(bytes, texts[i], WC_SHA256_BYTES);
}
