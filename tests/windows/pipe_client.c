/*
 * pipe-client PIPE FILE [MODE [N]]: says the bytes of FILE to a named pipe, well or badly, and prints what it answers.
 *   (none)    all at once          slow N   N bytes every few milliseconds    cut     half of them, then it hangs up
 *   keep N    N times on the same connection                                  hold N  nothing, for N milliseconds
 *   many N    on N connections at a time: prints how many were answered
 *   claim     nothing: prints whether the system would let another program be the first to make a pipe of that name
 */
#include <fcntl.h>
#include <io.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { PATIENCE_MS = 10 * 1000, PACE_MS = 5, MOST_ANSWER = 64 * 1024, MOST_CONNECTIONS = 256 };
enum { EXIT_USAGE = 2, EXIT_NOBODY = 3, EXIT_LATE = 4 };

/* What is said, and to whom. */
struct talk {
	const char *pipe;
	char *bytes;
	DWORD length;
	long number;
};

/* Whatever the other side does, this program ends. */
static DWORD WINAPI
lose_patience(void *unused)
{
	(void)unused;
	Sleep(PATIENCE_MS);
	ExitProcess(EXIT_LATE);
}

/* Waits while all instances are taken. INVALID_HANDLE_VALUE where nobody listens. */
static HANDLE
open_pipe(const struct talk *talk)
{
	for (;;) {
		HANDLE pipe = CreateFileA(talk->pipe, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
		if (pipe != INVALID_HANDLE_VALUE || GetLastError() != ERROR_PIPE_BUSY)
			return pipe;
		WaitNamedPipeA(talk->pipe, PATIENCE_MS);
	}
}

static bool
put(HANDLE pipe, const char *bytes, DWORD length)
{
	for (DWORD sent = 0, done; sent < length; sent += done)
		if (!WriteFile(pipe, bytes + sent, length - sent, &done, NULL) || done == 0)
			return false;
	return true;
}

/* Is it a whole answer of HTTP, by its Content-Length? */
static bool
is_whole(const char *answer, size_t length)
{
	const char *body = strstr(answer, "\r\n\r\n"), *field = strstr(answer, "Content-Length:");
	return body && field && field < body && length >= (size_t)(body + 4 - answer) + strtoul(field + strlen("Content-Length:"), NULL, 10);
}

/* What comes until the peer closes or the answer is whole; NUL-terminated. */
static size_t
get(HANDLE pipe, char answer[MOST_ANSWER + 1])
{
	size_t length = 0;
	DWORD done;
	answer[0] = '\0';
	while (length < MOST_ANSWER && !is_whole(answer, length)) {
		if (!ReadFile(pipe, answer + length, (DWORD)(MOST_ANSWER - length), &done, NULL) || done == 0)
			break;
		length += done;
		answer[length] = '\0';
	}
	return length;
}

static void
print_answer(HANDLE pipe)
{
	static char answer[MOST_ANSWER + 1];
	fwrite(answer, 1, get(pipe, answer), stdout);
	fflush(stdout);
}

/* An answer may come before all was said. */
static void
ask(HANDLE pipe, const struct talk *talk)
{
	put(pipe, talk->bytes, talk->length);
	print_answer(pipe);
}

static void
ask_slowly(HANDLE pipe, const struct talk *talk)
{
	DWORD piece = talk->number > 0 ? (DWORD)talk->number : 1;
	for (DWORD sent = 0, left; (left = talk->length - sent) > 0; sent += left < piece ? left : piece) {
		if (!put(pipe, talk->bytes + sent, left < piece ? left : piece))
			break;
		Sleep(PACE_MS);
	}
	print_answer(pipe);
}

static void
cut(HANDLE pipe, const struct talk *talk)
{
	put(pipe, talk->bytes, talk->length / 2);
}

static void
keep(HANDLE pipe, const struct talk *talk)
{
	for (long i = 0; i < talk->number; i++)
		ask(pipe, talk);
}

static void
hold(HANDLE pipe, const struct talk *talk)
{
	(void)pipe;
	puts("open");
	fflush(stdout);
	Sleep((DWORD)talk->number);
}

/* One of many: its context is the talk, its result whether it was answered. */
static DWORD WINAPI
ask_as_one(void *context)
{
	const struct talk *talk = context;
	HANDLE pipe = open_pipe(talk);
	char *answer = malloc(MOST_ANSWER + 1);
	bool is_answered = pipe != INVALID_HANDLE_VALUE && answer && put(pipe, talk->bytes, talk->length) && is_whole(answer, get(pipe, answer));
	CloseHandle(pipe);
	free(answer);
	return is_answered;
}

/* This connection stays open beside the others, and says nothing. */
static void
ask_as_many(HANDLE pipe, const struct talk *talk)
{
	HANDLE threads[MOST_CONNECTIONS];
	long count = talk->number < MOST_CONNECTIONS ? talk->number : MOST_CONNECTIONS;
	DWORD answered = 0, one = 0;
	(void)pipe;
	for (long i = 0; i < count; i++)
		threads[i] = CreateThread(NULL, 0, ask_as_one, (void *)talk, 0, NULL);
	for (long i = 0; i < count; i++) {
		WaitForSingleObject(threads[i], INFINITE);
		GetExitCodeThread(threads[i], &one);
		answered += one;
	}
	printf("%lu\n", (unsigned long)answered);
}

static void
claim(HANDLE pipe, const struct talk *talk)
{
	HANDLE first = CreateNamedPipeA(talk->pipe, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE, PIPE_TYPE_BYTE, PIPE_UNLIMITED_INSTANCES, 0, 0, 0, NULL);
	DWORD why = first == INVALID_HANDLE_VALUE ? GetLastError() : 0;
	(void)pipe;
	puts(why == ERROR_ACCESS_DENIED || why == ERROR_PIPE_BUSY ? "taken" : "free");
	CloseHandle(first);
}

static const struct {
	const char *name;
	void (*run)(HANDLE pipe, const struct talk *talk);
} modes[] = {
	{"", ask}, {"slow", ask_slowly}, {"cut", cut}, {"keep", keep}, {"hold", hold}, {"many", ask_as_many}, {"claim", claim},
};

static bool
read_file(const char *path, struct talk *talk)
{
	FILE *in = fopen(path, "rb");
	if (!in || fseek(in, 0, SEEK_END) != 0)
		return false;
	long length = ftell(in);
	rewind(in);
	talk->bytes = malloc((size_t)length + 1);
	talk->length = talk->bytes ? (DWORD)fread(talk->bytes, 1, (size_t)length, in) : 0;
	fclose(in);
	return talk->bytes && talk->length == (DWORD)length;
}

int
main(int argc, char **argv)
{
	struct talk talk = {.pipe = argc > 1 ? argv[1] : NULL, .number = argc > 4 ? strtol(argv[4], NULL, 10) : 0};
	const char *mode = argc > 3 ? argv[3] : "";
	if (argc < 3 || !read_file(argv[2], &talk))
		return EXIT_USAGE;
	_setmode(_fileno(stdout), _O_BINARY);
	CloseHandle(CreateThread(NULL, 0, lose_patience, NULL, 0, NULL));
	HANDLE pipe = open_pipe(&talk);
	if (pipe == INVALID_HANDLE_VALUE)
		return EXIT_NOBODY;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (strcmp(mode, modes[i].name) == 0)
			modes[i].run(pipe, &talk);
	CloseHandle(pipe);
	free(talk.bytes);
	return 0;
}
