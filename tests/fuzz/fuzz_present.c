/* Fuzz target: every output format, with any bytes as file, image, host and reason. What is written drives nothing. */
#include "fuzz.h"

#include "base/text.h"
#include "base/utf8.h"
#include "format/tree.h"
#include "io/digest.h"
#include "policy/builtin.h"
#include "policy/decide.h"
#include "present/presenters.h"

#include <string.h>

enum { LONGEST = 4096 };

/* Everything that is presented. The bytes of the input stand wherever a text from outside can. */
struct scene {
	struct wc_host host;
	struct wc_image image;
	struct wc_verdict verdict;
	struct wc_use use;
	struct wc_finding finding;
	struct wc_unresolved unresolved;
	struct wc_diag diag;
	struct wc_scan_rest rest;
	struct wc_answer answers[2];
	struct wc_err error;
	struct wc_present_options options;
};

static void
set_scene(struct scene *s, wc_arena *arena, const char *name)
{
	struct wc_err err;
	const struct wc_view *view;
	struct wc_request request = {0};
	PROMISE(wc_view_make(arena, &wc_builtin_program, NULL, 0, &view, &err));
	*s = (struct scene){
		.host = {.name = name, .os = WC_OS_WINDOWS, .product = WC_SERVER, .version = {10, 0, 20348, -1}},
		.image = {.reference = name,
	                  .repository = name,
	                  .tag = name,
	                  .os = WC_OS_WINDOWS,
	                  .version = {10, 0, 17763, -1}},
		.use = {.at = {name, 2, 3, 4}, .written = name, .reference = name, .subject = name, .role = WC_USE_RUN},
		.unresolved = {{name, 1, 1, 1}, name, name},
		.diag = {.file = name, .text = name, .hint = name, .line = 1, .column = 1},
	};
	s->host.sandbox = WC_VERSION_UNKNOWN;
	s->image.digest = name;
	s->finding = (struct wc_finding){.use = &s->use, .excuse = strlen(name) % 4, .excuse_why = name};
	s->rest = (struct wc_scan_rest){&s->unresolved, 1, &s->diag};
	wc_fail(&s->error, WC_FAULT_INPUT, "%s", name);
	wc_decide(view, &s->host, &s->image, &request, &s->verdict);
	s->answers[0] = (struct wc_answer){.host = &s->host, .image = &s->image, .verdict = &s->verdict, .picked = SIZE_MAX};
	s->answers[0].finding = &s->finding;
	s->answers[1] = (struct wc_answer){.host = &s->host, .image = &s->image, .error = &s->error, .picked = SIZE_MAX};
	s->options = (struct wc_present_options){.program = &wc_builtin_program, .version = "1", .sha256 = wc_sha256};
	s->options.edition = wc_view_edition(view);
	s->options.rest = &s->rest;
}

/* May "##" stand at `at`? Only where a line of ours begins: an issue of Azure, the title of a step summary. */
static bool
is_our_command(const char *text, size_t at)
{
	size_t line = at;
	while (line > 0 && text[line - 1] == '#')
		line--;
	bool starts = line == 0 || text[line - 1] == '\n';
	return starts &&
	       (strncmp(text + line, "##vso[task.logissue ", 20) == 0 || strncmp(text + line, "### wincompat: ", 15) == 0);
}

/* No control character but a line's end, no UTF-8 that is none, and no command of a CI but our own. */
static void
drives_nothing(const char *format, const char *text, size_t length)
{
	bool page = strcmp(format, "html") == 0; /* its style and script are our own */
	for (size_t i = 0; i < length;) {
		size_t n = wc_utf8_length(text + i, length - i);
		bool starts = i == 0 || text[i - 1] == '\n';
		PROMISE(n > 0);
		PROMISE(n > 1 || text[i] == '\n' || ((unsigned char)text[i] >= ' ' && text[i] != 0x7f) || page);
		PROMISE(strncmp(text + i, "##", 2) != 0 || page || is_our_command(text, i));
		PROMISE(!starts || strncmp(text + i, "::", 2) != 0 || strcmp(format, "github") == 0);
		i += n;
	}
}

static bool
is_utf8(const char *text)
{
	size_t length = strlen(text), n = 1;
	for (size_t i = 0; i < length && n; i += n)
		n = wc_utf8_length(text + i, length - i);
	return n > 0;
}

/* JSON is read back; SARIF's first result has the very name. */
static void
reads_back(wc_arena *arena, const char *format, const struct wc_text *text, const char *name)
{
	struct wc_err err;
	const struct wc_node *root;
	bool sarif = strcmp(format, "sarif") == 0;
	if (!sarif && strcmp(format, "gitlab") != 0 && strcmp(format, "json") != 0)
		return;
	PROMISE(wc_json_read(arena, format, text->bytes, text->length, &root, &err));
	if (!sarif || !is_utf8(name) || !*name)
		return;
	const struct wc_node *result = wc_get(wc_get(root, "runs")->child, "results")->child;
	while (result && !wc_get(wc_get(result, "properties"), "host"))
		result = result->next;
	PROMISE(result && strcmp(wc_get_text(wc_get(result, "properties"), "image"), name) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct scene scene;
	const char *name = wc_copy(arena, (const char *)data, size < LONGEST ? size : LONGEST);
	set_scene(&scene, arena, name);
	for (size_t i = 0; i < wc_presenter_count; i++) {
		struct wc_text out = {.arena = arena}, summary = {.arena = arena};
		wc_presenters[i].list(&out, arena, scene.answers, 2, &scene.options);
		PROMISE(out.length && out.bytes[out.length - 1] == '\n');
		drives_nothing(wc_presenters[i].name, out.bytes, out.length);
		reads_back(arena, wc_presenters[i].name, &out, name);
		if (wc_presenters[i].summary) {
			wc_presenters[i].summary(&summary, arena, scene.answers, 2, &scene.options);
			drives_nothing("summary", summary.bytes, summary.length);
		}
	}
	wc_arena_free(arena);
	return 0;
}
