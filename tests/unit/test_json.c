/* Unit tests: JSON read as a tree, refused with its place, and written. */
#include "format/json_write.h"
#include "format/tree.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static wc_arena *arena;
static struct wc_err err;

static void
start(void)
{
	arena = wc_arena_new();
}

static void
stop(void)
{
	wc_arena_free(arena);
}

TestSuite(json, .init = start, .fini = stop);

static const struct wc_node *
read_text(const char *text, size_t length)
{
	const struct wc_node *root = NULL;
	return wc_json_read(arena, "t.json", text, length, &root, &err) ? root : NULL;
}

static const struct wc_node *
good(const char *text)
{
	const struct wc_node *root = read_text(text, strlen(text));
	cr_assert_not_null(root, "%s", err.text);
	return root;
}

Test(json, reads_all_kinds)
{
	const struct wc_node *root = good(" {\"a\":[1,-2.5e+3,true,false,null,\"x\"],\"b\":{}} ");
	static const enum wc_node_kind kinds[] = {WC_NUMBER, WC_NUMBER, WC_BOOL, WC_BOOL, WC_NULL, WC_STRING};
	static const char *const texts[] = {"1", "-2.5e+3", "true", "false", NULL, "x"};
	const struct wc_node *n = wc_get(root, "a")->child;
	for (size_t i = 0; i < 6; i++, n = n->next) {
		cr_assert_eq(n->kind, kinds[i]);
		cr_assert(texts[i] ? strcmp(n->text, texts[i]) == 0 : n->text == NULL);
	}
	cr_assert_null(n);
	cr_assert_eq(wc_get(root, "a")->count, 6);
	cr_assert_eq(wc_get(root, "b")->kind, WC_MAP);
	cr_assert_null(wc_get_text(root, "a"));
}

Test(json, decodes_escapes)
{
	cr_assert_str_eq(good("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text, "\"\\/\b\f\n\r\t");
	cr_assert_str_eq(good("\"a\\u00e9\\u65E5\\ud83d\\ude00z\"")->text, "a\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80z");
}

Test(json, nodes_have_places_in_characters)
{
	const struct wc_node *root = good("{\"\xc3\xa9\": \"\xe6\x97\xa5\", \"b\":\r\n  [\"c\"]}");
	cr_assert_eq(root->child->column, 7);
	cr_assert_eq(root->child->next->key_column, 12);
	cr_assert_eq(root->child->next->line, 2);
	cr_assert_eq(root->child->next->column, 3);
	cr_assert_eq(root->child->next->child->column, 4);
}

Test(json, skips_a_byte_order_mark)
{
	cr_assert_eq(good("\xef\xbb\xbf{}")->column, 1);
}

Test(json, refuses_each_with_its_place)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{"", "t.json is empty: it holds no JSON"},
		{" \n", "t.json is empty: it holds no JSON"},
		{"{\"a\":1,\n\"b\":{},\"a\":2}", "t.json:2:8: the key \"a\" stands twice (first at 1:2)"},
		{"{\"a\":", "t.json:1:6: not JSON: the text ends inside the map that begins at 1:1"},
		{"{\"a\":[1", "t.json:1:8: not JSON: the text ends inside the list that begins at 1:6"},
		{"[1,]", "t.json:1:4: not JSON: \"]\" stands where a value should"},
		{"[1 2]", "t.json:1:4: not JSON: \"2\" stands where a comma or ] should"},
		{"{\"a\" 1}", "t.json:1:6: not JSON: \"1\" stands where a colon should"},
		{"{a:1}", "t.json:1:2: not JSON: \"a\" stands where a quoted key should"},
		{"{} {}", "t.json:1:4: not JSON: \"{\" stands where the end of the text should"},
		{"nul", "t.json:1:1: not JSON: \"n\" stands where a value should"},
		{"nulls", "t.json:1:1: not JSON: \"n\" stands where a value should"},
		{"NaN", "t.json:1:1: not JSON: \"N\" stands where a value should"},
		{"[\"a\nb\"]", "t.json:1:4: not JSON: a control character or line break inside a string"},
		{"[\"a", "t.json:1:4: not JSON: the text ends inside a string"},
		{"[\"\\q\"]", "t.json:1:3: not JSON: an unknown escape in a string"},
		{"[\"\\u12g4\"]", "t.json:1:3: not JSON: \\u needs four hex digits"},
		{"[\"\\ud800\"]", "t.json:1:3: not JSON: half of a surrogate pair stands alone"},
		{"[\"\\udc00\\ud800\"]", "t.json:1:3: not JSON: half of a surrogate pair stands alone"},
		{"[\"\\u0000\"]", "t.json:1:2: this string holds a NUL character"},
		{"{\"\\u0000\":1}", "t.json:1:2: this string holds a NUL character"},
		{"[\"\xc0\x80\"]", "t.json:1:3: not JSON: these bytes are no UTF-8"},
		{"[\"\xed\xa0\x80\"]", "t.json:1:3: not JSON: these bytes are no UTF-8"},
		{"\xff\xfe[", "t.json is UTF-16 text, not UTF-8"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cr_assert_null(read_text(rows[i].text, strlen(rows[i].text)), "row %zu", i);
		cr_assert_str_eq(err.text, rows[i].message);
		cr_assert_eq(err.fault, WC_FAULT_INPUT);
		cr_assert_neq(err.hint[0], '\0');
	}
}

Test(json, refuses_what_is_no_number)
{
	static const char *const rows[] = {"-", "01", "1.", ".5", "+1", "1e", "1e+", "0x10", "10.0.17763", "1-2", "--1", "-a", "1_0"};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		cr_assert_null(read_text(rows[i], strlen(rows[i])), "%s", rows[i]);
	static const char *const numbers[] = {"0", "-0", "0.5", "1E5", "1e-5", "123456789012345678901234567890"};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		cr_assert_str_eq(good(numbers[i])->text, numbers[i]);
}

Test(json, refuses_nul_bytes_and_utf16)
{
	cr_assert_null(read_text("[1]\0", 4));
	cr_assert_str_eq(err.text, "t.json:1:4: a NUL byte");
	cr_assert_null(read_text("{\0}\0", 4));
	cr_assert_str_eq(err.text, "t.json is UTF-16 text, not UTF-8");
}

Test(json, stops_at_128_levels)
{
	char text[400];
	memset(text, '[', 128);
	memset(text + 128, ']', 128);
	cr_assert_not_null(read_text(text, 256));
	memset(text, '[', 200);
	cr_assert_null(read_text(text, 200));
	cr_assert_str_eq(err.text, "t.json:1:129: nested more than 128 levels deep");
}

Test(json, a_map_of_many_keys_is_checked_quickly)
{
	struct wc_text text = {.arena = arena};
	wc_text_addz(&text, "{\"k0\":0");
	for (int i = 1; i < 200000; i++)
		wc_text_printf(&text, ",\"k%d\":0", i);
	wc_text_addz(&text, "}");
	cr_assert_eq(good(text.bytes)->count, 200000);
	text.bytes[text.length - 1] = ',';
	wc_text_addz(&text, "\"k77\":1}");
	cr_assert_null(read_text(text.bytes, text.length));
	cr_assert_not_null(strstr(err.text, "the key \"k77\" stands twice"));
}

Test(json, reads_lines_and_concatenations)
{
	const struct wc_node *list;
	static const char text[] = "{\"a\":1}\n{\"a\":2}[3]\"x\" 4\n";
	cr_assert(wc_json_read_many(arena, "t", text, sizeof(text) - 1, &list, &err));
	cr_assert_eq(list->count, 5);
	cr_assert_eq(list->child->next->line, 2);
	cr_assert_not(wc_json_read_many(arena, "t", "{} x", 4, &list, &err));
	cr_assert_str_eq(err.text, "t:1:4: not JSON: \"x\" stands where a value should");
	cr_assert_not(wc_json_read_many(arena, "t", "", 0, &list, &err));
}

static void
write_sample(struct wc_json_out *out)
{
	static const char *const words[] = {"a", "b"};
	wc_json_map(out, NULL);
	wc_json_text(out, "s", "q\"\\\n\x01\x7f\xc3\xa9\xff");
	wc_json_text(out, "none", NULL);
	wc_json_number(out, "n", -42);
	wc_json_bool(out, "t", true);
	wc_json_texts(out, "l", words, 2);
	wc_json_map(out, "e");
	wc_json_end(out);
	wc_json_list(out, "m");
	wc_json_map(out, NULL);
	wc_json_end(out);
	wc_json_null(out, NULL);
	wc_json_end(out);
	wc_json_end(out);
}

Test(json, writes_compact_text)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	write_sample(&out);
	cr_assert_str_eq(text.bytes, "{\"s\":\"q\\\"\\\\\\n\\u0001\\u007f\xc3\xa9\xef\xbf\xbd\",\"none\":null,\"n\":-42,\"t\":true,"
	                             "\"l\":[\"a\",\"b\"],\"e\":{},\"m\":[{},null]}");
	good(text.bytes);
}

Test(json, writes_pretty_text)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text, .pretty = true};
	wc_json_map(&out, NULL);
	wc_json_number(&out, "a", 1);
	wc_json_list(&out, "b");
	wc_json_bool(&out, NULL, false);
	wc_json_end(&out);
	wc_json_list(&out, "c");
	wc_json_end(&out);
	wc_json_end(&out);
	cr_assert_str_eq(text.bytes, "{\n  \"a\": 1,\n  \"b\": [\n    false\n  ],\n  \"c\": []\n}");
}

Test(json, one_writer_writes_many_texts)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	for (int i = 0; i < 2; i++) {
		wc_json_map(&out, NULL);
		wc_json_end(&out);
		wc_text_addz(&text, "\n");
	}
	cr_assert_str_eq(text.bytes, "{}\n{}\n");
}

Test(json, raw_values)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_raw(&out, "object", "{\"a\":\n [1,\r\n\"x\\ny\"]}");
	wc_json_raw(&out, "none", NULL);
	wc_json_raw(&out, "torn", "{\"a\":");
	wc_json_raw(&out, "two", "1 2");
	wc_json_raw(&out, "empty", "");
	wc_json_end(&out);
	cr_assert_str_eq(wc_text_string(&text),
	                 "{\"object\":{\"a\":  [1,  \"x\\ny\"]},\"none\":null,\"torn\":\"{\\\"a\\\":\",\"two\":\"1 2\",\"empty\":\"\"}");
}

static const struct wc_node *
commented(const char *text)
{
	const struct wc_node *list;
	return wc_json_read_commented(arena, "t.json", text, strlen(text), &list, &err) ? list->child : NULL;
}

Test(json, may_be_read_with_comments)
{
	const struct wc_node *root = commented("// caf\xc3\xa9\n{ /* one\n two \xc3\xa9 */ \"a\": 1, // \"b\": 2\n \"c\": [1, 2, /* last */ ], } // end");
	cr_assert_not_null(root, "%s", err.text);
	cr_assert_eq(root->count, 2);
	cr_assert_eq(wc_get(root, "a")->key_line, 3);
	cr_assert_eq(wc_get(root, "a")->key_column, 11, "columns count characters, in comments too");
	cr_assert_eq(wc_get(root, "c")->count, 2);
	cr_assert_str_eq(commented("{\"a\": \"// no comment\"}")->child->text, "// no comment");
	cr_assert_eq(commented("[]")->count, 0);
}

Test(json, comments_hide_no_fault)
{
	static const char *const texts[] = {"{,}", "[1,,]", "{\"a\": 1 /* no end", "/", "// nothing else", "[1 / 2]", "{\"a\", }"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		cr_assert_null(commented(texts[i]), "%s", texts[i]);
		cr_assert_neq(err.hint[0], '\0');
	}
	cr_assert_null(read_text("{\"a\": 1} // no", 13));
	cr_assert_null(read_text("[1,]", 4));
}
