/* Unit tests: the cache keeps, forgets the oldest, survives damage, and goes without where it cannot be. */
#include "io/clock.h"
#include "io/digest.h"
#include "store/cache.h"
#include "store/cache_private.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 1024 * 1024 };

static wc_arena *arena;
static char folder[64], path[128];

static void
start(void)
{
	arena = wc_arena_new();
	strcpy(folder, "/tmp/wincompat-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/wincompat/cache.db", folder);
}

static void
stop(void)
{
	char command[128];
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	cr_assert_eq(system(command), 0);
	wc_arena_free(arena);
}

TestSuite(cache, .init = start, .fini = stop, .timeout = 60);

static struct wc_cache *
open_with(int64_t most)
{
	return wc_cache_new(arena, wc_printf(arena, "%s/wincompat", folder), most);
}

static struct wc_cache *
open_it(void)
{
	return open_with(MOST);
}

static const char *
digest_of(const char *bytes, size_t length)
{
	uint8_t digest[WC_SHA256_BYTES];
	char text[WC_DIGEST_TEXT];
	wc_sha256(bytes, length, digest);
	return wc_copyz(arena, wc_digest_print(digest, text));
}

static const char *
keep(struct wc_cache *cache, const char *text)
{
	const char *digest = digest_of(text, strlen(text));
	wc_cache_keep(cache, digest, text, strlen(text));
	return digest;
}

static bool
finds(struct wc_cache *cache, const char *digest, const char *text)
{
	const char *bytes;
	size_t length;
	if (!wc_cache_find(cache, arena, digest, &bytes, &length))
		return false;
	cr_assert_eq(length, strlen(text));
	cr_assert_str_eq(bytes, text);
	return true;
}

/* Runs SQL in the file from outside. */
static void
tamper(const char *sql)
{
	struct wc_err err;
	const struct wc_sqlite *lib = wc_sqlite(&err);
	sqlite3 *db;
	cr_assert_eq(lib->sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	cr_assert_eq(lib->sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sql);
	lib->sqlite3_close_v2(db);
}

static void
write_file(const char *name, const char *bytes, size_t length)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, bytes, length), (ssize_t)length);
	close(fd);
}

static bool
is_there(const char *name)
{
	struct stat st;
	return stat(name, &st) == 0;
}

Test(cache, looking_makes_no_file)
{
	struct wc_cache *cache = open_it();
	struct wc_cache_name name;
	cr_assert_not(finds(cache, digest_of("a", 1), "a"));
	cr_assert_not(wc_cache_find_name(cache, arena, "x", &name));
	wc_cache_close(cache);
	cr_assert_not(is_there(wc_printf(arena, "%s/wincompat", folder)));
	cr_assert_null(wc_cache_word(cache));
}

Test(cache, keeps_a_document_for_this_run_and_the_next)
{
	struct wc_cache *cache = open_it();
	const char *digest = keep(cache, "{\"a\": 1}");
	cr_assert(finds(cache, digest, "{\"a\": 1}"), "while it waits to be written");
	wc_cache_close(cache);
	cache = open_it();
	cr_assert(finds(cache, digest, "{\"a\": 1}"), "in the next run");
	cr_assert_not(finds(cache, digest_of("b", 1), "b"));
	wc_cache_close(cache);
	cr_assert_null(wc_cache_word(cache));
}

Test(cache, nobody_else_may_read_it)
{
	struct stat st;
	struct wc_cache *cache = open_it();
	keep(cache, "a");
	wc_cache_close(cache);
	cr_assert_eq(stat(path, &st), 0);
	cr_assert_eq(st.st_mode & 0777, 0600);
	cr_assert_eq(stat(wc_printf(arena, "%s/wincompat", folder), &st), 0);
	cr_assert_eq(st.st_mode & 0777, 0700);
}

Test(cache, what_does_not_hash_to_its_digest_is_not_kept)
{
	struct wc_cache *cache = open_it();
	wc_cache_keep(cache, digest_of("a", 1), "b", 1);
	wc_cache_keep(cache, "sha512:00", "b", 1);
	wc_cache_keep(cache, digest_of("", 0), "", 0);
	cr_assert_not(finds(cache, digest_of("a", 1), "b"));
	wc_cache_close(cache);
	cr_assert_not(is_there(path));
}

Test(cache, a_document_that_was_altered_is_not_given_out)
{
	struct wc_cache *cache = open_it();
	const char *digest = keep(cache, "true"), *other = keep(cache, "other");
	wc_cache_close(cache);
	tamper("UPDATE document SET bytes = x'66616c73' WHERE length(bytes) = 4");
	cache = open_it();
	cr_assert_not(finds(cache, digest, "true"));
	cr_assert(finds(cache, other, "other"));
	keep(cache, "true");
	wc_cache_close(cache);
	cache = open_it();
	cr_assert(finds(cache, digest, "true"), "it was fetched again");
	wc_cache_close(cache);
}

Test(cache, a_name_is_fresh_for_a_while)
{
	struct wc_cache *cache = open_it();
	struct wc_cache_name name;
	const char *digest = digest_of("a", 1);
	wc_cache_keep_name(cache, "example.com/a:1", digest, "\"tag\"", 100);
	wc_cache_keep_name(cache, "example.com/a:2", digest, NULL, 0);
	cr_assert(wc_cache_find_name(cache, arena, "example.com/a:1", &name));
	wc_cache_close(cache);
	cache = open_it();
	cr_assert(wc_cache_find_name(cache, arena, "example.com/a:1", &name));
	cr_assert_str_eq(name.digest, digest);
	cr_assert_str_eq(name.etag, "\"tag\"");
	cr_assert(name.fresh);
	cr_assert(wc_cache_find_name(cache, arena, "example.com/a:2", &name));
	cr_assert_null(name.etag);
	cr_assert_not(name.fresh);
	wc_cache_close(cache);
	tamper("UPDATE name SET asked = asked - 200");
	cr_assert(wc_cache_find_name(cache = open_it(), arena, "example.com/a:1", &name));
	cr_assert_not(name.fresh);
	cr_assert_geq(name.age, 200);
	wc_cache_close(cache);
	tamper("UPDATE name SET asked = asked + 100000");
	cr_assert(wc_cache_find_name(cache = open_it(), arena, "example.com/a:1", &name));
	cr_assert_not(name.fresh, "the clock was set back");
	wc_cache_close(cache);
}

Test(cache, a_name_takes_its_newest_digest)
{
	struct wc_cache *cache = open_it();
	struct wc_cache_name name;
	for (int run = 0; run < 2; run++) {
		wc_cache_keep_name(cache, "a", digest_of("a", 1), "x", 100);
		wc_cache_keep_name(cache, "a", digest_of("b", 1), NULL, 100);
		wc_cache_close(cache);
		cache = open_it();
	}
	cr_assert(wc_cache_find_name(cache, arena, "a", &name));
	cr_assert_str_eq(name.digest, digest_of("b", 1));
	cr_assert_null(name.etag);
	wc_cache_close(cache);
}

Test(cache, the_least_recently_used_goes)
{
	enum { DOCUMENTS = 200, SIZE = 3000, KEPT = 100 * SIZE };
	struct wc_cache_info info;
	struct wc_err err;
	const char *digest[DOCUMENTS];
	struct wc_cache *cache = open_with(KEPT);
	for (int i = 0; i < DOCUMENTS; i++) {
		if (i == 60) {
			wc_cache_close(cache);
			tamper("UPDATE document SET used = used - 100000 + rowid");
			cache = open_with(KEPT);
			const char *bytes;
			size_t length;
			cr_assert(wc_cache_find(cache, arena, digest[0], &bytes, &length), "the oldest is used again");
		}
		digest[i] = keep(cache, wc_printf(arena, "%0*d", SIZE, i));
	}
	wc_cache_close(cache);
	cache = open_with(KEPT);
	cr_assert(wc_cache_count(cache, &info, &err));
	cr_assert_leq(info.document_bytes, KEPT);
	cr_assert_leq(info.file_bytes, KEPT + 80 * 4096); /* what was kept, and what was added in one go */
	cr_assert_geq(info.documents, 30);
	cr_assert_eq(info.document_bytes, info.documents * SIZE);
	const char *bytes;
	size_t length;
	cr_assert_not(wc_cache_find(cache, arena, digest[1], &bytes, &length));
	cr_assert(wc_cache_find(cache, arena, digest[DOCUMENTS - 1], &bytes, &length));
	wc_cache_close(cache);
}

Test(cache, too_large_a_document_is_not_kept)
{
	struct wc_cache *cache = open_with(1000);
	const char *digest = keep(cache, wc_printf(arena, "%0*d", 500, 1));
	wc_cache_close(cache);
	cr_assert_not(finds(open_with(1000), digest, "-"));
}

static void
fills_again(const char *what)
{
	struct wc_cache *cache = open_it();
	const char *digest = keep(cache, "again");
	wc_cache_close(cache);
	cr_assert_not_null(wc_cache_word(cache), "%s", what);
	cr_assert_not_null(strstr(wc_cache_word(cache)->text, ".corrupt-"), "%s: %s", what, wc_cache_word(cache)->text);
	cache = open_it();
	cr_assert(finds(cache, digest, "again"), "%s", what);
	wc_cache_close(cache);
	cr_assert_null(wc_cache_word(cache), "%s", what);
}

Test(cache, a_file_that_is_no_database_is_set_aside)
{
	cr_assert_eq(mkdir(wc_printf(arena, "%s/wincompat", folder), 0700), 0);
	char zeros[5000] = {0};
	write_file(path, "hello", 5);
	fills_again("text");
	cr_assert(is_there(wc_printf(arena, "%s.corrupt-1", path)));
	write_file(path, zeros, sizeof(zeros));
	fills_again("zeros");
	cr_assert(is_there(wc_printf(arena, "%s.corrupt-2", path)));
	for (int i = 3; i < 13; i++) {
		write_file(path, "hello", 5);
		fills_again("many times");
	}
	cr_assert(is_there(wc_printf(arena, "%s.corrupt-9", path)));
	cr_assert_not(is_there(wc_printf(arena, "%s.corrupt-10", path)));
}

Test(cache, a_foreign_database_is_set_aside)
{
	struct wc_cache *cache = open_it();
	keep(cache, "a");
	wc_cache_close(cache);
	tamper("PRAGMA application_id = 7");
	fills_again("another program's");
	tamper("PRAGMA user_version = 99");
	fills_again("another schema's");
	tamper("DROP TABLE name");
	cache = open_it();
	wc_cache_keep_name(cache, "a", digest_of("a", 1), NULL, 100);
	wc_cache_close(cache);
	cr_assert_not_null(wc_cache_word(cache));
	cr_assert_not_null(strstr(wc_cache_word(cache)->text, ".corrupt-3"));
}

/* Every page but the first is overwritten: its marks are ours, what they promise is not there. */
Test(cache, a_torn_file_is_set_aside)
{
	struct wc_cache *cache = open_it();
	for (int i = 0; i < 60; i++)
		keep(cache, wc_printf(arena, "%0*d", 2000, i));
	wc_cache_close(cache);
	struct stat st;
	cr_assert_eq(stat(path, &st), 0);
	int fd = open(path, O_WRONLY);
	char noise[4096];
	memset(noise, 0xa5, sizeof(noise));
	for (off_t at = sizeof(noise); at < st.st_size; at += (off_t)sizeof(noise))
		cr_assert_eq(pwrite(fd, noise, sizeof(noise), at), (ssize_t)sizeof(noise));
	close(fd);
	fills_again("torn");
}

Test(cache, a_cut_file_is_set_aside)
{
	struct wc_cache *cache = open_it();
	for (int i = 0; i < 60; i++)
		keep(cache, wc_printf(arena, "%0*d", 2000, i));
	wc_cache_close(cache);
	cr_assert_eq(truncate(path, 20000), 0);
	fills_again("cut");
	cr_assert_eq(truncate(path, 50), 0);
	fills_again("cut short");
}

static void
goes_without(const char *where)
{
	struct wc_cache *cache = wc_cache_new(arena, where, MOST);
	keep(cache, "a");
	wc_cache_close(cache);
	cr_assert_not_null(wc_cache_word(cache), "%s", where);
	cr_assert_not_null(strstr(wc_cache_word(cache)->text, "going on without the cache"), "%s", wc_cache_word(cache)->text);
	cr_assert_neq(wc_cache_word(cache)->hint[0], '\0');
}

Test(cache, goes_without_where_it_cannot_be)
{
	write_file(wc_printf(arena, "%s/file", folder), "x", 1);
	cr_assert_eq(mkdir(wc_printf(arena, "%s/d", folder), 0700), 0);
	cr_assert_eq(mkdir(wc_printf(arena, "%s/d/cache.db", folder), 0700), 0);
	cr_assert_eq(mkdir(wc_printf(arena, "%s/l", folder), 0700), 0);
	cr_assert_eq(symlink("/etc/passwd.new", wc_printf(arena, "%s/l/cache.db", folder)), 0);
	goes_without(wc_printf(arena, "%s/file/wincompat", folder));
	goes_without(wc_printf(arena, "%s/file", folder));
	goes_without(wc_printf(arena, "%s/d", folder));
	goes_without(wc_printf(arena, "%s/l", folder));
	goes_without("/proc/wincompat");
	goes_without("/dev/null/wincompat");
}

/* Two begin at the same time: both find what both keep. */
Test(cache, a_draft_gives_way_to_a_file)
{
	struct wc_cache *one = open_it(), *other = open_it();
	const char *first = keep(one, "first"), *second = keep(other, "second");
	wc_cache_prepare(one);
	wc_cache_prepare(other);
	cr_assert_neq(access(path, F_OK), 0, "nothing is made before there is something to keep");
	wc_cache_close(one);
	wc_cache_close(other);
	cr_assert_null(wc_cache_word(one));
	cr_assert_null(wc_cache_word(other));
	struct wc_cache *next = open_it();
	cr_assert(finds(next, first, "first") && finds(next, second, "second"));
	wc_cache_close(next);
}

/* The log of a file that somebody removed is not the new one's. */
Test(cache, remains_of_another_file_do_no_harm)
{
	struct wc_cache *cache = open_it();
	const char *digest = keep(cache, "a");
	cr_assert_eq(mkdir(wc_printf(arena, "%s/wincompat", folder), 0700), 0);
	write_file(wc_printf(arena, "%s-wal", path), "x", 1);
	write_file(wc_printf(arena, "%s.new", path), "half", 4);
	wc_cache_close(cache);
	cr_assert_null(wc_cache_word(cache));
	cache = open_it();
	cr_assert(finds(cache, digest, "a"));
	wc_cache_close(cache);
	cr_assert_neq(access(wc_printf(arena, "%s.new", path), F_OK), 0);
}

Test(cache, clearing_leaves_nothing)
{
	struct wc_cache *cache = open_it();
	struct wc_cache_info info;
	struct wc_err err;
	cr_assert(wc_cache_clear(cache, &err), "there is none yet");
	const char *digest = keep(cache, "a");
	wc_cache_keep_name(cache, "a", digest, NULL, 100);
	wc_cache_close(cache);
	cache = open_it();
	cr_assert(wc_cache_count(cache, &info, &err));
	cr_assert_eq(info.documents, 1);
	cr_assert_eq(info.document_bytes, 1);
	cr_assert_eq(info.names, 1);
	cr_assert_gt(info.file_bytes, 0);
	cr_assert(wc_cache_clear(cache, &err), "%s", err.text);
	cr_assert(wc_cache_count(cache, &info, &err));
	cr_assert_eq(info.documents + info.document_bytes + info.names, 0);
	cr_assert_not(finds(cache, digest, "a"));
	wc_cache_close(cache);
}

Test(cache, hostile_names_are_only_names)
{
	struct wc_cache *cache = open_it();
	struct wc_cache_name name;
	static const char *const names[] = {"", "'; DROP TABLE name; --", "\xff\xfe", "%s%n", "a\nb"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		wc_cache_keep_name(cache, names[i], digest_of(names[i], strlen(names[i])), names[i], 100);
	wc_cache_close(cache);
	cache = open_it();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		cr_assert(wc_cache_find_name(cache, arena, names[i], &name), "%s", names[i]);
		cr_assert_str_eq(name.digest, digest_of(names[i], strlen(names[i])));
	}
	char *longer = wc_printf(arena, "%0*d", 5000, 1);
	wc_cache_keep_name(cache, longer, digest_of("a", 1), NULL, 100);
	cr_assert_not(wc_cache_find_name(cache, arena, longer, &name));
	wc_cache_close(cache);
	cr_assert_null(wc_cache_word(cache));
}

/* Looking things up takes no lock and leaves nothing behind; its path goes through a URI. */
Test(cache, a_glance_finds_its_way)
{
	const char *where = wc_printf(arena, "%s/100%% #1? a&b=\xc3\xa4", folder);
	struct wc_cache *cache = wc_cache_new(arena, where, MOST);
	const char *digest = keep(cache, "glance");
	wc_cache_close(cache);
	cache = wc_cache_new(arena, where, MOST);
	cr_assert(finds(cache, digest, "glance"));
	cr_assert(cache->database.is_glance);
	cr_assert_not(is_there(wc_printf(arena, "%s/cache.db-wal", where)));
	const char *other = keep(cache, "more");
	wc_cache_flush(cache);
	cr_assert_not(cache->database.is_glance);
	cr_assert(finds(cache, digest, "glance"));
	cr_assert(finds(cache, other, "more"));
	struct wc_cache *second = wc_cache_new(arena, where, MOST);
	cr_assert(finds(second, other, "more"), "what is in the log of a writer is found, too");
	cr_assert_not(second->database.is_glance);
	wc_cache_close(second);
	wc_cache_close(cache);
	cr_assert_null(wc_cache_word(cache));
}

Test(cache, a_glance_at_a_torn_file)
{
	struct wc_cache *cache = open_it();
	const char *digest[60];
	for (int i = 0; i < 60; i++)
		digest[i] = keep(cache, wc_printf(arena, "%0*d", 2000, i));
	wc_cache_close(cache);
	struct stat st;
	cr_assert_eq(stat(path, &st), 0);
	cr_assert_eq(truncate(path, 4096), 0);
	cr_assert_eq(truncate(path, st.st_size), 0);
	cache = open_it();
	cr_assert_not(finds(cache, digest[7], "-"));
	wc_cache_close(cache);
	cr_assert_not_null(wc_cache_word(cache));
	cr_assert_not_null(strstr(wc_cache_word(cache)->text, ".corrupt-1"));
}
