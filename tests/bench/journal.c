/*
 * The journal's rates, as `name value unit` rows: decisions that are durable one by one, and in groups through the queue.
 * bench-journal FOLDER: where the files are made and removed; the disk below it is measured.
 */
#include "../journal/sample.h"

#include "store/journal_group.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { SINGLE = 4000, GROUPED = 400000 };

static double
seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
failed(const struct wc_err *err)
{
	fprintf(stderr, "bench-journal: %s\n", err->text);
	return 2;
}

static int
one_by_one(struct wc_journal *journal)
{
	struct wc_err err;
	double start = seconds();
	for (unsigned n = 0; n < SINGLE; n++) {
		struct wc_journal_decision decision = sample(n);
		if (!wc_journal_write(journal, &decision, 1, NULL, &err))
			return failed(&err);
	}
	printf("journal-durable %.0f 1/s\n", SINGLE / (seconds() - start));
	return 0;
}

/* Where the queue is full the bench waits, as a server would lose; what counts is what reached the disk. */
static int
in_groups(struct wc_journal *journal)
{
	struct wc_err err;
	struct wc_journal_group *group;
	if (!wc_journal_group_begin(journal, &group, &err))
		return failed(&err);
	double start = seconds();
	for (unsigned n = 0; n < GROUPED; n++) {
		struct wc_journal_decision decision = sample(n);
		while (!wc_journal_group_add(group, &decision, false, NULL, &err))
			usleep(200);
	}
	wc_journal_group_end(group);
	printf("journal-grouped %.0f 1/s\n", GROUPED / (seconds() - start));
	return 0;
}

/* Runs one on a file of its own. */
static int
on_file(const char *folder, int (*bench)(struct wc_journal *journal))
{
	static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
	wc_arena *arena = wc_arena_new();
	const char *path = wc_printf(arena, "%s/bench-journal-%ld.db", folder, (long)getpid());
	struct wc_journal *journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = true});
	int code = bench(journal);
	wc_journal_close(journal);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		unlink(wc_printf(arena, "%s%s", path, ends[i]));
	wc_arena_free(arena);
	return code;
}

int
main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : "/tmp";
	int code = on_file(folder, one_by_one);
	return code ? code : on_file(folder, in_groups);
}
