/* Text files as C source: embed-text OUT.c FILE... makes the table of ready-made policies. Runs while building. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes as string literals, a line of the file a line; what is not printable ASCII goes in three octal digits. */
static size_t
emit_bytes(FILE *out, FILE *in)
{
	size_t length = 0;
	int c;
	fputs("\t\t\"", out);
	while ((c = fgetc(in)) != EOF) {
		length++;
		if (c == '\n')
			fputs("\\n\"\n\t\t\"", out);
		else if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (c < ' ' || c > '~')
			fprintf(out, "\\%03o", (unsigned)c);
		else
			fputc(c, out);
	}
	fputs("\"", out);
	return length;
}

static void
emit_file(FILE *out, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	FILE *in = fopen(path, "rb");
	if (!in) {
		perror(path);
		exit(2);
	}
	fprintf(out, "\t{\"%.*s\",\n", dot ? (int)(dot - name) : (int)strlen(name), name);
	size_t length = emit_bytes(out, in);
	fprintf(out, ", %zu},\n", length);
	fclose(in);
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
	fputs("const struct wc_ready_policy wc_ready_policies[] = {\n", out);
	for (int i = 2; i < argc; i++)
		emit_file(out, argv[i]);
	fprintf(out, "};\nconst size_t wc_ready_policy_count = %d;\n", argc - 2);
	if (fclose(out) != 0) {
		perror(argv[1]);
		return 2;
	}
	return 0;
}
