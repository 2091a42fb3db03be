/* Unit tests: members of tar archives, and archives made to harm; all are made here. */
#include "base/limits.h"
#include "base/text.h"
#include "io/archive.h"
#include "io/file.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 512 };

static wc_arena *arena;
static struct wc_err err;
static char folder[64];
static struct wc_text tar;
static struct wc_member *members;
static size_t count;

static void
start(void)
{
	arena = wc_arena_new();
	tar = (struct wc_text){.arena = arena};
	strcpy(folder, "/tmp/wincompat-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void
stop(void)
{
	unlink("t.tar");
	unlink("t.tar.packed");
	rmdir(folder);
	wc_arena_free(arena);
}

TestSuite(archive, .init = start, .fini = stop, .timeout = 60);

/* Adds a ustar header that says `size`, and the data that there is. */
static void
add(const char *name, char type, unsigned long long size, const char *data, size_t length)
{
	char header[BLOCK] = {0};
	unsigned sum = 0;
	snprintf(header, 100, "%s", name);
	memcpy(header + 100, "0000644\0" "0000000\0" "0000000", 24);
	if (size < 1ULL << 33)
		snprintf(header + 124, 12, "%011llo", size);
	else /* GNU's binary form */
		for (int i = 0; i < 12; i++)
			header[124 + i] = i < 4 ? (i ? 0 : (char)0x80) : (char)(size >> (8 * (11 - i)));
	memcpy(header + 136, "00000000000", 12);
	memset(header + 148, ' ', 8);
	header[156] = type;
	if (type == '2' || type == '1')
		strcpy(header + 157, "../../etc/passwd");
	memcpy(header + 257, "ustar\0" "00", 8);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)header[i];
	snprintf(header + 148, 8, "%06o", sum);
	wc_text_add(&tar, header, BLOCK);
	wc_text_add(&tar, data, length);
	static const char zeros[BLOCK];
	wc_text_add(&tar, zeros, (BLOCK - length % BLOCK) % BLOCK);
}

static void
add_file(const char *name, const char *data)
{
	add(name, '0', strlen(data), data, strlen(data));
}

static void
finish(void)
{
	static const char end[2 * BLOCK];
	wc_text_add(&tar, end, sizeof(end));
	cr_assert(wc_file_write("t.tar", tar.bytes, tar.length, &err), "%s", err.text);
}

static bool
want_json(void *context, const char *name, size_t size)
{
	(void)context;
	(void)size;
	return strstr(name, "json") != NULL;
}

static bool
read_path(const char *path)
{
	return wc_archive_read(arena, path, want_json, NULL, &members, &count, &err);
}

static void
refused(const char *message)
{
	cr_assert_not(read_path("t.tar"));
	cr_assert_not_null(strstr(err.text, message), "%s", err.text);
	cr_assert_not_null(strstr(err.text, "t.tar"));
	cr_assert_neq(err.hint[0], '\0');
}

static void
sample(void)
{
	add("./", '5', 0, "", 0);
	add_file("./index.json", "{\"a\":1}");
	add_file("blob", "not wanted");
	add("l.json", '2', 0, "", 0);
	add("h.json", '1', 0, "", 0);
	add("p.json", '6', 0, "", 0);
	add_file("empty.json", "");
	finish();
}

static void
is_sample(void)
{
	cr_assert_eq(count, 2);
	cr_assert_str_eq(members[0].name, "index.json");
	cr_assert_str_eq(members[0].bytes, "{\"a\":1}");
	cr_assert_eq(members[0].length, 7);
	cr_assert_str_eq(members[1].name, "empty.json");
	cr_assert_str_eq(members[1].bytes, "");
}

Test(archive, keeps_wanted_files_only)
{
	sample();
	cr_assert(read_path("t.tar"), "%s", err.text);
	is_sample();
}

static void
run(const char *command)
{
	cr_assert_eq(system(command), 0, "%s", command);
}

Test(archive, reads_every_packing)
{
	static const char *const commands[] = {"gzip -c t.tar", "bzip2 -c t.tar", "xz -c t.tar", "zstd -qc t.tar"};
	sample();
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		run(wc_printf(arena, "%s > t.tar.packed", commands[i]));
		cr_assert(read_path("t.tar.packed"), "%s: %s", commands[i], err.text);
		is_sample();
	}
}

Test(archive, refuses_truncated_packings)
{
	static const char *const commands[] = {"gzip -c", "bzip2 -c", "xz -c", "zstd -qc"};
	for (size_t i = 0; i < 3000; i++)
		wc_text_printf(&tar, "%zu", i * i * 7919);
	char *noise = wc_copy(arena, tar.bytes, tar.length);
	tar.length = 0;
	add_file("index.json", noise);
	finish();
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		run(wc_printf(arena, "%s t.tar | head -c 2000 > t.tar.packed", commands[i]));
		cr_assert_not(read_path("t.tar.packed"), "%s", commands[i]);
		cr_assert_not_null(strstr(err.text, "t.tar.packed is a damaged or truncated "), "%s", err.text);
	}
}

Test(archive, refuses_truncated_members)
{
	add("index.json", '0', 5000, "short", 5);
	cr_assert(wc_file_write("t.tar", tar.bytes, tar.length, &err));
	refused("Truncated");
	tar.length = 0;
	add("layer", '0', 5000, "short", 5);
	cr_assert(wc_file_write("t.tar", tar.bytes, tar.length, &err));
	refused("Truncated");
}

Test(archive, refuses_names_that_lead_out)
{
	static const char *const names[] = {"../x", "a/../../x", "a/..", "..", "/etc/x", "\\x", "..\\x"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		tar.length = 0;
		add_file(names[i], "x");
		finish();
		refused("has a name that leads out of the archive");
	}
	tar.length = 0;
	add_file("a..b/..c/d...json", "x");
	finish();
	cr_assert(read_path("t.tar"), "%s", err.text);
	cr_assert_eq(count, 1);
}

Test(archive, refuses_wanted_members_twice)
{
	add_file("a.json", "1");
	add_file("./a.json", "2");
	finish();
	refused("its member 'a.json' stands twice");
	tar.length = 0;
	add_file("layer", "1");
	add_file("layer", "2");
	finish();
	cr_assert(read_path("t.tar"));
}

Test(archive, refuses_sizes_beyond_the_caps)
{
	add("a.json", '0', WC_LIMIT_MANIFEST_BYTES + 1, "x", 1);
	finish();
	refused("its member 'a.json' is larger than 16 MB");
	tar.length = 0;
	add("layer", '0', 1ULL << 40, "x", 1);
	finish();
	refused("its member 'layer' says that it is larger than 64 GB");
	tar.length = 0;
	add("layer", '0', 1ULL << 63, "x", 1);
	finish();
	cr_assert_not(read_path("t.tar"));
}

Test(archive, refuses_endless_members)
{
	add("m", '0', 0, "", 0);
	char *header = wc_copy(arena, tar.bytes, BLOCK);
	for (int i = 0; i < WC_LIMIT_ARCHIVE_MEMBERS; i++)
		wc_text_add(&tar, header, BLOCK);
	finish();
	refused("has more than 200000 members");
}

Test(archive, refuses_bombs_quickly)
{
	static const char *const commands[] = {"gzip -1", "bzip2 -1", "xz -0", "zstd -qc"};
	add("layer", '0', 1ULL << 31, "", 0);
	finish();
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		run(wc_printf(arena, "(head -c 512 t.tar; head -c 72M /dev/zero) | %s > t.tar.packed", commands[i]));
		cr_assert_not(read_path("t.tar.packed"));
		cr_assert_not_null(strstr(err.text, "is a decompression bomb"), "%s", err.text);
	}
}

Test(archive, refuses_sparse_metadata)
{
	run("truncate -s 1M a.json && echo x >> a.json && tar -S -cf t.tar a.json && rm a.json");
	refused("its member 'a.json' is sparse");
	run("truncate -s 1T layer && tar -S -cf t.tar layer; rm layer");
	refused("its member 'layer' says that it is larger than 64 GB");
}

/* One member whose sparse map never ends: each entry of it would cost memory. */
Test(archive, refuses_endless_headers)
{
	static const char records[] = "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n25 GNU.sparse.name=layer\n"
	                              "29 GNU.sparse.realsize=99999\n";
	struct wc_text map = {.arena = arena};
	wc_text_addz(&map, "9000000\n");
	while (map.length < 2 * WC_LIMIT_ARCHIVE_HEADER)
		wc_text_printf(&map, "%zu\n1\n", map.length);
	add("x", 'x', sizeof(records) - 1, records, sizeof(records) - 1);
	add("layer", '0', map.length * 10, map.bytes, map.length);
	finish();
	refused("has a member with more than 4 MB of headers");
}

Test(archive, refuses_what_is_no_tar)
{
	static const struct {
		const char *command, *message;
	} rows[] = {
		{"printf 'hello hello' > t.tar", "is not a readable tar archive"},
		{": > t.tar", "is empty"},
		{"printf 'PK\\003\\004' > t.tar", "is not a readable tar archive"},
		{"echo x | gzip | gzip > t.tar", "is not a readable tar archive"},
		{"printf '' | gzip > t.tar", "is a damaged or truncated gzip file"},
		{"rm t.tar; mkfifo t.tar", "is no regular file"},
		{"rm t.tar", "No such file"},
		{"mkdir t.tar", "is a directory"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		run(rows[i].command);
		refused(rows[i].message);
	}
	rmdir("t.tar");
}

Test(archive, may_be_read_twice)
{
	sample();
	cr_assert(read_path("t.tar"));
	cr_assert(read_path("t.tar"));
	is_sample();
}
