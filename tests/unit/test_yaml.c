/* Unit tests: YAML as a tree, and what is refused. */
#include "base/text.h"
#include "format/tree.h"

#include <criterion/criterion.h>
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

TestSuite(yaml, .init = start, .fini = stop);

static const struct wc_node *
read_text(const char *text, size_t length)
{
	const struct wc_node *documents = NULL;
	return wc_yaml_read(arena, "t.yaml", text, length, &documents, &err) ? documents : NULL;
}

static const struct wc_node *
first_document(const char *text)
{
	const struct wc_node *documents = read_text(text, strlen(text));
	cr_assert_not_null(documents, "%s", err.text);
	return documents->child;
}

Test(yaml, scalars_stay_text)
{
	const struct wc_node *root = first_document("a: no\nb: 2019-12\nc: 0x10\nd:\ne: ~\n");
	cr_assert_str_eq(wc_get_text(root, "a"), "no");
	cr_assert_str_eq(wc_get_text(root, "b"), "2019-12");
	cr_assert_str_eq(wc_get_text(root, "c"), "0x10");
	cr_assert_str_eq(wc_get_text(root, "d"), "");
	cr_assert_str_eq(wc_get_text(root, "e"), "~");
	cr_assert_null(wc_get_text(root, "f"));
	cr_assert_eq(root->count, 5);
}

Test(yaml, nodes_have_places_in_characters)
{
	const struct wc_node *b = wc_get(first_document("a: 1\nb: [\"\xc3\xa9\", {c: d}]\n"), "b");
	cr_assert_eq(b->kind, WC_LIST);
	cr_assert_eq(b->key_line, 2);
	cr_assert_eq(b->key_column, 1);
	cr_assert_eq(b->column, 4);
	cr_assert_eq(b->child->next->kind, WC_MAP);
	cr_assert_eq(b->child->next->column, 10);
	cr_assert_str_eq(wc_node_kind_name(b->child), "a string");
}

Test(yaml, reads_several_documents)
{
	static const char text[] = "a: 1\n---\n- b\n---\nc\n";
	const struct wc_node *documents = read_text(text, sizeof(text) - 1);
	cr_assert_eq(documents->kind, WC_LIST);
	cr_assert_eq(documents->count, 3);
	cr_assert_eq(documents->child->next->kind, WC_LIST);
	cr_assert_eq(documents->child->next->next->kind, WC_STRING);
}

Test(yaml, takes_a_byte_order_mark_and_core_tags)
{
	cr_assert_str_eq(wc_get_text(first_document("\xef\xbb\xbf" "a: !!str 1\n"), "a"), "1");
	cr_assert_eq(wc_get(first_document("a: !!seq [x]\n"), "a")->count, 1);
}

Test(yaml, refuses_each_with_its_place)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{"a: 1\nb: 2\na: 3\n", "t.yaml:3:1: the key \"a\" stands twice (first at 1:1)"},
		{"a: &x 1\n", "t.yaml:1:4: the anchor \"x\" is not allowed"},
		{"a: &x [1]\n", "t.yaml:1:4: the anchor \"x\" is not allowed"},
		{"a: *x\n", "t.yaml:1:4: the alias \"x\" is not allowed"},
		{"a: !!binary eA==\n", "t.yaml:1:4: the tag \"tag:yaml.org,2002:binary\" is not allowed here"},
		{"a: !!map x\n", "t.yaml:1:4: the tag \"tag:yaml.org,2002:map\" is not allowed here"},
		{"a: !own x\n", "t.yaml:1:4: the tag \"!own\" is not allowed here"},
		{"[a]: 1\n", "t.yaml:1:1: a key must be one word or a quoted string, not a list"},
		{"? {a: b}\n: 1\n", "t.yaml:1:3: a key must be one word or a quoted string, not a map"},
		{"a: \"\\0\"\n", "t.yaml:1:4: this string holds a NUL character"},
		{"\xff\xfe" "a", "t.yaml is UTF-16 text, not UTF-8"},
		{"", "t.yaml is empty: it holds no YAML document"},
		{"# nothing\n", "t.yaml is empty: it holds no YAML document"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cr_assert_null(read_text(rows[i].text, strlen(rows[i].text)), "row %zu", i);
		cr_assert_str_eq(err.text, rows[i].message);
		cr_assert_eq(err.fault, WC_FAULT_INPUT);
		cr_assert_neq(err.hint[0], '\0');
	}
}

Test(yaml, says_where_the_syntax_is_wrong)
{
	cr_assert_null(read_text("a:\n\tb", 5));
	cr_assert_not_null(strstr(err.text, "t.yaml:2:1: not YAML: "));
	cr_assert_null(read_text("a: 1\nb: \xff", 9));
	cr_assert_not_null(strstr(err.text, "t.yaml:2:4: not YAML: "));
	cr_assert_null(read_text("a: b\0c", 6));
	cr_assert_str_eq(err.text, "t.yaml:1:5: a NUL byte");
}

Test(yaml, stops_at_128_levels)
{
	char text[400];
	memset(text, '[', 128);
	memset(text + 128, ']', 128);
	cr_assert_not_null(read_text(text, 256));
	memset(text, '[', 129);
	memset(text + 129, ']', 129);
	cr_assert_null(read_text(text, 258));
	cr_assert_str_eq(err.text, "t.yaml:1:129: nested more than 128 levels deep");
}

Test(yaml, refuses_a_text_above_the_cap_unread)
{
	cr_assert_null(read_text("a", (size_t)1 << 30));
	cr_assert_str_eq(err.text, "t.yaml is larger than 64 MB");
	char *spaces = memset(wc_alloc(arena, 17 << 20), ' ', 17 << 20);
	cr_assert_null(read_text(spaces, 17 << 20));
	cr_assert_str_eq(err.text, "t.yaml is larger than 16 MB");
}

Test(yaml, refuses_costly_directives)
{
	struct wc_text text = {.arena = arena};
	for (int i = 0; i < 100000; i++)
		wc_text_printf(&text, "%%TAG !e%d! tag:x\n", i);
	wc_text_addz(&text, "---\na\n");
	cr_assert_null(read_text(text.bytes, text.length));
	cr_assert_str_eq(err.text, "t.yaml says %TAG more than 64 times");
}

Test(yaml, looking_up_in_nothing_finds_nothing)
{
	const struct wc_node *list = first_document("[a]");
	cr_assert_null(wc_get(NULL, "a"));
	cr_assert_null(wc_get(list, "a"));
	cr_assert_null(wc_get_text(first_document("a: [b]"), "a"));
	cr_assert_str_eq(wc_node_kind_name(NULL), "nothing");
}

static const struct wc_node *
foreign(const char *text)
{
	const struct wc_node *documents = NULL;
	return wc_yaml_read_foreign(arena, "t.yaml", text, strlen(text), &documents, &err) ? documents->child : NULL;
}

Test(yaml, foreign_files_may_have_aliases_and_tags)
{
	const struct wc_node *root = foreign("a: &x {b: &y 1, c: [2]}\nd: *x\ne: !mine *y\nf: !!set {}\n");
	cr_assert_null(root, "a tag before an alias is no YAML");
	root = foreign("a: &x {b: &y 1, c: [2]}\nd: *x\ne: *y\nf: !mine {}\n");
	cr_assert_not_null(root, "%s", err.text);
	const struct wc_node *d = wc_get(root, "d");
	cr_assert_eq(d->line, 1);
	cr_assert_str_eq(wc_get(d, "c")->child->text, "2");
	cr_assert_eq(wc_get(d, "c")->child->line, 1);
	cr_assert_str_eq(wc_get_text(root, "e"), "1");
}

Test(yaml, merge_keys_are_merged)
{
	const struct wc_node *root = foreign("a: &a {k: 1, l: 2}\nb: &b {l: 3, m: 4}\nc:\n  <<: [*a, *b]\n  k: 0\n");
	const struct wc_node *c = wc_get(root, "c");
	cr_assert_eq(c->count, 3);
	cr_assert_str_eq(wc_get_text(c, "k"), "0");
	cr_assert_str_eq(wc_get_text(c, "l"), "2");
	cr_assert_str_eq(wc_get_text(c, "m"), "4");
}

Test(yaml, bombs_of_aliases_end)
{
	struct wc_text text = {.arena = arena};
	wc_text_addz(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 12; i++)
		wc_text_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1, i - 1,
		               i - 1, i - 1, i - 1);
	cr_assert_null(foreign(wc_text_string(&text)));
	cr_assert_not_null(strstr(err.text, "aliases unfold to more than"), "%s", err.text);
	cr_assert_null(foreign("a: &a [*a]\n"));
	cr_assert_not_null(strstr(err.text, "stands inside what it names"), "%s", err.text);
	cr_assert_null(foreign("a: *b\n"));
	cr_assert_not_null(strstr(err.text, "names no anchor"), "%s", err.text);
	cr_assert_null(foreign("a: &a 1\n---\nb: *a\n"), "anchors end with their document");
}

Test(yaml, foreign_tags_are_kept_where_they_are_of_the_format)
{
	const struct wc_node *root = foreign("a: !reference [x, y]\nb: !env c\nd: !!str e\nf: ! g\nh: &i !j [k]\nl: *i\n");
	cr_assert_str_eq(wc_get(root, "a")->tag, "!reference");
	cr_assert_str_eq(wc_get(root, "b")->tag, "!env");
	cr_assert_null(wc_get(root, "d")->tag);
	cr_assert_null(wc_get(root, "f")->tag);
	cr_assert_str_eq(wc_get(root, "l")->tag, "!j");
}

Test(yaml, foreign_maps_may_merge_twice)
{
	const struct wc_node *root = foreign("x: &x {a: 1, b: 2}\ny: &y {b: 3}\nz: {<<: *y, <<: *x, c: 4}\n");
	cr_assert_not_null(root, "%s", err.text);
	cr_assert_eq(wc_get(root, "z")->count, 3);
	cr_assert_str_eq(wc_get_text(wc_get(root, "z"), "b"), "3");
	cr_assert_null(foreign("a: 1\na: 2\n"));
}
