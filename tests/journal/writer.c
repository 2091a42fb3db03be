/*
 * writer FILE run N | group N THREADS: writes decisions as `run` does (one by one, each with an outcome) or as `serve` does, and
 * prints the number of each once it is acknowledged. --require-log in front: a damaged file stays.
 */
#include "sample.h"

#include "store/journal_group.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One write for each number, so that a kill tears none. */
static void
acknowledge(int64_t sequence)
{
	char line[32];
	int length = snprintf(line, sizeof(line), "%lld\n", (long long)sequence);
	if (write(STDOUT_FILENO, line, (size_t)length) != length)
		_exit(3);
}

static int
failed(const struct wc_err *err)
{
	fprintf(stderr, "%s\n  do: %s\n", err->text, err->hint);
	return 2;
}

static int
run(struct wc_journal *journal, unsigned count)
{
	struct wc_err err;
	int64_t sequence;
	for (unsigned n = 0; n < count; n++) {
		struct wc_journal_decision decision = sample(n);
		if (!wc_journal_write(journal, &decision, 1, &sequence, &err))
			return failed(&err);
		acknowledge(sequence);
		struct wc_journal_outcome outcome = {.about = sequence, .word = WC_OUTCOME_ENDED, .code = (int64_t)(n % 3)};
		if (!wc_journal_write_outcome(journal, &outcome, &err))
			return failed(&err);
	}
	return 0;
}

struct job {
	struct wc_journal_group *group;
	unsigned from, to;
	bool failed;
};

static void *
add(void *context)
{
	struct job *job = context;
	struct wc_err err;
	int64_t sequence;
	for (unsigned n = job->from; n < job->to && !job->failed; n++) {
		struct wc_journal_decision decision = sample(n);
		job->failed = !wc_journal_group_add(job->group, &decision, true, &sequence, &err);
		if (job->failed)
			failed(&err);
		else
			acknowledge(sequence);
	}
	return NULL;
}

static int
group(struct wc_journal *journal, unsigned count, unsigned threads)
{
	enum { MOST_THREADS = 64 };
	struct wc_err err;
	struct job jobs[MOST_THREADS];
	pthread_t thread[MOST_THREADS];
	struct wc_journal_group *g;
	bool wrong = false;
	for (unsigned n = 0; n < 1000; n++)
		sample(n);
	if (!wc_journal_group_begin(journal, &g, &err))
		return failed(&err);
	for (unsigned i = 0; i < threads && i < MOST_THREADS; i++) {
		jobs[i] = (struct job){g, count / threads * i, count / threads * (i + 1), false};
		pthread_create(&thread[i], NULL, add, &jobs[i]);
	}
	for (unsigned i = 0; i < threads && i < MOST_THREADS; i++) {
		pthread_join(thread[i], NULL);
		wrong |= jobs[i].failed;
	}
	wc_journal_group_end(g, NULL);
	return wrong ? 2 : 0;
}

int
main(int argc, char **argv)
{
	bool required = argc > 1 && strcmp(argv[1], "--require-log") == 0;
	argv += required;
	argc -= required;
	if (argc < 4) {
		fputs("usage: writer [--require-log] FILE run N | group N THREADS\n", stderr);
		return 2;
	}
	wc_arena *arena = wc_arena_new();
	struct wc_journal *journal = wc_journal_new(arena, &(struct wc_journal_options){.path = argv[1], .required = required});
	unsigned count = (unsigned)atoi(argv[3]);
	int code = strcmp(argv[2], "run") == 0 ? run(journal, count) : group(journal, count, argc > 4 ? (unsigned)atoi(argv[4]) : 4);
	wc_journal_close(journal);
	if (wc_journal_word(journal))
		fprintf(stderr, "%s\n", wc_journal_word(journal)->text);
	wc_arena_free(arena);
	return code;
}
