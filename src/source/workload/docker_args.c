/* What the variables of FROM stand for: ARG lines before the first stage, build arguments, the platform. */
#include "source/workload/docker_stages.h"

#include "base/limits.h"
#include "format/expand.h"

#include <string.h>

/* The value that was given from outside for `name`, or NULL: the user's own wins over what a compose file says. */
static const char *
given(const struct wc_docker_args *args, const char *name)
{
	const struct wc_workload_options *options = args->options;
	for (size_t i = options ? options->build_arg_count : 0; i-- > 0;) {
		const struct wc_setting *setting = &options->build_args[i];
		if (strcmp(setting->name, name) == 0)
			return setting->value;
	}
	for (size_t i = args->build->arg_count; i-- > 0;)
		if (strcmp(args->build->args[i].name, name) == 0)
			return args->build->args[i].value;
	return NULL;
}

static const char *
part(wc_arena *arena, const char *platform, unsigned n)
{
	while (n-- && platform) {
		platform = strchr(platform, '/');
		platform += platform != NULL;
	}
	return platform ? wc_copy(arena, platform, strcspn(platform, "/(")) : NULL;
}

/* The variables that the builder sets by itself, as far as the target platform is known. */
static const char *
automatic(const struct wc_docker_args *args, const char *name)
{
	const char *platform = args->build->platform;
	if (!platform)
		return NULL;
	if (strcmp(name, "TARGETPLATFORM") == 0)
		return platform;
	if (strcmp(name, "TARGETOS") == 0)
		return part(args->arena, platform, 0);
	return strcmp(name, "TARGETARCH") == 0 ? part(args->arena, platform, 1) : NULL;
}

static bool
is_automatic(const char *name)
{
	static const char *const names[] = {"TARGETPLATFORM", "TARGETOS",      "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
	                                    "BUILDPLATFORM",  "BUILDOS",       "BUILDARCH",  "BUILDVARIANT"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static const char *
value_of(void *context, const char *name)
{
	const struct wc_docker_args *args = context;
	for (size_t i = args->count; i-- > 0;)
		if (strcmp(args->set[i].name, name) == 0)
			return args->set[i].value;
	if (!is_automatic(name))
		return NULL;
	const char *value = given(args, name);
	return value ? value : automatic(args, name);
}

bool
wc_docker_expand(struct wc_docker_args *args, const char *word, const char **ret_text, const char **ret_why)
{
	struct wc_expand how = {.arena = args->arena, .value = value_of, .context = args, .escape = args->escape, .quotes = true};
	return wc_expand(&how, word, ret_text, ret_why);
}

static void
set(struct wc_docker_args *args, const char *name, const char *value)
{
	if (args->count == WC_LIMIT_FROM_ARGS)
		return; /* it has no value then, which is told where it is used */
	if (args->count == args->room) {
		args->room = args->room ? args->room * 2 : 8;
		struct wc_setting *more = wc_array(args->arena, struct wc_setting, args->room);
		if (args->count)
			memcpy(more, args->set, args->count * sizeof(*more));
		args->set = more;
	}
	args->set[args->count++] = (struct wc_setting){name, value};
}

void
wc_docker_arg(struct wc_docker_args *args, const char *word)
{
	const char *equals = strchr(word, '='), *why, *value;
	const char *name = wc_copy(args->arena, word, equals ? (size_t)(equals - word) : strlen(word));
	const char *outer = given(args, name);
	if (outer)
		set(args, name, outer);
	else if (equals && wc_docker_expand(args, equals + 1, &value, &why))
		set(args, name, value);
}

uint8_t
wc_docker_platform_os(const char *platform)
{
	static const struct {
		const char *name;
		uint8_t os;
	} known[] = {{"windows", WC_OS_WINDOWS}, {"linux", WC_OS_LINUX}};
	size_t length = platform ? strcspn(platform, "/(") : 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (length == strlen(known[i].name) && strncmp(platform, known[i].name, length) == 0)
			return known[i].os;
	return WC_OS_UNKNOWN;
}
