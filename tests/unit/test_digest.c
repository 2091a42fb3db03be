/* Unit tests: SHA-256 and digests as text. */
#include "io/digest.h"

#include <criterion/criterion.h>
#include <string.h>

/* FIPS 180-2, appendix B; the empty message as every registry has it. */
Test(digest, knows_published_values)
{
	static const struct {
		const char *message, *digest;
	} rows[] = {
		{"", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint8_t digest[WC_SHA256_BYTES], parsed[WC_SHA256_BYTES];
		char text[WC_DIGEST_TEXT];
		wc_sha256(rows[i].message, strlen(rows[i].message), digest);
		cr_assert_str_eq(wc_digest_print(digest, text), rows[i].digest);
		cr_assert(wc_digest_parse(text, parsed));
		cr_assert_eq(memcmp(digest, parsed, sizeof(digest)), 0);
	}
}

Test(digest, takes_nothing_else)
{
	static const char *const rows[] = {
		"", "sha256:", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
		"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
		"sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
		"sha256:g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		cr_assert_not(wc_digest_parse(rows[i], NULL), "%s", rows[i]);
	cr_assert(wc_digest_parse("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", NULL));
}
