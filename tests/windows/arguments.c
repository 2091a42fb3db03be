/* A program to be started: prints its arguments as UTF-8, each in brackets; --copy: its input; --sleep: never ends; --flood: without end. ARGUMENTS_CODE is its exit code. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

#include <shellapi.h>

static void
print(const wchar_t *argument)
{
	char text[256];
	WideCharToMultiByte(CP_UTF8, 0, argument, -1, text, sizeof(text), NULL, NULL);
	printf("[%s]", text);
}

int
main(void)
{
	int count;
	wchar_t **argument = CommandLineToArgvW(GetCommandLineW(), &count);
	_setmode(0, _O_BINARY);
	_setmode(1, _O_BINARY);
	const char *code = getenv("ARGUMENTS_CODE");
	if (getenv("ARGUMENTS_COPY") || (count == 2 && wcscmp(argument[1], L"--copy") == 0)) {
		for (int c; (c = getchar()) != EOF;)
			putchar(c);
		return 0;
	}
	if (count == 2 && wcscmp(argument[1], L"--sleep") == 0)
		Sleep(INFINITE);
	while (count == 2 && wcscmp(argument[1], L"--flood") == 0)
		puts("more and more");
	for (int i = 1; i < count; i++)
		print(argument[i]);
	return code ? (int)strtoul(code, NULL, 0) : 0;
}
