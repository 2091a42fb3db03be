/* Asking registries: from options to a session. */
#include "cli/registries.h"

#include "cli/progress.h"
#include "cli/say.h"
#include "cli/system.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_JOBS = 256, MOST_SECONDS = 24 * 3600 };

/* The whole number of an option, 0 where it is not given. */
static bool
number_of(const struct wc_args *args, const char *name, unsigned most, unsigned *ret_number, struct wc_err *err)
{
	const char *text = wc_opt_text(args, name);
	*ret_number = 0;
	if (!text)
		return true;
	size_t digits = strspn(text, "0123456789");
	unsigned long number = digits && digits < 9 && text[digits] == '\0' ? strtoul(text, NULL, 10) : 0;
	if (number >= 1 && number <= most) {
		*ret_number = (unsigned)number;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "--%s: '%.40s' is no number from 1 to %u", name, text, most);
	return wc_hint(err, "write a whole number, such as --%s %u", name, most == MOST_JOBS ? 16u : 60u);
}

bool
wc_timeout_asked(const struct wc_args *args, struct wc_gather *how, struct wc_err *err)
{
	return number_of(args, "timeout", MOST_SECONDS, &how->timeout_seconds, err);
}

bool
wc_jobs_check(const struct wc_args *args, struct wc_err *err)
{
	unsigned jobs;
	return number_of(args, "jobs", MOST_JOBS, &jobs, err);
}

static enum wc_tri
tls_verify_of(const struct wc_args *args)
{
	const char *text = wc_opt_text(args, "tls-verify");
	if (!text)
		return WC_TRI_UNKNOWN;
	return strcmp(text, "true") == 0 || strcmp(text, "yes") == 0 ? WC_YES : WC_NO;
}

bool
wc_registries_asked(wc_arena *arena, const struct wc_args *args, struct wc_gather *how, struct wc_registries *ret_registries,
                    struct wc_err *err)
{
	const struct wc_given *folders = wc_opt_all(args, "hosts-dir");
	struct wc_progress *progress = wc_alloc(arena, sizeof(*progress));
	*progress = wc_progress_new("images");
	struct wc_registry_options options = {
		.environment = wc_system_variable,
		.creds = wc_opt_text(args, "creds"),
		.login_file = wc_opt_text_if_any(args, "registry-config"),
		.tls_verify = tls_verify_of(args),
		.host_dirs = folders->item,
		.host_dir_count = folders->count,
		.progress = wc_progress_step,
		.progress_context = progress,
	};
	if (!number_of(args, "jobs", MOST_JOBS, &options.jobs, err) ||
	    !wc_timeout_asked(args, how, err))
		return false;
	*ret_registries = (struct wc_registries){wc_registry_open(&options), wc_cache_asked(arena, args)};
	how->environment = wc_system_variable;
	how->registry = ret_registries->registry;
	how->cache = wc_cache_for_sources(arena, ret_registries->cache);
	return true;
}

void
wc_registries_done(struct wc_registries *registries)
{
	wc_registry_close(registries->registry);
	if (registries->cache)
		wc_cache_done(registries->cache);
	*registries = (struct wc_registries){0};
}

void
wc_say_inferred(const struct wc_gathered *images, size_t count)
{
	wc_arena *arena = wc_arena_new();
	for (size_t i = 0; i < count; i++) {
		if (!images[i].inferred)
			continue;
		struct wc_err why = *images[i].inferred;
		wc_while(&why, "%s", wc_inferred_words(arena, &images[i]));
		wc_say_error(&why);
	}
	wc_arena_free(arena);
}
