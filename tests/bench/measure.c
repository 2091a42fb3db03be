/*
 * measure RUNS PROGRAM [ARG…]: runs the program so often, and prints "<shortest> <median> <peak>": microseconds of wall
 * time, and kilobytes. In C, because a child's peak counts what its parent held when it was made, and a script holds much.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_RUNS = 10000 };

static double
microseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Runs once, its output thrown away; the wall time, or a negative number where it failed. */
static double
run(char **argv, const posix_spawn_file_actions_t *quiet, long *peak)
{
	pid_t pid;
	int status;
	struct rusage usage;
	double start = microseconds();
	if (posix_spawn(&pid, argv[0], quiet, NULL, argv, environ) != 0 || wait4(pid, &status, 0, &usage) != pid)
		return -1;
	double took = microseconds() - start;
	if (usage.ru_maxrss > *peak)
		*peak = usage.ru_maxrss;
	return WIFEXITED(status) && WEXITSTATUS(status) < 126 ? took : -1;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	static double took[MOST_RUNS];
	int runs = argc > 2 ? atoi(argv[1]) : 0;
	long peak = 0;
	posix_spawn_file_actions_t quiet;
	if (runs < 1 || runs > MOST_RUNS) {
		fputs("usage: measure RUNS PROGRAM [ARG...]\n", stderr);
		return 2;
	}
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	for (int i = 0; i < runs; i++) {
		if ((took[i] = run(argv + 2, &quiet, &peak)) < 0) {
			fprintf(stderr, "measure: %s cannot be run\n", argv[2]);
			return 1;
		}
	}
	qsort(took, (size_t)runs, sizeof(took[0]), by_size);
	printf("%.0f %.0f %ld\n", took[0], took[runs / 2], peak);
	return 0;
}
