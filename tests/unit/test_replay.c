/* Unit tests: what the journal keeps of a decision is enough to make it again, to the letter. */
#include "app/journal.h"
#include "app/program.h"
#include "io/file.h"
#include "policy/decide.h"
#include "present/replay.h"
#include "source/image/sources.h"
#include "source/sources.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define INPUT WC_TEST_FIXTURES "/../golden/input/"

static wc_arena *arena;
static struct wc_err err;
static const struct wc_view *view;
static struct wc_reading reading;

static void
start(void)
{
	arena = wc_arena_new();
	reading = (struct wc_reading){.arena = arena, .program = wc_program_builtin(), .offline = true};
	cr_assert(wc_view_make(arena, wc_program_builtin(), NULL, 0, &view, &err), "%s", err.text);
}

static void
stop(void)
{
	wc_arena_free(arena);
}

TestSuite(replay, .init = start, .fini = stop);

static struct wc_host
host_of(const char *spec)
{
	struct wc_hosts hosts = {0};
	cr_assert(wc_hosts_read(&reading, spec, &hosts, &err), "%s: %s", spec, err.text);
	return hosts.host[0];
}

static struct wc_image
image_of(const char *name)
{
	struct wc_read_image read[1];
	wc_images_read(&reading, &name, 1, read);
	cr_assert(read[0].is_read, "%s: %s", name, read[0].err.text);
	return read[0].image;
}

/* The host that was kept, by way of a file, as `--host @FILE` reads it. */
static struct wc_host
host_again(const char *text)
{
	char path[] = "/tmp/wincompat-replay-XXXXXX";
	int fd = mkstemp(path);
	cr_assert_geq(fd, 0);
	close(fd);
	cr_assert(wc_file_write(path, text, strlen(text), &err), "%s", err.text);
	struct wc_host host = host_of(wc_printf(arena, "@%s", path));
	unlink(path);
	return host;
}

static struct wc_image
image_again(const char *text)
{
	struct wc_image image;
	cr_assert(wc_image_from_own_json(arena, "kept", text, strlen(text), &image, &err), "%s\n%s", err.text, text);
	return image;
}

static struct wc_journal_decision
decide(const struct wc_host *host, const struct wc_image *image, struct wc_request request)
{
	struct wc_present_options *options = wc_alloc(arena, sizeof(*options));
	struct wc_answer *answer = wc_alloc(arena, sizeof(*answer));
	struct wc_verdict *verdict = wc_alloc(arena, sizeof(*verdict));
	struct wc_image *judged = wc_alloc(arena, sizeof(*judged));
	*options = (struct wc_present_options){.program = wc_program_builtin(), .edition = wc_view_edition(view), .request = request};
	*answer = (struct wc_answer){.host = host, .image = image, .verdict = verdict};
	*judged = wc_image_pick(view, host, image, &answer->picked);
	wc_decide(view, host, judged, &request, verdict);
	return wc_journal_decision_of(arena, &(struct wc_journal_asked){.command = "run", .options = options}, answer);
}

static void
assert_same(const struct wc_journal_decision *a, const struct wc_journal_decision *b, const char *what)
{
	for (size_t i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++) {
		cr_assert_eq(a->column[i] == NULL, b->column[i] == NULL, "%s: column %zu", what, i);
		cr_assert(!a->column[i] || strcmp(a->column[i], b->column[i]) == 0, "%s: %s, %s", what, a->column[i], b->column[i]);
	}
	for (size_t i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		cr_assert_str_eq(a->text[i], b->text[i], "%s\n%s\n%s", what, a->text[i], b->text[i]);
}

static void
replay(const char *host_spec, const char *name, struct wc_request request)
{
	struct wc_host host = host_of(host_spec);
	struct wc_image image = image_of(name);
	struct wc_journal_decision first = decide(&host, &image, request);
	struct wc_host kept_host = host_again(first.text[WC_JOURNAL_TEXT_HOST]);
	struct wc_image kept_image = image_again(first.text[WC_JOURNAL_TEXT_IMAGE]);
	struct wc_journal_decision again = decide(&kept_host, &kept_image, request);
	assert_same(&first, &again, wc_printf(arena, "%s on %s", name, host_spec));
}

Test(replay, every_image_on_every_host)
{
	static const char *const hosts[] = {
		"ws2022", "ws2016,revision=3443", "ws2019,hyperv=no", "win11-24h2,edition=pro,hyperv=yes", "win10-22h2,edition=home", "1909",
		"win11-25h2,hyperv=yes,engine=docker:29.1", "win11-25h2,engine=docker:29.1,store=containerd", "ws2022,engine=containerd:2.2.0,sandbox=10.0.17763",
		"ws2025,engine=docker:28.0.1,store=graphdriver,default-isolation=hyperv,name=a node", "10.0.30000", "@" INPUT "local-host.json",
	};
	static const char *const images[] = {
		"os:10.0.17763.1", "os:10.0.20348.2340,arch=arm64,family=nanoserver", "os:10.0.26100,features=win32k", "json:" INPUT "index.json",
		"json:" INPUT "hazards.json", "json:" INPUT "only-2022.json", "json:" INPUT "linux.json", "json:" INPUT "config.json",
		"mcr.microsoft.com/windows/servercore:ltsc2019-amd64", "mcr.microsoft.com/windows/nanoserver:10.0.14393.1000", "registry.example/team/app:latest",
	};
	static const struct wc_request requests[] = {{.isolation = WC_ISOLATION_DEFAULT}, {.isolation = WC_ISOLATION_AUTO, .purpose = WC_PRODUCTION, .today = 20261125}};
	for (size_t h = 0; h < sizeof(hosts) / sizeof(hosts[0]); h++) {
		for (size_t i = 0; i < sizeof(images) / sizeof(images[0]); i++) {
			for (size_t r = 0; r < 2; r++)
				replay(hosts[h], images[i], requests[r]);
		}
	}
}

Test(replay, what_answers_do_not_show)
{
	struct wc_image_entry entries[] = {
		{.digest = "sha256:aa", .media_type = "application/x", .architecture = "x86_64", .variant = "v3", .os = WC_OS_OTHER, .os_text = "plan9",
		 .arch = WC_ARCH_OTHER, .version = WC_VERSION_UNKNOWN, .os_version = "ten", .remark = "a remark"},
		{.digest = "sha256:bb", .os = WC_OS_WINDOWS, .arch = WC_AMD64, .version = {10, 0, 20348, 7}, .judgeable = true, .win32k = WC_NO,
		 .version_from = WC_FROM_CONFIG, .family = WC_HOSTPROCESS, .family_from = WC_FROM_TAG},
	};
	entries[1].os_version = entries[1].config_version = "10.0.20348.7";
	struct wc_image image = {.reference = "r:1.2-x", .repository = "r", .tag = "1.2-x", .tag_start = 2, .tag_length = 3, .version = WC_VERSION_UNKNOWN,
	                         .os_version_text = "eleven", .entries = entries, .entry_count = 2};
	struct wc_text text = {.arena = arena}, again = {.arena = arena};
	wc_replay_image(&text, &image);
	struct wc_image kept = image_again(wc_text_string(&text));
	wc_replay_image(&again, &kept);
	cr_assert_str_eq(wc_text_string(&again), wc_text_string(&text));
	cr_assert_str_eq(kept.entries[0].os_text, "plan9");
	cr_assert_str_eq(kept.entries[0].architecture, "x86_64");
	cr_assert_eq(kept.entries[0].arch, WC_ARCH_OTHER);
	cr_assert_eq(kept.entries[1].os_version, kept.entries[1].config_version, "only the config has a version");
	cr_assert_eq(kept.entries[1].win32k, WC_NO);
	cr_assert_eq(kept.tag_start, 2);
	cr_assert_eq(kept.tag_length, 3);
}

Test(replay, refuses_what_is_no_image)
{
	static const char *const wrong[] = {
		"", "{", "[]", "{}", "{\"kind\":\"Host\"}", "{\"kind\":\"Image\",\"entries\":{}}", "{\"kind\":\"Image\",\"entries\":[1]}",
		"{\"kind\":\"Image\",\"family\":\"tree\"}", "{\"kind\":\"Image\",\"from\":{\"os\":\"hearsay\"}}", "{\"kind\":\"Image\",\"features\":[1]}",
		"{\"kind\":\"Image\",\"tag\":\"abc\",\"tagVersion\":{\"start\":2,\"length\":2}}", "{\"kind\":\"Image\",\"tagVersion\":{\"start\":\"0\"}}",
		"{\"kind\":\"Image\",\"tag\":\"abc\",\"tagVersion\":{\"start\":-1,\"length\":1}}", "{\"kind\":\"Image\",\"osVersion\":10}",
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct wc_image image;
		cr_assert_not(wc_image_from_own_json(arena, "wrong", wrong[i], strlen(wrong[i]), &image, &err), "%s", wrong[i]);
		cr_assert_eq(err.fault, WC_FAULT_INPUT);
		cr_assert_eq(strncmp(err.text, "wrong", 5), 0, "%s", err.text);
	}
}
