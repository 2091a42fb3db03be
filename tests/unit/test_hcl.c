/* Unit tests: HCL as a tree, as far as it is literal. */
#include "format/hcl.h"

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

TestSuite(hcl, .init = start, .fini = stop);

static const struct wc_node *
hcl(const char *text)
{
	const struct wc_node *list = NULL;
	return wc_hcl_read(arena, "t.hcl", text, strlen(text), &list, &err) ? list : NULL;
}

/* The value of the attribute that `text` is. */
static const struct wc_node *
value(const char *text)
{
	const struct wc_node *list = hcl(text);
	cr_assert_not_null(list, "%s: %s", text, err.text);
	return wc_get(list->child, "value");
}

Test(hcl, reads_blocks_and_attributes)
{
	const struct wc_node *list = hcl("# a file\nTAG = \"1\"\ntarget \"app\" {\n  args = {A = \"b\", \"C d\" : 1}\n"
	                                 "  validation { condition = x }\n  tags = [\n \"a\", // one\n \"b\",\n ]\n}\nempty app {}\n");
	cr_assert_not_null(list, "%s", err.text);
	cr_assert_eq(list->count, 3);
	cr_assert_str_eq(wc_get_text(list->child, "name"), "TAG");
	const struct wc_node *block = list->child->next, *body = wc_get(block, "body");
	cr_assert_str_eq(wc_get_text(block, "type"), "target");
	cr_assert_str_eq(wc_get(block, "labels")->child->text, "app");
	cr_assert_eq(body->count, 2);
	cr_assert_str_eq(wc_get_text(wc_get(body, "args"), "A"), "b");
	cr_assert_eq(wc_get(wc_get(body, "args"), "C d")->kind, WC_NUMBER);
	cr_assert_eq(wc_get(body, "tags")->count, 2);
	cr_assert_eq(wc_get(wc_get(body, "args"), "A")->line, 4);
	cr_assert_eq(wc_get(wc_get(body, "args"), "A")->column, 15);
}

Test(hcl, strings_keep_their_templates)
{
	cr_assert_str_eq(value("a = \"x\\n\\\"\\u00e9 ${TAG} $${no} ${f(\"}\")}\"")->text, "x\n\"\xc3\xa9 ${TAG} $${no} ${f(\"}\")}");
	cr_assert_str_eq(value("a = <<EOF\none\n two\nEOF\n")->text, "one\n two\n");
	cr_assert_str_eq(value("a = <<-E\n  one\n  E\n")->text, "  one\n");
}

Test(hcl, other_expressions_keep_their_text)
{
	static const struct {
		const char *text, *kept;
	} rows[] = {
		{"a = TAG", "${TAG}"},
		{"a = TAG == \"x\" ? \"y\" : \"z\" # why", "${TAG == \"x\" ? \"y\" : \"z\"}"},
		{"a = [for x in y : x]", "${[for x in y : x]}"},
		{"a = concat([1,\n 2], z)\n", "${concat([1,\n 2], z)}"},
		{"a = \"x\" + 1", "${\"x\" + 1}"},
		{"a = [\"x\"][0]", "${[\"x\"][0]}"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cr_assert_str_eq(value(rows[i].text)->text, rows[i].kept);
		cr_assert_str_eq(value(rows[i].text)->tag, "expression");
	}
	cr_assert_eq(value("a = true")->kind, WC_BOOL);
	cr_assert_eq(value("a = null")->kind, WC_NULL);
	cr_assert_null(value("a = \"x\"")->tag);
}

Test(hcl, refuses_each_with_its_place)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{"{", "t.hcl:1:1: not HCL: the name of a block or an attribute should stand here"},
		{"a", "t.hcl:1:2: not HCL: the text ends behind a name"},
		{"a = ", "t.hcl:1:5: not HCL: the text ends where a value should stand"},
		{"a = \"x\n\"", "t.hcl:1:5: not HCL: the expression that begins here does not end"},
		{"a = [1\n", "t.hcl:1:5: not HCL: the expression that begins here does not end"},
		{"a {\n b = 1", "t.hcl:2:7: not HCL: the text ends inside a block"},
		{"a {\n b c\n}", "t.hcl:2:4: not HCL: neither = nor a block stands behind the name"},
		{"a {\n = 1\n}", "t.hcl:2:2: not HCL: a name should stand here"},
		{"a {\n b = 1\n b = 2\n}", "t.hcl:3:2: the key \"b\" stands twice (first at 2:2)"},
		{"a = {1: 2}", "t.hcl:1:6: not HCL: a key should stand here"},
		{"a = <<EOF\nx\n", "t.hcl:1:5: not HCL: this heredoc does not end"},
		{"a = (]", "t.hcl:1:5: not HCL: the expression that begins here does not end"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cr_assert_null(hcl(rows[i].text), "%s", rows[i].text);
		cr_assert_str_eq(err.text, rows[i].message);
		cr_assert_neq(err.hint[0], '\0');
	}
}

Test(hcl, ends_what_nests_too_deep)
{
	char text[1200] = "a = ";
	memset(text + 4, '[', 500);
	memset(text + 504, ']', 500);
	cr_assert_null(hcl(text));
	cr_assert_neq(err.hint[0], '\0');
	text[0] = '\0';
	for (int i = 0; i < 300; i++)
		strcat(text, i ? "${\"" : "a=\"");
	cr_assert_null(hcl(text));
}
