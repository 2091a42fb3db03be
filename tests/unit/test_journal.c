/* Unit tests: the journal's group loses only what it counts, commits within a second, and tells waiters the truth; the memo. */
#include "../journal/sample.h"

#include "app/journal.h"
#include "io/clock.h"
#include "store/memo.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static wc_arena *arena;
static char folder[64];
static struct wc_journal *journal;

static struct wc_journal *
journal_at(const char *path)
{
	return wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = true});
}

static void
start(void)
{
	arena = wc_arena_new();
	strcpy(folder, "/tmp/wincompat-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	journal = journal_at(wc_printf(arena, "%s/journal.db", folder));
}

static void
stop(void)
{
	char command[128];
	wc_journal_close(journal);
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	cr_assert_eq(system(command), 0);
	wc_arena_free(arena);
}

TestSuite(journal, .init = start, .fini = stop, .timeout = 60);

static bool
count_one(void *context, const struct wc_journal_entry *entry)
{
	int64_t *count = context;
	cr_assert_eq(entry->sequence, ++*count);
	return true;
}

static int64_t
entries(void)
{
	int64_t count = 0;
	struct wc_err err;
	cr_assert(wc_journal_read(journal, &(struct wc_journal_filter){0}, count_one, &count, &err), "%s", err.text);
	return count;
}

static void
assert_sound(int64_t expected)
{
	struct wc_err err;
	struct wc_journal_check check;
	cr_assert(wc_journal_verify(journal, arena, NULL, &check, &err), "%s", err.text);
	cr_assert_eq(check.fault_count, 0, "%s", check.faults[0]);
	cr_assert_eq(check.entries, expected);
}

static bool
look_back(void *context, const struct wc_journal_entry *entry)
{
	struct wc_journal_decision expected = sample(41);
	(void)context;
	cr_assert_eq(entry->kind, WC_JOURNAL_DECISION);
	cr_assert_eq(entry->decision.milliseconds, 1234567890123);
	for (size_t i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		cr_assert_str_eq(entry->decision.column[i], expected.column[i]);
	for (size_t i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		cr_assert_str_eq(entry->decision.text[i], expected.text[i]);
	cr_assert_eq(entry->outcome.word, WC_OUTCOME_FAILED);
	cr_assert_eq(entry->outcome.code, 125);
	cr_assert_str_eq(entry->outcome.detail, "no such image");
	return true;
}

Test(journal, gives_back_what_it_was_given)
{
	struct wc_err err;
	int64_t first = 0;
	struct wc_journal_decision decision = sample(41);
	decision.milliseconds = 1234567890123;
	cr_assert(wc_journal_write(journal, &decision, 1, &first, &err), "%s", err.text);
	cr_assert_eq(first, 1);
	struct wc_journal_outcome launched = {.about = first, .word = WC_OUTCOME_LAUNCHED, .code = WC_NO_CODE};
	struct wc_journal_outcome failed = {.about = first, .word = WC_OUTCOME_FAILED, .code = 125, .detail = "no such image"};
	cr_assert(wc_journal_write_outcome(journal, &launched, &err) && wc_journal_write_outcome(journal, &failed, &err), "%s", err.text);
	struct wc_journal_filter decisions = {.kind = WC_JOURNAL_DECISION, .texts = true};
	cr_assert(wc_journal_read(journal, &decisions, look_back, NULL, &err), "%s", err.text);
	assert_sound(3);
}

Test(journal, a_file_that_was_moved_away_is_not_written_on)
{
	struct wc_err err;
	int64_t sequence;
	struct wc_journal_decision decision = sample(0);
	decision.text[WC_JOURNAL_TEXT_REQUEST] = NULL;
	cr_assert(wc_journal_write(journal, &decision, 1, NULL, &err) && wc_journal_write(journal, &decision, 1, &sequence, &err));
	cr_assert_eq(sequence, 2);
	const char *moved = wc_printf(arena, "%s/moved.db", folder);
	cr_assert_eq(rename(wc_journal_path(journal), moved), 0);
	cr_assert(wc_journal_write(journal, &decision, 1, &sequence, &err), "%s", err.text);
	cr_assert_eq(sequence, 1);
	assert_sound(1);
	wc_journal_close(journal);
	journal = journal_at(moved);
	assert_sound(2);
}

Test(journal, a_log_without_its_file_is_not_taken_for_another_ones)
{
	struct wc_err err;
	struct wc_journal_decision decision = sample(0);
	const char *path = wc_journal_path(journal), *copy = wc_printf(arena, "cp '%s-wal' '%s/kept' && cp '%s' '%s/file'", path, folder, path, folder);
	cr_assert(wc_journal_write(journal, &decision, 1, NULL, &err) && system(copy) == 0);
	wc_journal_close(journal);
	cr_assert_eq(system(wc_printf(arena, "rm '%s' && cp '%s/kept' '%s-wal'", path, folder, path)), 0);
	cr_assert_not(wc_journal_write(journal, &decision, 1, NULL, &err), "it is required");
	cr_assert_not_null(strstr(err.text, "its log"));
	journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path});
	cr_assert(wc_journal_write(journal, &decision, 1, NULL, &err), "%s", err.text);
	cr_assert_not_null(strstr(wc_journal_word(journal)->text, "corrupt-1-wal"));
	assert_sound(1);
	wc_journal_close(journal);
	cr_assert_eq(system(wc_printf(arena, "mv '%s.corrupt-1-wal' '%s/file-wal'", path, folder)), 0);
	journal = journal_at(wc_printf(arena, "%s/file", folder));
	assert_sound(1);
}

Test(journal, a_group_commits_within_a_second)
{
	struct wc_err err;
	struct wc_journal_group *group;
	struct wc_journal_group_counts counts = {0};
	struct wc_journal_decision decision = sample(0);
	cr_assert(wc_journal_group_begin(journal, &group, &err));
	int64_t began = wc_clock_ms();
	cr_assert(wc_journal_group_add(group, &decision, false, NULL, &err));
	wc_journal_group_count(group, &counts);
	cr_assert_eq(counts.written, 0, "not at once: others may come");
	while (counts.written == 0 && wc_clock_ms() - began < 5000) {
		usleep(10000);
		wc_journal_group_count(group, &counts);
	}
	cr_assert_eq(counts.written, 1);
	cr_assert_geq(wc_clock_ms() - began, 900);
	cr_assert_lt(wc_clock_ms() - began, 3000, "a second, and what the disk takes");
	wc_journal_group_end(group, NULL);
	assert_sound(1);
}

/* Every third decision is like the third before it, but for its request. */
static struct wc_journal_decision
alike(unsigned n)
{
	struct wc_journal_decision decision = sample(n % 3);
	decision.alike = 100 + n % 3;
	decision.text[WC_JOURNAL_TEXT_REQUEST] = wc_printf(arena, "{\"uid\":\"%u\"}", n);
	return decision;
}

static bool
compare_alike(void *context, const struct wc_journal_entry *entry)
{
	unsigned *n = context;
	struct wc_journal_decision expected = alike((*n)++);
	for (size_t i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		cr_assert(expected.column[i] ? strcmp(expected.column[i], entry->decision.column[i]) == 0 : !entry->decision.column[i]);
	for (size_t i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		cr_assert_str_eq(entry->decision.text[i], expected.text[i]);
	return true;
}

Test(journal, what_is_alike_is_written_as_if_nobody_knew)
{
	enum { MANY = 50 };
	unsigned n = 0;
	struct wc_err err;
	struct wc_journal_group *group;
	cr_assert(wc_journal_group_begin(journal, &group, &err));
	for (unsigned i = 0; i < MANY; i++) {
		struct wc_journal_decision decision = alike(i);
		cr_assert(wc_journal_group_add(group, &decision, i == MANY / 2, NULL, &err));
	}
	wc_journal_group_end(group, NULL);
	cr_assert(wc_journal_read(journal, &(struct wc_journal_filter){.texts = true}, compare_alike, &n, &err), "%s", err.text);
	cr_assert_eq(n, MANY);
	assert_sound(MANY);
}

Test(journal, a_group_loses_only_what_it_counts)
{
	enum { MANY = 60000 };
	struct wc_err err;
	struct wc_journal_group *group;
	struct wc_journal_group_counts counts;
	int64_t lost = 0;
	cr_assert(wc_journal_group_begin(journal, &group, &err));
	for (unsigned n = 0; n < MANY; n++) {
		struct wc_journal_decision decision = sample(n);
		lost += !wc_journal_group_add(group, &decision, false, NULL, &err);
	}
	wc_journal_group_count(group, &counts);
	cr_assert_eq(counts.lost, lost);
	wc_journal_group_end(group, NULL);
	cr_assert_eq(entries(), MANY - lost);
	assert_sound(MANY - lost);
}

static void *
add_and_wait(void *context)
{
	struct wc_err err;
	int64_t sequence;
	for (unsigned n = 0; n < 25; n++) {
		struct wc_journal_decision decision = sample(n);
		if (!wc_journal_group_add(context, &decision, true, &sequence, &err) || sequence < 1)
			return context;
	}
	return NULL;
}

Test(journal, waiters_wait_for_the_commit)
{
	enum { THREADS = 8 };
	struct wc_err err;
	struct wc_journal_group *group;
	pthread_t thread[THREADS];
	for (unsigned n = 0; n < 25; n++)
		sample(n);
	cr_assert(wc_journal_group_begin(journal, &group, &err));
	for (int i = 0; i < THREADS; i++)
		cr_assert_eq(pthread_create(&thread[i], NULL, add_and_wait, group), 0);
	for (int i = 0; i < THREADS; i++) {
		void *wrong;
		pthread_join(thread[i], &wrong);
		cr_assert_null(wrong);
	}
	wc_journal_group_end(group, NULL);
	assert_sound(THREADS * 25);
}

Test(journal, a_group_that_cannot_write_says_so)
{
	struct wc_err err = {0};
	struct wc_journal_group *group;
	struct wc_journal_group_counts counts;
	struct wc_journal_decision decision = sample(0);
	cr_assert(wc_journal_group_begin(journal_at("/dev/null/journal.db"), &group, &err));
	cr_assert_not(wc_journal_group_add(group, &decision, true, NULL, &err), "who waits is told");
	cr_assert_neq(err.text[0], '\0');
	cr_assert(wc_journal_group_add(group, &decision, false, NULL, &err));
	cr_assert_not(wc_journal_group_add(group, &decision, true, NULL, &err));
	wc_journal_group_count(group, &counts);
	cr_assert_eq(counts.lost, 3);
	cr_assert_eq(counts.written, 0);
	cr_assert_eq(counts.word.fault, WC_FAULT_SYSTEM);
	wc_journal_group_end(group, NULL);
}

Test(journal, a_decision_that_is_too_large_is_refused)
{
	enum { HUGE_TEXT = 17 * 1024 * 1024 };
	struct wc_err err;
	struct wc_journal_group *group;
	struct wc_journal_decision decision = sample(0);
	char *text = wc_alloc(arena, HUGE_TEXT + 1);
	memset(text, 'x', HUGE_TEXT);
	decision.text[WC_JOURNAL_TEXT_IMAGE] = text;
	cr_assert(wc_journal_group_begin(journal, &group, &err));
	cr_assert_not(wc_journal_group_add(group, &decision, true, NULL, &err));
	cr_assert_eq(err.fault, WC_FAULT_INPUT);
	wc_journal_group_end(group, NULL);
	cr_assert(wc_journal_write(journal, &decision, 1, NULL, &err), "alone it is only slow");
	assert_sound(1);
}

Test(journal, a_memo_tells_strings_apart)
{
	bool is_new;
	struct wc_memo *memo = wc_memo_new(1000, 2);
	for (int n = 0; n < 200; n++) {
		char text[32];
		int length = sprintf(text, "%d", n % 20);
		struct wc_memo_item *item = wc_memo_find(memo, 0, text, (size_t)length, &is_new);
		cr_assert_eq(item->length, (size_t)length);
		cr_assert_str_eq(item->bytes, text);
		cr_assert(is_new ? item->number == 0 : item->number == n % 20 + 1);
		item->number = n % 20 + 1;
		cr_assert_leq(wc_memo_bytes(memo), 1000);
	}
	wc_memo_find(memo, 0, "same", 4, &is_new);
	wc_memo_find(memo, 0, "same", 4, &is_new);
	cr_assert_not(is_new);
	wc_memo_find(memo, 1, "same", 4, &is_new);
	cr_assert(is_new, "another kind");
	wc_memo_find(memo, 0, "", 0, &is_new);
	wc_memo_empty(memo);
	cr_assert_eq(wc_memo_bytes(memo), 0);
	wc_memo_free(memo);
}
