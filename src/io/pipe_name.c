/* Names of pipes. */
#include "io/pipe_name.h"

#include <string.h>

static const char root[] = "\\\\.\\pipe\\";

const char *
wc_pipe_name(wc_arena *arena, const char *text, const char **ret_name)
{
	char *pipe = wc_copyz(arena, text);
	for (char *c = pipe; *c; c++)
		*c = *c == '/' ? '\\' : *c;
	if (strncmp(pipe, root, sizeof(root) - 1) != 0 || !pipe[sizeof(root) - 1])
		return NULL;
	*ret_name = pipe + sizeof(root) - 1;
	return pipe;
}
