/* cache: what is kept of registries' answers, and emptying it. */
#include "cli/commands.h"

#include "cli/cache.h"
#include "cli/options.h"
#include "cli/say.h"
#include "format/json_write.h"

#include <inttypes.h>
#include <string.h>

static const char *
job_word(size_t i)
{
	static const char *const list[] = {"info", "clear"};
	return i < sizeof(list) / sizeof(list[0]) ? list[i] : NULL;
}

static const struct wc_opt options[] = {
	WC_OPT_OUTPUT(wc_object_word),
	WC_OPT_HELP,
};

static void
info_json(struct wc_text *text, const struct wc_cache_info *info)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "apiVersion", "wincompat/v1");
	wc_json_text(&out, "kind", "Cache");
	wc_json_text(&out, "path", info->path);
	wc_json_number(&out, "fileBytes", info->file_bytes);
	wc_json_number(&out, "documents", info->documents);
	wc_json_number(&out, "documentBytes", info->document_bytes);
	wc_json_number(&out, "mostBytes", info->most);
	wc_json_number(&out, "names", info->names);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

static void
info_text(struct wc_text *text, const struct wc_cache_info *info)
{
	enum { KILOBYTE = 1024 };
	wc_text_printf(text, "file       %s (%" PRId64 " KB)\n", info->path, (info->file_bytes + KILOBYTE - 1) / KILOBYTE);
	wc_text_printf(text, "documents  %" PRId64 " manifests and configs, %" PRId64 " KB of at most %" PRId64 " KB\n", info->documents,
	               (info->document_bytes + KILOBYTE - 1) / KILOBYTE, info->most / KILOBYTE);
	wc_text_printf(text, "names      %" PRId64 " tags, each with the digest it stood for\n", info->names);
}

static enum wc_exit
show(wc_arena *arena, struct wc_cache *cache, const char *format)
{
	struct wc_err err;
	struct wc_cache_info info;
	struct wc_text text = {.arena = arena};
	if (!wc_cache_count(cache, &info, &err))
		return wc_say_failed(&err);
	if (strcmp(format, "json") == 0)
		info_json(&text, &info);
	else
		info_text(&text, &info);
	return wc_say_answer(&text, WC_EXIT_OK);
}

static enum wc_exit
clear(struct wc_cache *cache)
{
	struct wc_err err;
	return wc_cache_clear(cache, &err) ? WC_EXIT_OK : wc_say_failed(&err);
}

static enum wc_exit
wrong(wc_arena *arena, const struct wc_args *args)
{
	struct wc_err err;
	const char *job = args->operand_count ? args->operand[0] : NULL;
	const char *near = job ? wc_opt_nearest(arena, job_word, job) : NULL;
	if (!job)
		wc_fail(&err, WC_FAULT_INPUT, "cache needs to know what to do");
	else if (wc_opt_has(job_word, job))
		wc_fail(&err, WC_FAULT_INPUT, "cache %s takes nothing more, but '%.80s' was given", job, args->operand[1]);
	else
		wc_fail(&err, WC_FAULT_INPUT, "cache: '%.80s' is nothing it can do", job);
	if (near)
		wc_hint(&err, "did you mean '%s'? `cache info` shows what is kept, `cache clear` empties it", near);
	else
		wc_hint(&err, "`cache info` shows what is kept, `cache clear` empties it");
	return wc_say_failed(&err);
}

static enum wc_exit
no_place(void)
{
	struct wc_err err;
	wc_fail(&err, WC_FAULT_INPUT, "there is no place for a cache: the environment names no home");
	wc_hint(&err, "set XDG_CACHE_HOME (on Windows LOCALAPPDATA) to a folder");
	return wc_say_failed(&err);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	if (args->operand_count != 1 || !wc_opt_has(job_word, args->operand[0]))
		return wrong(cli->arena, args);
	struct wc_cache *cache = wc_cache_in(cli->arena, wc_cache_folder(cli->arena));
	if (!cache)
		return no_place();
	bool clears = strcmp(args->operand[0], "clear") == 0;
	enum wc_exit code = clears ? clear(cache) : show(cli->arena, cache, wc_opt_text(args, "output"));
	if (code == WC_EXIT_OK)
		wc_cache_done(cache);
	else
		wc_cache_close(cache);
	return code;
}

const struct wc_command wc_cmd_cache = {
	.name = "cache",
	.operands = "info|clear",
	.title = "show or empty what is kept of registries' answers",
	.about = "Manifests and configs are kept by digest, the least recently used go first; a tag is asked again when it was last "
	         "asked some time ago. `cache info` counts, `cache clear` empties. The file lies in $XDG_CACHE_HOME/wincompat "
	         "(~/.cache where the variable is not set).",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = job_word,
	.run = run,
};
