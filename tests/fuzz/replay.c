/* Runs a fuzz target over the files of its corpus, without libFuzzer: one TAP line a file. */
#include "fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, LONGEST_PATH = 4096 };

static size_t count, failed;

static void
replay(const char *folder, const char *name)
{
	static uint8_t bytes[MOST_BYTES];
	char path[LONGEST_PATH];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	size_t size = file ? fread(bytes, 1, sizeof(bytes), file) : 0;
	bool read = file && !ferror(file);
	if (file)
		fclose(file);
	/* A copy of exactly this size, so that a sanitizer sees one byte too far. */
	uint8_t *copy = malloc(size ? size : 1);
	read = read && copy;
	if (read) {
		memcpy(copy, bytes, size);
		LLVMFuzzerTestOneInput(copy, size);
	}
	free(copy);
	failed += !read;
	printf("%s %zu - %s\n", read ? "ok" : "not ok", ++count, name);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	struct dirent **entries;
	int n = argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1;
	if (n < 0) {
		fprintf(stderr, "usage: %s CORPUS-FOLDER\n", argv[0]);
		return 2;
	}
	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.')
			replay(argv[1], entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	printf("1..%zu\n", count);
	return failed || count == 0;
}
