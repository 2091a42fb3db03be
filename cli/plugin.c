/* The program as a plugin of docker and of kubectl. */
#include "cli/plugin.h"

#include "cli/system.h"
#include "format/json_write.h"

#include <string.h>

static const char plugin_name[] = "wincompat";

/* Is `path` a file called `name`, with or without .exe? */
static bool
is_called(const char *path, const char *name)
{
	const char *base = path;
	for (const char *p = path; *p; p++)
		if (*p == '/' || *p == '\\')
			base = p + 1;
	size_t length = strlen(name);
	return strncmp(base, name, length) == 0 && (!base[length] || strcmp(base + length, ".exe") == 0);
}

/* Options of docker that may stand in front of a plugin's name. */
static const struct docker_option {
	const char *name, *letter;
	const char *variable; /* what says the same to us, or NULL: it says nothing of the engine */
	bool takes_value, is_lost;
} docker_options[] = {
	{"--config", NULL, "DOCKER_CONFIG", true, false},
	{"--context", "-c", "DOCKER_CONTEXT", true, false},
	{"--host", "-H", "DOCKER_HOST", true, false},
	{"--tlsverify", NULL, "DOCKER_TLS_VERIFY", false, false},
	{"--log-level", "-l", NULL, true, false},
	{"--debug", "-D", NULL, false, false},
	{"--tls", NULL, NULL, false, true},
	{"--tlscacert", NULL, NULL, true, true},
	{"--tlscert", NULL, NULL, true, true},
	{"--tlskey", NULL, NULL, true, true},
};
enum { DOCKER_OPTIONS = sizeof(docker_options) / sizeof(docker_options[0]) };

/* The option that `word` is, "--host", "--host=X" or "-H", and the value in it, or NULL. */
static const struct docker_option *
find_option(const char *word, const char **ret_value)
{
	for (size_t i = 0; i < DOCKER_OPTIONS; i++) {
		const struct docker_option *o = &docker_options[i];
		size_t length = strlen(o->name);
		*ret_value = NULL;
		if (o->letter && strcmp(word, o->letter) == 0)
			return o;
		if (strncmp(word, o->name, length) != 0 || (word[length] && word[length] != '='))
			continue;
		*ret_value = word[length] ? word + length + 1 : NULL;
		return o;
	}
	return NULL;
}

static bool
take_option(wc_arena *arena, const struct docker_option *o, const char *value, struct wc_err *err)
{
	if (o->is_lost) {
		wc_fail(err, WC_FAULT_INPUT, "docker's option %s is not handed on to plugins", o->name);
		return wc_hint(err, "set DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or use a docker context");
	}
	if (o->variable && !(strcmp(o->name, "--tlsverify") == 0 && value && strcmp(value, "false") == 0))
		wc_system_set_variable(arena, o->variable, o->takes_value ? value : "1");
	return true;
}

/* Takes what stands between the program and the plugin's name; `*ret_at` is the index of that. */
static bool
take_options(wc_arena *arena, int argc, char **argv, int *ret_at, struct wc_err *err)
{
	int i = 1;
	for (; i < argc && argv[i][0] == '-'; i++) {
		const char *value;
		const struct docker_option *o = find_option(argv[i], &value);
		if (!o)
			continue;
		if (o->takes_value && !value)
			value = i + 1 < argc ? argv[++i] : "";
		if (!take_option(arena, o, value, err))
			return false;
	}
	*ret_at = i;
	return true;
}

/* The command line that begins with `first` (NULL: nothing) and goes on at argv[at]. */
static void
set_arguments(wc_arena *arena, int *argc, char ***argv, const char *first, int at)
{
	int count = 1;
	char **line = wc_array(arena, char *, *argc + 2);
	line[0] = (*argv)[0];
	if (first)
		line[count++] = wc_copyz(arena, first);
	for (int i = at; i < *argc; i++)
		line[count++] = (*argv)[i];
	*argc = count;
	*argv = line;
}

/* docker-wincompat [OPTION…] wincompat …; or `help wincompat …`, or `__complete wincompat …`, which go to the plugin, too. */
static bool
docker_arguments(wc_arena *arena, int *argc, char ***argv, struct wc_err *err)
{
	int at;
	if (!take_options(arena, *argc, *argv, &at, err))
		return false;
	const char *word = at < *argc ? (*argv)[at] : NULL;
	bool asks = word && (strcmp(word, "help") == 0 || strcmp(word, WC_PLUGIN_COMPLETE) == 0);
	bool named = at + asks < *argc && strcmp((*argv)[at + asks], plugin_name) == 0;
	if (asks && named)
		set_arguments(arena, argc, argv, word, at + 2);
	else
		set_arguments(arena, argc, argv, NULL, at + named);
	return true;
}

bool
wc_plugin_arguments(wc_arena *arena, int *argc, char ***argv, struct wc_err *err)
{
	const char *program = *argc ? (*argv)[0] : "";
	if (is_called(program, "docker-wincompat"))
		return docker_arguments(arena, argc, argv, err);
	if (is_called(program, "kubectl_complete-wincompat"))
		set_arguments(arena, argc, argv, WC_PLUGIN_COMPLETE, 1);
	return true;
}

const char *
wc_plugin_metadata(wc_arena *arena)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "SchemaVersion", "0.1.0"); /* CLIs before 28.4.1 take no other */
	wc_json_text(&out, "Vendor", plugin_name);
	wc_json_text(&out, "Version", WC_VERSION);
	wc_json_text(&out, "ShortDescription", "May this Windows image run on this host?");
	wc_json_end(&out);
	wc_text_addz(&text, "\n");
	return wc_text_string(&text);
}
