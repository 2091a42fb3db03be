/* Which bytes of the journal are hashed: netstrings, one for each value. docs/journal.md has the same in words. */
#ifndef WC_STORE_JOURNAL_CHAIN_H
#define WC_STORE_JOURNAL_CHAIN_H

#include "base/text.h"
#include "io/digest.h"
#include "model/journal.h"

/* One entry as a link of the chain; NULL and WC_LINK_NONE where it has no such value. */
struct wc_journal_link {
	int64_t sequence, milliseconds, kind;
	const uint8_t *matter, *request; /* digests */
	int64_t about, word, code;
	const char *detail;
	size_t detail_length;
};

#define WC_LINK_NONE INT64_MIN

/* The hash of an entry that follows one with the hash `before`. `bytes` is scratch. */
void wc_journal_link_hash(struct wc_text *bytes, const uint8_t before[WC_SHA256_BYTES], const struct wc_journal_link *link,
                          uint8_t ret_hash[WC_SHA256_BYTES]);

/* A value of a matter. */
struct wc_journal_value {
	const char *bytes; /* NULL: none */
	size_t length;
};

enum { WC_JOURNAL_MATTER_TEXTS = WC_JOURNAL_TEXT_REQUEST };

/*
 * Puts the canonical bytes of a matter into `bytes`: its columns, then the digests of its texts (host, image, verdict). Its
 * digest is their SHA-256.
 */
void wc_journal_matter_bytes(struct wc_text *bytes, const struct wc_journal_value columns[WC_JOURNAL_COLUMN_COUNT],
                             const uint8_t *const texts[WC_JOURNAL_MATTER_TEXTS]);

#endif
