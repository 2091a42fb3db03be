/* Unit tests: errors, faults of a text, nearest words, text made fit for messages. */
#include "base/diag.h"
#include "base/err.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <string.h>

Test(err, says_what_and_what_to_do)
{
	struct wc_err err = {0};
	cr_assert_not(wc_fail(&err, WC_FAULT_INPUT, "%s is bad", "it"));
	cr_assert_not(wc_hint(&err, "do %s", "this"));
	cr_assert_not(wc_while(&err, "reading %s", "that"));
	cr_assert_eq(err.fault, WC_FAULT_INPUT);
	cr_assert_str_eq(err.text, "reading that: it is bad");
	cr_assert_str_eq(err.hint, "do this");
}

Test(err, a_new_failure_forgets_the_old_hint)
{
	struct wc_err err = {0};
	wc_fail(&err, WC_FAULT_INPUT, "one");
	wc_hint(&err, "old");
	wc_fail(&err, WC_FAULT_SYSTEM, "two");
	cr_assert_str_eq(err.hint, "");
}

Test(err, nobody_needs_to_listen)
{
	cr_assert_not(wc_fail(NULL, WC_FAULT_INPUT, "x"));
	cr_assert_not(wc_hint(NULL, "x"));
	cr_assert_not(wc_while(NULL, "x"));
}

Test(err, long_texts_are_cut_not_overrun)
{
	struct wc_err err = {0};
	char lengthy[3000];
	memset(lengthy, 'x', sizeof(lengthy) - 1);
	lengthy[sizeof(lengthy) - 1] = '\0';
	wc_fail(&err, WC_FAULT_INPUT, "%s", lengthy);
	wc_hint(&err, "%s", lengthy);
	for (int i = 0; i < 5; i++)
		wc_while(&err, "%d%s", i, lengthy);
	cr_assert_eq(strlen(err.text), sizeof(err.text) - 1);
	cr_assert_eq(strlen(err.hint), sizeof(err.hint) - 1);
	cr_assert_eq(err.text[0], '4');
}

Test(diag, keeps_all_faults_in_order)
{
	wc_arena *arena = wc_arena_new();
	struct wc_diags diags = {.arena = arena};
	wc_diag_add(&diags, "f", 1, 2, "first %d", 1)->hint = "a hint";
	wc_diag_add(&diags, "f", 3, 4, "second");
	cr_assert_eq(diags.count, 2);
	cr_assert_str_eq(diags.first->text, "first 1");
	cr_assert_str_eq(diags.first->hint, "a hint");
	cr_assert_str_eq(diags.first->next->text, "second");
	cr_assert_null(diags.first->next->hint);
	cr_assert_eq(diags.last->line, 3);
	wc_arena_free(arena);
}

Test(diag, finds_the_word_that_was_meant)
{
	static const char *const words[] = {"process", "hyperv", "default", "auto"};
	cr_assert_str_eq(wc_nearest("proces", words, 4), "process");
	cr_assert_str_eq(wc_nearest("hyper-v", words, 4), "hyperv");
	cr_assert_str_eq(wc_nearest("auto", words, 4), "auto");
	cr_assert_null(wc_nearest("x", words, 4));
	cr_assert_null(wc_nearest("somethingelse", words, 4));
	cr_assert_null(wc_nearest("", words, 4));
}

Test(utf8, knows_well_formed_bytes)
{
	static const struct {
		const char *bytes;
		size_t length;
	} rows[] = {
		{"a", 1}, {"\xc3\xa9", 2}, {"\xe6\x97\xa5", 3}, {"\xf0\x9f\x98\x80", 4}, {"\xf4\x8f\xbf\xbf", 4},
		{"\x80", 0}, {"\xc0\x80", 0}, {"\xc1\xbf", 0}, {"\xe0\x80\x80", 0}, {"\xed\xa0\x80", 0}, {"\xf0\x80\x80\x80", 0},
		{"\xf4\x90\x80\x80", 0}, {"\xf8\x88\x80\x80\x80", 0}, {"\xff", 0}, {"\xc3", 0}, {"\xe6\x97", 0}, {"\xc3(", 0},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		cr_assert_eq(wc_utf8_length(rows[i].bytes, strlen(rows[i].bytes)), rows[i].length, "row %zu", i);
	cr_assert_eq(wc_utf8_length("a", 0), 0);
}

Test(utf8, writes_what_it_reads)
{
	static const unsigned long points[] = {0x24, 0x7f, 0x80, 0x7ff, 0x800, 0xfffd, 0xffff, 0x10000, 0x10ffff};
	static const size_t lengths[] = {1, 1, 2, 2, 3, 3, 3, 4, 4};
	for (size_t i = 0; i < sizeof(points) / sizeof(*points); i++) {
		char bytes[4];
		cr_assert_eq(wc_utf8_write(points[i], bytes), lengths[i]);
		cr_assert_eq(wc_utf8_length(bytes, lengths[i]), lengths[i]);
	}
}

Test(utf8, shows_hostile_text_harmlessly)
{
	char buffer[WC_SHOWN], lengthy[500];
	cr_assert_str_eq(wc_show(buffer, "a\x1b[31m\n\xff" "b", 9), "a?[31m??b");
	cr_assert_str_eq(wc_show(buffer, "", 0), "");
	for (size_t i = 0; i < sizeof(lengthy); i++)
		lengthy[i] = "\xe6\x97\xa5"[i % 3];
	for (size_t length = 0; length < sizeof(lengthy); length++)
		cr_assert_lt(strlen(wc_show(buffer, lengthy, length)), WC_SHOWN);
	cr_assert_str_eq(buffer + strlen(buffer) - 3, "...");
}
