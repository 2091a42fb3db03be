/* Text files as C source: embed-text OUT.c FILE... makes the table of ready-made policies. Runs while building. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_A_LINE = 24 };

/* The bytes as character constants: a string literal may be too long for a compiler. */
static void
emit_bytes(FILE *out, FILE *in, int number)
{
	size_t length = 0;
	int c;
	fprintf(out, "static const char text_%d[] = {", number);
	for (; (c = fgetc(in)) != EOF; length++)
		fprintf(out, "%s'\\%03o',", length % BYTES_A_LINE ? " " : "\n\t", (unsigned)c);
	fputs("\n\t'\\0'};\n", out);
}

static void
emit_file(FILE *out, const char *path, int number)
{
	FILE *in = fopen(path, "rb");
	if (!in) {
		perror(path);
		exit(2);
	}
	emit_bytes(out, in, number);
	fclose(in);
}

/* The file's name without folder and ending. */
static void
emit_row(FILE *out, const char *path, int number)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	fprintf(out, "\t{\"%.*s\", text_%d, sizeof(text_%d) - 1},\n", dot ? (int)(dot - name) : (int)strlen(name), name, number, number);
}

int
main(int argc, char **argv)
{
	FILE *out = argc < 3 ? NULL : fopen(argv[1], "w");
	if (!out) {
		fputs("usage: embed-text OUT.c FILE...\n", stderr);
		return 2;
	}
	fputs("/* Made from rules/ by embed-text: change the YAML, not this file. */\n#include \"app/policy.h\"\n\n", out);
	for (int i = 2; i < argc; i++)
		emit_file(out, argv[i], i - 2);
	fputs("\nconst struct wc_ready_policy wc_ready_policies[] = {\n", out);
	for (int i = 2; i < argc; i++)
		emit_row(out, argv[i], i - 2);
	fprintf(out, "};\nconst size_t wc_ready_policy_count = %d;\n", argc - 2);
	if (fclose(out) != 0) {
		perror(argv[1]);
		return 2;
	}
	return 0;
}
