/* pipe-server MODE [FILE]: a bad, or with FILE a good, Docker Engine on its named pipe, until it is ended. Prints "ready". */
#include <stdio.h>
#include <string.h>
#include <windows.h>

static const char name[] = "\\\\.\\pipe\\docker_engine";
static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";

/* Long enough for any client that keeps its own deadline. */
enum { PATIENCE_MS = 20 * 1000, DRIBBLE_MS = 50 };

static void
put(HANDLE pipe, const char *bytes, size_t length)
{
	DWORD done;
	WriteFile(pipe, bytes, (DWORD)length, &done, NULL);
}

static void
read_request(HANDLE pipe)
{
	char request[4096];
	DWORD done;
	ReadFile(pipe, request, sizeof(request), &done, NULL);
}

/* Takes the request and says nothing, like an engine that hangs. */
static void
silent(HANDLE pipe, const char *file)
{
	(void)file;
	read_request(pipe);
	Sleep(PATIENCE_MS);
}

/* Does not even read. */
static void
deaf(HANDLE pipe, const char *file)
{
	(void)pipe;
	(void)file;
	Sleep(PATIENCE_MS);
}

static void
hangup(HANDLE pipe, const char *file)
{
	(void)file;
	read_request(pipe);
	put(pipe, head, 20);
}

/* Always a byte more, and never the last one. */
static void
dribble(HANDLE pipe, const char *file)
{
	(void)file;
	read_request(pipe);
	put(pipe, head, strlen(head));
	for (int i = 0; i < PATIENCE_MS / DRIBBLE_MS; i++) {
		put(pipe, " ", 1);
		Sleep(DRIBBLE_MS);
	}
}

static void
endless(HANDLE pipe, const char *file)
{
	static char blanks[64 * 1024];
	(void)file;
	read_request(pipe);
	memset(blanks, ' ', sizeof(blanks));
	put(pipe, head, strlen(head));
	for (int i = 0; i < 1024; i++)
		put(pipe, blanks, sizeof(blanks));
}

static void
answer(HANDLE pipe, const char *file)
{
	static char bytes[64 * 1024];
	FILE *in = file ? fopen(file, "rb") : NULL;
	size_t length = in ? fread(bytes, 1, sizeof(bytes), in) : 0;
	if (in)
		fclose(in);
	read_request(pipe);
	put(pipe, bytes, length);
	FlushFileBuffers(pipe);
}

static const struct {
	const char *mode;
	void (*serve)(HANDLE pipe, const char *file);
} modes[] = {
	{"silent", silent}, {"deaf", deaf}, {"hangup", hangup}, {"dribble", dribble}, {"endless", endless}, {"answer", answer},
};

static void
say_ready(void)
{
	puts("ready");
	fflush(stdout);
}

/* The one instance of the pipe is taken by ourselves, so that others find it busy. */
static int
busy(HANDLE pipe)
{
	HANDLE ours = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
	say_ready();
	Sleep(PATIENCE_MS);
	CloseHandle(ours);
	CloseHandle(pipe);
	return 0;
}

int
main(int argc, char **argv)
{
	HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX, PIPE_TYPE_MESSAGE | PIPE_READMODE_BYTE | PIPE_WAIT, 1, 4096, 4096, 0, NULL);
	if (pipe == INVALID_HANDLE_VALUE || argc < 2)
		return 2;
	if (strcmp(argv[1], "busy") == 0)
		return busy(pipe);
	say_ready();
	while (ConnectNamedPipe(pipe, NULL) || GetLastError() == ERROR_PIPE_CONNECTED) {
		for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
			if (strcmp(argv[1], modes[i].mode) == 0)
				modes[i].serve(pipe, argc > 2 ? argv[2] : NULL);
		}
		DisconnectNamedPipe(pipe);
	}
	CloseHandle(pipe);
	return 0;
}
