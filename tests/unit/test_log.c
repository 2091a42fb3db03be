/* Logs: stems against a plain search, blocks of every shape and encoding, wrapped lines, and what is collected. */
#include "base/limits.h"
#include "base/text.h"
#include "policy/builtin.h"
#include "source/log/blocks.h"
#include "source/log/stems.h"
#include "source/sources.h"
#include "source/utf16.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MISMATCH "The container operating system does not match the host operating system"

/* The first place from `from` on where a stem begins, by trying them all. */
static size_t
plain_find(const char *const *stem, size_t count, const char *bytes, size_t length, size_t from, bool *found)
{
	for (size_t at = from; at < length; at++) {
		bool any = false;
		for (size_t i = 0; i < count; i++) {
			size_t n = strlen(stem[i]);
			if (n <= length - at && strncasecmp(bytes + at, stem[i], n) == 0)
				any = found[i] = true;
		}
		if (any)
			return at;
	}
	return SIZE_MAX;
}

Test(log, stems_are_where_a_plain_search_finds_them)
{
	static const char *const stem[] = {"abcabc", "bcab", "cabcabca", "aaaaa", "ABCa", "xyz"};
	enum { STEMS = sizeof(stem) / sizeof(stem[0]), LENGTH = 400, ROUNDS = 2000 };
	wc_arena *arena = wc_arena_new();
	const struct wc_stems *stems = wc_stems_make(arena, stem, STEMS);
	srand(7);
	for (int round = 0; round < ROUNDS; round++) {
		char text[LENGTH];
		size_t length = (size_t)rand() % LENGTH;
		for (size_t i = 0; i < length; i++)
			text[i] = "abcABCxyz\0\n"[rand() % 11];
		for (size_t at = 0; at != SIZE_MAX;) {
			bool expected[STEMS] = {false}, found[STEMS] = {false};
			size_t right = plain_find(stem, STEMS, text, length, at, expected);
			at = wc_stems_find(stems, text, length, at, found);
			cr_assert(at == right);
			cr_assert(memcmp(found, expected, sizeof(found)) == 0);
			at += at != SIZE_MAX;
		}
	}
	cr_expect(wc_stems_find(wc_stems_make(arena, stem, 0), "abc", 3, 0, NULL) == SIZE_MAX, "no stems stand nowhere");
	wc_arena_free(arena);
}

/* Puts the blocks of a text together again; what a block repeats is compared and left out. */
static const char *
together(wc_arena *arena, const char *text, size_t length, size_t *ret_length, size_t *ret_blocks)
{
	struct wc_blocks *blocks = wc_blocks_of(arena, text, length);
	struct wc_block block;
	struct wc_text all = {.arena = arena};
	*ret_blocks = 0;
	while (wc_blocks_next(blocks, &block, NULL) && block.length) {
		cr_assert(block.again <= all.length);
		cr_assert(memcmp(block.bytes, all.bytes ? all.bytes + all.length - block.again : "", block.again) == 0);
		wc_text_add(&all, block.bytes + block.again, block.length - block.again);
		++*ret_blocks;
	}
	wc_blocks_close(blocks);
	*ret_length = all.length;
	return wc_text_string(&all);
}

Test(log, blocks_lose_and_repeat_nothing)
{
	static const size_t lengths[] = {0, 1, 2, 7, WC_LIMIT_LOG_BLOCK - 1, WC_LIMIT_LOG_BLOCK, WC_LIMIT_LOG_BLOCK + 1, 3 * WC_LIMIT_LOG_BLOCK + 12345};
	static const int lines[] = {1, 80, 1000, 300000, 100000000};
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		for (size_t k = 0; k < sizeof(lines) / sizeof(lines[0]); k++) {
			wc_arena *arena = wc_arena_new();
			char *text = wc_alloc(arena, lengths[i] + 1);
			size_t length, blocks;
			srand((unsigned)(i * 16 + k));
			for (size_t n = 0; n < lengths[i]; n++)
				text[n] = (char)(rand() % lines[k] == 0 ? '\n' : 'a' + rand() % 26);
			const char *again = together(arena, text, lengths[i], &length, &blocks);
			cr_assert(length == lengths[i]);
			cr_assert(memcmp(again, text, length) == 0);
			cr_assert(blocks <= lengths[i] / (WC_LIMIT_LOG_BLOCK / 2) + 2);
			wc_arena_free(arena);
		}
	}
}

/* `text` (ASCII, and U+1F433 for each '~') as UTF-16. */
static size_t
to_utf16(const char *text, bool big, char *out)
{
	size_t n = 0;
	for (const char *p = text; *p; p++) {
		unsigned units[2] = {(unsigned char)*p, 0};
		if (*p == '~')
			units[0] = 0xd83d, units[1] = 0xdc33;
		for (int i = 0; i < (units[1] ? 2 : 1); i++) {
			out[n++] = (char)(big ? units[i] >> 8 : units[i] & 0xff);
			out[n++] = (char)(big ? units[i] & 0xff : units[i] >> 8);
		}
	}
	return n;
}

Test(log, utf16_in_pieces_of_any_size)
{
	static const char text[] = "a ~ whale, and " MISMATCH "~~\r\nthe end";
	static const char expected[] = "a \xf0\x9f\x90\xb3 whale, and " MISMATCH "\xf0\x9f\x90\xb3\xf0\x9f\x90\xb3\r\nthe end";
	for (int big = 0; big < 2; big++) {
		for (size_t piece = 1; piece < 9; piece++) {
			char wide[1024], out[2048];
			size_t length = to_utf16(text, big, wide), n = 0;
			struct wc_utf16 state = {.big_endian = big, .odd = -1};
			for (size_t at = 0; at < length; at += piece)
				n += wc_utf16_convert(&state, wide + at, length - at < piece ? length - at : piece, out + n);
			out[n] = '\0';
			cr_expect(strcmp(out, expected) == 0);
		}
	}
}

Test(log, utf16_is_seen)
{
	struct wc_utf16 state;
	char wide[256];
	cr_expect(wc_utf16_looks("\xff\xfe" "a\0", 4, &state) && !state.big_endian);
	cr_expect(wc_utf16_looks("\xfe\xff\0a", 4, &state) && state.big_endian);
	cr_expect(wc_utf16_looks(wide, to_utf16("docker : Error", false, wide), &state) && !state.big_endian, "without a mark");
	cr_expect(wc_utf16_looks(wide, to_utf16("docker : Error", true, wide), &state) && state.big_endian);
	cr_expect_not(wc_utf16_looks("docker: Error", 13, &state));
	cr_expect_not(wc_utf16_looks("\0\0\0\0\0\0\0\0\0\0\0\0", 12, &state), "zeros");
	cr_expect_not(wc_utf16_looks("a\0", 2, &state), "too little to say");
	cr_expect_not(wc_utf16_looks("", 0, &state));
}

Test(log, a_lone_half_of_a_pair_becomes_a_mark_of_it)
{
	struct wc_utf16 state = {.odd = -1};
	char out[32];
	size_t n = wc_utf16_convert(&state, "\x3d\xd8" "a\0" "\x33\xdc" "b\0", 8, out);
	cr_expect(n == 8);
	cr_expect(memcmp(out, "\xef\xbf\xbd" "a" "\xef\xbf\xbd" "b", 8) == 0);
}

static struct wc_error_matches
findings_of(wc_arena *arena, const char *text, size_t length)
{
	struct wc_reading reading = {.arena = arena, .program = &wc_builtin_program};
	struct wc_error_matches f;
	struct wc_err err;
	cr_assert(wc_log_read_bytes(&reading, text, length, &f, &err));
	return f;
}

Test(log, each_finding_once_with_its_first_line_and_count)
{
	static const char text[] = "nothing\n" MISMATCH "\nhcsshim::CreateComputeSystem x: " MISMATCH "\n" MISMATCH " (0xc0370101)\nlast: " MISMATCH;
	wc_arena *arena = wc_arena_new();
	struct wc_error_matches f = findings_of(arena, text, sizeof(text) - 1);
	cr_assert(f.count == 3, "without details, with an operation, with a code");
	cr_expect(f.item[0].line == 2 && f.item[0].count == 2);
	cr_expect(f.item[1].line == 3 && strcmp(f.item[1].detail[WC_DETAIL_OPERATION], "CreateComputeSystem") == 0);
	cr_expect(f.item[2].line == 4 && strcmp(f.item[2].detail[WC_DETAIL_CODE], "0xc0370101") == 0);
	cr_expect(f.lines == 5);
	cr_expect(f.bytes == sizeof(text) - 1);
	wc_arena_free(arena);
}

Test(log, what_a_console_has_wrapped_is_read_as_one)
{
	static const char text[] = "first\r\ndocker : Error response from daemon: hcsshim::CreateComputeSystem 8f6687b168c47a83: The container operating\r\n"
	                           "system does not match the host operating system.\r\nAt line:1 char:1\r\n";
	static const char lines[] = "a line that is long enough to have been wrapped: the container operating\nsystem of another line\n\nmatch the host operating system\n";
	wc_arena *arena = wc_arena_new();
	struct wc_error_matches f = findings_of(arena, text, sizeof(text) - 1);
	cr_assert(f.count == 1);
	cr_expect(strcmp(f.item[0].error->id, "E-MISMATCH") == 0);
	cr_expect(f.item[0].line == 2 && f.item[0].count == 1);
	cr_expect(findings_of(arena, lines, sizeof(lines) - 1).count == 0, "lines that only look like it");
	wc_arena_free(arena);
}

/* `text` at every offset around the place where a block ends, in a line without an end: found once, wherever it is cut. */
Test(log, a_text_across_the_cut_of_a_line_is_found_once)
{
	static const char text[] = " hcsshim::ImportLayer failed in Win32: The system cannot find the path specified. (0x3) ";
	enum { ROOM = 2 * WC_LIMIT_LOG_BLOCK };
	for (size_t offset = 0; offset < 2 * sizeof(text); offset += 3) {
		wc_arena *arena = wc_arena_new();
		char *bytes = wc_alloc(arena, ROOM);
		memset(bytes, 'x', ROOM);
		memcpy(bytes + WC_LIMIT_LOG_BLOCK - 2 * sizeof(text) + offset, text, sizeof(text) - 1);
		struct wc_error_matches f = findings_of(arena, bytes, ROOM);
		cr_assert(f.count == 1, "at offset %zu", offset);
		cr_assert(f.item[0].count == 1, "at offset %zu", offset);
		cr_assert(f.bytes == ROOM);
		wc_arena_free(arena);
	}
}

Test(log, errors_on_one_very_long_line_are_all_found)
{
	static const char first[] = "a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host",
	                  second[] = "No hypervisor is present on this system. (0xc0351000)";
	enum { ROOM = 200000 };
	wc_arena *arena = wc_arena_new();
	char *bytes = wc_alloc(arena, ROOM);
	memset(bytes, '.', ROOM);
	memcpy(bytes + 70000, first, sizeof(first) - 1);
	memcpy(bytes + 73000, second, sizeof(second) - 1);
	memcpy(bytes + 150000, first, sizeof(first) - 1);
	struct wc_error_matches f = findings_of(arena, bytes, ROOM);
	cr_assert(f.count == 2);
	cr_expect(f.item[0].count == 2 && f.item[1].count == 1);
	wc_arena_free(arena);
}

Test(log, more_findings_than_are_kept_are_counted)
{
	wc_arena *arena = wc_arena_new();
	struct wc_text text = {.arena = arena};
	for (int i = 0; i < WC_LIMIT_FINDINGS + 50; i++)
		wc_text_printf(&text, "failed to pull and unpack image \"example/app:%d\": no match for platform in manifest: not found\n", i);
	struct wc_error_matches f = findings_of(arena, wc_text_string(&text), text.length);
	cr_expect(f.count == WC_LIMIT_FINDINGS);
	cr_expect(f.more == 50);
	cr_expect(f.context[WC_DETAIL_IMAGE].count == WC_MOST_CONTEXT);
	cr_expect(f.context[WC_DETAIL_IMAGE].more);
	wc_arena_free(arena);
}

Test(log, nul_bytes_and_broken_characters_harm_nothing)
{
	static const char text[] = "\0\0\xff\xfe\0" MISMATCH "\0\xc3\0\nend";
	wc_arena *arena = wc_arena_new();
	struct wc_error_matches f = findings_of(arena, text, sizeof(text) - 1);
	cr_assert(f.count == 1);
	cr_expect(strstr(f.item[0].excerpt, MISMATCH), "the excerpt is a string: '%s'", f.item[0].excerpt);
	cr_expect(f.lines == 2);
	wc_arena_free(arena);
}
