/* Runs the cases of a test program one after the other and prints TAP; an argument names the only suite to run. */
#include <criterion/criterion.h>

#include <setjmp.h>
#include <stdarg.h>

static struct criterion_suite *suites;
static struct criterion_case *cases, **last = &cases;
static jmp_buf out;
static bool failed;

void
criterion_add_suite(struct criterion_suite *suite)
{
	suite->next = suites;
	suites = suite;
}

void
criterion_add_case(struct criterion_case *added)
{
	*last = added;
	last = &added->next;
}

void
criterion_expect(bool holds, bool end, const char *file, int line, const char *what, const char *format, ...)
{
	va_list args;
	if (holds)
		return;
	failed = true;
	printf("# %s:%d: %s ", file, line, what);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	if (end)
		longjmp(out, 1);
}

static const struct criterion_options *
options_of(const char *name)
{
	static const struct criterion_options none;
	const struct criterion_suite *suite = suites;
	while (suite && strcmp(suite->name, name) != 0)
		suite = suite->next;
	return suite ? &suite->options : &none;
}

static void
call(void (*function)(void))
{
	if (function)
		function();
}

/* A failed expectation jumps back here. */
static void
guarded(void (*first)(void), void (*second)(void), void (*third)(void))
{
	if (setjmp(out) != 0)
		return;
	call(first);
	call(second);
	call(third);
}

/* What a case began is put away in either case. */
static bool
run(const struct criterion_case *one)
{
	const struct criterion_options *suite = options_of(one->suite);
	failed = false;
	guarded(suite->init, one->options.init, one->run);
	guarded(one->options.fini, suite->fini, NULL);
	return !failed;
}

int
main(int argc, char **argv)
{
	int count = 0, bad = 0;
	for (const struct criterion_case *one = cases; one; one = one->next) {
		if (argc > 1 && strcmp(argv[1], one->suite) != 0)
			continue;
		bool passed = run(one);
		bad += !passed;
		printf("%s %d - %s::%s\n", passed ? "ok" : "not ok", ++count, one->suite, one->name);
		fflush(stdout);
	}
	printf("1..%d\n", count);
	return bad > 0;
}
