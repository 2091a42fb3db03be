/*
 * The journal's rates, as `name value unit` rows: decisions that are durable one by one, and in groups through the queue.
 * bench-journal FOLDER: where the files are made and removed; the disk below it is measured.
 */
#include "../journal/sample.h"

#include "store/journal_group.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 7, SINGLE = 500, GROUPED = 200000, SYNCS = 300, PIECE = 8192 };

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
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The disk is shared: the best round says what this program takes, the median what the machine gave. */
static void
print_rates(const char *name, double rate[ROUNDS])
{
	qsort(rate, ROUNDS, sizeof(*rate), by_size);
	printf("%s-best %.0f 1/s\n%s-median %.0f 1/s\n", name, rate[ROUNDS - 1], name, rate[ROUNDS / 2]);
}

/* How often this disk takes what a small commit writes: nothing that is durable can be faster. */
static int
disk_alone(const char *path)
{
	static char bytes[PIECE];
	double rate[ROUNDS];
	int fd = open(path, O_RDWR | O_CREAT, 0600);
	for (int round = 0; round < ROUNDS && fd >= 0; round++) {
		double start = seconds();
		for (int n = 0; n < SYNCS; n++) {
			if (pwrite(fd, bytes, sizeof(bytes), (off_t)n * PIECE) != PIECE || fdatasync(fd) != 0)
				return 2;
		}
		rate[round] = SYNCS / (seconds() - start);
	}
	close(fd);
	print_rates("journal-disk", rate);
	return fd < 0 ? 2 : 0;
}

static int
one_by_one(struct wc_journal *journal)
{
	struct wc_err err;
	double rate[ROUNDS];
	for (int round = 0; round < ROUNDS; round++) {
		double start = seconds();
		for (unsigned n = 0; n < SINGLE; n++) {
			struct wc_journal_decision decision = sample(n);
			if (!wc_journal_write(journal, &decision, 1, NULL, &err))
				return failed(&err);
		}
		rate[round] = SINGLE / (seconds() - start);
	}
	print_rates("journal-durable", rate);
	return 0;
}

/* Where the queue is full the bench waits, where a server would lose; what counts is what reached the disk. */
static bool
fill_group(struct wc_journal *journal, struct wc_err *err)
{
	struct wc_journal_group *group;
	struct wc_journal_group_counts counts;
	if (!wc_journal_group_begin(journal, &group, err))
		return false;
	for (unsigned n = 0; n < GROUPED; n++) {
		struct wc_journal_decision decision = sample(n);
		while (!wc_journal_group_add(group, &decision, false, NULL, err))
			usleep(100);
	}
	wc_journal_group_end(group, &counts);
	*err = counts.word;
	return counts.word.fault == WC_FAULT_NONE;
}

static int
in_groups(struct wc_journal *journal)
{
	struct wc_err err;
	double rate[ROUNDS];
	for (int round = 0; round < ROUNDS; round++) {
		double start = seconds();
		if (!fill_group(journal, &err))
			return failed(&err);
		rate[round] = GROUPED / (seconds() - start);
	}
	print_rates("journal-grouped", rate);
	return 0;
}

static void
remove_files(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
	char name[4096];
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
}

/* Runs one on a file of its own. */
static int
on_file(const char *path, int (*bench)(struct wc_journal *journal))
{
	wc_arena *arena = wc_arena_new();
	struct wc_journal *journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = true});
	int code = bench(journal);
	wc_journal_close(journal);
	remove_files(path);
	wc_arena_free(arena);
	return code;
}

int
main(int argc, char **argv)
{
	char path[4000];
	snprintf(path, sizeof(path), "%s/bench-journal-%ld.db", argc > 1 ? argv[1] : "/tmp", (long)getpid());
	int code = disk_alone(path);
	remove_files(path);
	if (code == 0)
		code = on_file(path, one_by_one);
	return code ? code : on_file(path, in_groups);
}
