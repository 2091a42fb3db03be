/* Unit tests: image references, good and bad. */
#include "format/reference.h"

#include <criterion/criterion.h>
#include <string.h>

#define HEX32 "0123456789abcdef0123456789abcdef"
#define HEX64 HEX32 HEX32
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static wc_arena *arena;

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

TestSuite(reference, .init = start, .fini = stop);

Test(reference, splits_and_completes)
{
	static const struct {
		const char *text, *domain, *path, *tag, *digest;
	} rows[] = {
		{"golang", "docker.io", "library/golang", NULL, NULL},
		{"golang:1.22", "docker.io", "library/golang", "1.22", NULL},
		{"user/app", "docker.io", "user/app", NULL, NULL},
		{"docker.io/golang", "docker.io", "library/golang", NULL, NULL},
		{"index.docker.io/golang:1", "docker.io", "library/golang", "1", NULL},
		{"mcr.microsoft.com/windows/servercore:ltsc2019", "mcr.microsoft.com", "windows/servercore", "ltsc2019", NULL},
		{"mcr.microsoft.com/windows/servercore:ltsc2019@sha256:" HEX64, "mcr.microsoft.com", "windows/servercore", "ltsc2019",
		 "sha256:" HEX64},
		{"a@sha512:" HEX64 HEX64, "docker.io", "library/a", NULL, "sha512:" HEX64 HEX64},
		{"localhost:5000/x", "localhost:5000", "x", NULL, NULL},
		{"localhost/x", "localhost", "x", NULL, NULL},
		{"localhost", "docker.io", "library/localhost", NULL, NULL},
		{"[::1]:5000/x:y", "[::1]:5000", "x", "y", NULL},
		{"[2001:db8::1]/x", "[2001:db8::1]", "x", NULL, NULL},
		{"Registry/x", "Registry", "x", NULL, NULL},
		{"a:1/b:2", "a:1", "b", "2", NULL},
		{"a_b__c-----d.e:_1.2-3", "docker.io", "library/a_b__c-----d.e", "_1.2-3", NULL},
		{HEX64 ":tag", "docker.io", "library/" HEX64, "tag", NULL},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct wc_reference r;
		struct wc_err err = {0};
		cr_assert(wc_reference_parse(arena, rows[i].text, &r, &err), "%s", err.text);
		cr_assert_str_eq(r.domain, rows[i].domain);
		cr_assert_str_eq(r.path, rows[i].path);
		cr_assert(r.tag && rows[i].tag ? strcmp(r.tag, rows[i].tag) == 0 : r.tag == rows[i].tag, "%s", rows[i].text);
		cr_assert(r.digest && rows[i].digest ? strcmp(r.digest, rows[i].digest) == 0 : r.digest == rows[i].digest, "%s",
		          rows[i].text);
	}
}

Test(reference, says_which_part_is_wrong)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{"", "it is empty"},
		{"UPPER/Case:tag:tag", "a repository is written in lower case, unlike 'Case'"},
		{"Golang", "a repository is written in lower case, unlike 'Golang'"},
		{"a:b:c", "it has more than one tag: 'b:c'"},
		{"a:", "the tag is empty"},
		{":a", "a part of the repository is empty"},
		{"a//b", "a part of the repository is empty"},
		{"/a", "a part of the repository is empty"},
		{"a/", "a part of the repository is empty"},
		{"a@", "no digest can be '(empty)'"},
		{"a@sha256:12", "no digest can be 'sha256:12'"},
		{"a@md5:" HEX32, "no digest can be 'md5:" HEX32 "'"},
		{"a@sha256:ABCDEF" HEX32, "no digest can be"},
		{"a@sha256:" HEX64 "0", "no digest can be"},
		{"a@sha256:" HEX64 "@sha256:" HEX64, "no digest can be"},
		{HEX64, "it is an image ID"},
		{"a:" A64 A64 "a", "the tag is longer than 128 characters"},
		{A64 A64 A64 A64, "its repository is longer than 255 characters"},
		{"a:-x", "no tag can be called '-x'"},
		{"a:.x", "no tag can be called '.x'"},
		{"x/a:1/b", "no tag can be called '1/b'"},
		{"a___b", "no repository can be called 'a___b'"},
		{"a..b", "no repository can be called 'a..b'"},
		{"-a", "no repository can be called '-a'"},
		{"a-", "no repository can be called 'a-'"},
		{"\xc3\xa9", "no repository can be called '\xc3\xa9'"},
		{"a.b:x/c", "no registry can be called 'a.b:x'"},
		{"a.-b/c", "no registry can be called 'a.-b'"},
		{"[zz]:1/c", "no registry can be called '[zz]:1'"},
		{"https://x/y", "it is a URL"},
		{"a b", "it holds white space"},
		{"a\n", "it holds white space"},
		{"a:\x1b[31m", "no tag can be called '?[31m'"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct wc_reference r;
		struct wc_err err = {0};
		cr_assert_not(wc_reference_parse(arena, rows[i].text, &r, &err), "%s", rows[i].text);
		cr_assert_not_null(strstr(err.text, rows[i].why), "%s, not %s", err.text, rows[i].why);
		cr_assert_eq(err.fault, WC_FAULT_INPUT);
		cr_assert_neq(err.hint[0], '\0');
	}
}

Test(reference, refuses_a_book_as_a_name)
{
	struct wc_reference r;
	struct wc_err err = {0};
	char *text = wc_alloc(arena, 1 << 20);
	memset(text, 'a', (1 << 20) - 1);
	cr_assert_not(wc_reference_parse(arena, text, &r, &err));
	cr_assert_not_null(strstr(err.text, "it is too long"));
}
