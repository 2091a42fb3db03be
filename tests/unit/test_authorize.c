/* Unit tests: the answers to an engine's questions, by image, isolation and gate. */
#include "app/authorize.h"
#include "app/program.h"
#include "app/scan_judge.h"
#include "format/base64.h"
#include "io/file.h"
#include "policy/decide.h"
#include "store/journal_group.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static wc_arena *arena;
static struct wc_gather how;
static struct wc_authorizing asked;

static void
start(void)
{
	struct wc_host *host;
	size_t count;
	struct wc_err err;
	const char *spec = "ws2022,engine=docker:28.0.1,store=graphdriver,hyperv=yes";
	const struct wc_view *view;
	arena = wc_arena_new();
	how = (struct wc_gather){.program = wc_program_builtin(), .offline = true};
	asked = (struct wc_authorizing){.mode = WC_SERVE_ENFORCE, .on_unknown = WC_ON_UNKNOWN_WARN};
	cr_assert(wc_gather_hosts(arena, &how, (struct wc_names){&spec, 1}, &host, &count, &err), "%s", err.text);
	cr_assert(wc_view_make(arena, how.program, NULL, 0, &view, &err), "%s", err.text);
	asked.host = host;
	asked.view = view;
	asked.present = (struct wc_present_options){.program = how.program, .edition = wc_view_edition(view)};
}

static void
stop(void)
{
	wc_arena_free(arena);
}

TestSuite(authorize, .init = start, .fini = stop);

static struct wc_authorized
answer(const char *text)
{
	struct wc_question *question = wc_question_read(arena, text, strlen(text));
	const char *reference = wc_question_image(question);
	return wc_authorize(question, &asked, reference ? wc_gather_references(arena, &how, (struct wc_names){&reference, 1}) : NULL);
}

static struct wc_authorized
ask(const char *uri, const char *body)
{
	const char *encoded = wc_base64_write(arena, body, strlen(body));
	const char *text = wc_printf(arena, "{\"User\":\"ann\",\"RequestMethod\":\"POST\",\"RequestUri\":\"%s\",\"RequestBody\":\"%s\"}", uri, encoded);
	return answer(text);
}

static struct wc_authorized
create(const char *image, const char *isolation)
{
	return ask("/v1.43/containers/create?name=x",
	           wc_printf(arena, "{\"Image\":\"%s\",\"HostConfig\":{\"Isolation\":\"%s\"}}", image, isolation));
}

#define BASE "mcr.microsoft.com/windows/servercore:"

static void
expect_refused(struct wc_authorized got, const char *begins, const char *holds)
{
	cr_assert_not(got.allow);
	cr_expect(strncmp(got.message, begins, strlen(begins)) == 0, "%s", got.message);
	cr_expect(strstr(got.message, holds), "%s", got.message);
	cr_expect_null(strchr(got.message, '\n'));
}

static void
expect_allowed(struct wc_authorized got, const char *word)
{
	cr_expect(got.allow, "%s", got.message);
	cr_expect_str_eq(got.word, word);
}

Test(authorize, by_image_and_isolation)
{
	expect_allowed(create(BASE "ltsc2022", ""), "process");
	expect_allowed(create(BASE "ltsc2022", "HYPERV"), "hyperv");
	expect_allowed(create(BASE "ltsc2019", "hyperv"), "hyperv");
	expect_refused(create(BASE "ltsc2025", "hyperv"), "refused: Hyper-V isolation", "what to do: ");
	expect_refused(create(BASE "ltsc2019", ""), "refused: process isolation, which this host uses by default", "--isolation=hyperv");
	expect_refused(create(BASE "ltsc2019", "process"), "refused: process isolation", "--isolation=hyperv");
	expect_refused(ask("/services/create", "{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"" BASE "ltsc2019\"}}}"), "refused: ", "--isolation=hyperv");
}

Test(authorize, default_isolation_of_the_host)
{
	struct wc_host host = *asked.host;
	host.engine.default_isolation = WC_HYPERV;
	asked.host = &host;
	expect_allowed(create(BASE "ltsc2019", "default"), "hyperv");
}

Test(authorize, what_is_not_ours)
{
	static const char ping[] = "{\"RequestMethod\":\"GET\",\"RequestUri\":\"/v1.43/containers/json\"}";
	struct wc_authorized got = answer(ping);
	expect_allowed(got, "other");
	cr_assert_null(got.message);
	expect_allowed(ask("/v1.43/containers/abc/start", ""), "other");
}

Test(authorize, what_cannot_be_understood)
{
	expect_refused(ask("/containers/create", ""), "refused: the engine does not show the body", "CVE-2024-41110");
	expect_refused(ask("/containers/create", "{\"Image\":\"a\",\"image\":\"b\"}"), "refused: Image is there twice", "name it once");
	expect_refused(ask("/containers/create%", "{}"), "refused: the path", "percent");
	expect_refused(ask("/containers/abc/start", "{\"Isolation\":\"process\"}"), "refused: the start", "created");
	expect_refused(create(BASE "ltsc2022", "vm"), "refused: 'vm' is no isolation", "hyperv");
	expect_refused(answer("x"), "refused: ", "what to do");
	expect_refused(answer(""), "refused: ", "what to do");
}

Test(authorize, names_are_never_files_of_ours)
{
	static const char *const names[] = {"json:/etc/passwd", "oci:/tmp", "docker-archive:/x", "json:-", "-", "A", " a", "a b", "..%2fetc"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		expect_refused(create(names[i], ""), "refused: ", "what to do");
	asked.on_unknown = WC_ON_UNKNOWN_REFUSE;
	expect_refused(create("os:build", ""), "unknown: ", "");
	expect_refused(create("deadbeef", ""), "unknown: ", "may be the ID of an image");
	expect_refused(create("sha256:deadbeef", ""), "unknown: ", "may be the ID of an image");
}

Test(authorize, unknown)
{
	struct wc_authorized got = create("example.com/app:1", "");
	expect_allowed(got, "unknown");
	cr_assert(strncmp(got.message, "warning: unknown: ", 18) == 0, "%s", got.message);
	expect_allowed(ask("/build?t=x", ""), "unknown");
	asked.on_unknown = WC_ON_UNKNOWN_REFUSE;
	expect_refused(create("example.com/app:1", ""), "unknown: ", "");
	expect_refused(ask("/build?t=x", ""), "unknown: an engine does not show", "wincompat scan");
}

Test(authorize, gates)
{
	asked.mode = WC_SERVE_WARN;
	struct wc_authorized got = create(BASE "ltsc2025", "");
	expect_allowed(got, "refuse");
	cr_assert(strncmp(got.message, "warning: refused: ", 18) == 0, "%s", got.message);
	expect_allowed(ask("/containers/create", ""), "malformed");
	asked.mode = WC_SERVE_AUDIT;
	got = create(BASE "ltsc2025", "");
	expect_allowed(got, "refuse");
	cr_assert_null(got.message);
	asked.on_unknown = WC_ON_UNKNOWN_REFUSE;
	expect_allowed(create("example.com/app:1", ""), "unknown");
}

Test(authorize, isolation_that_has_to_be_named)
{
	asked.enforce_isolation = true;
	expect_refused(create(BASE "ltsc2022", ""), "refused: it names no isolation", "--isolation=process");
	expect_refused(create(BASE "ltsc2022", "Default"), "refused: it names no isolation", "--isolation=process");
	expect_refused(ask("/build?t=x", ""), "refused: it names no isolation", "--isolation=");
	expect_allowed(create(BASE "ltsc2022", "process"), "process");
	expect_allowed(create(BASE "ltsc2019", "hyperv"), "hyperv");
	expect_allowed(ask("/build?isolation=hyperv", ""), "unknown");
	expect_refused(create(BASE "ltsc2019", "process"), "refused: process isolation", "--isolation=hyperv");
}

/* Everything in a name ends up in somebody's terminal. */
Test(authorize, hostile_names)
{
	asked.on_unknown = WC_ON_UNKNOWN_REFUSE;
	struct wc_authorized got = create("a\\u001b[31m\\n##vso[x]\\u202e", "");
	cr_assert_not(got.allow);
	for (const char *p = got.message; *p; p++)
		cr_assert((unsigned char)*p >= ' ', "%s", got.message);
}

static bool
count_entry(void *context, const struct wc_journal_entry *entry)
{
	cr_expect_str_eq(entry->decision.column[WC_JOURNAL_COMMAND], "serve");
	cr_expect(strstr(entry->decision.text[WC_JOURNAL_TEXT_REQUEST], "\"docker\":{\"method\":\"POST\""), "%s", entry->decision.text[WC_JOURNAL_TEXT_REQUEST]);
	return ++*(int *)context, true;
}

Test(authorize, platforms)
{
	const char *body = "{\"Image\":\"" BASE "ltsc2025\"}";
	expect_allowed(ask("/v1.43/containers/create?platform=linux/amd64", body), "other");
	expect_refused(ask("/v1.40/containers/create?platform=linux/amd64", body), "refused: ", "is newer than host");
	expect_refused(ask("/v1.43/containers/create?platform=windows/amd64", body), "refused: ", "is newer than host");
	expect_refused(ask("/v1.43/containers/create?platform=linux&platform=windows", body), "refused: ", "it is there twice");
	struct wc_authorized got = ask("/v1.43/containers/create?platform=windows/arm64", body);
	cr_assert(got.allow && strstr(got.message, "it asks for the architecture arm64, and this host has amd64"), "%s", got.message);
	asked.on_unknown = WC_ON_UNKNOWN_REFUSE;
	expect_refused(ask("/v1.43/containers/create?platform=windows/arm64", body), "unknown: ", "leave --platform out");
	expect_refused(ask("/v1.43/build?platform=windows", ""), "unknown: ", "what a build stands on");
	expect_allowed(ask("/v1.43/build?platform=linux", ""), "other");
}

Test(authorize, journal)
{
	char folder[] = "/tmp/wcXXXXXX";
	struct wc_err err = {0};
	int count = 0;
	cr_assert(mkdtemp(folder));
	const char *path = wc_printf(arena, "%s/journal", folder);
	struct wc_journal *journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = true});
	cr_assert(wc_journal_group_begin(journal, &asked.journal, &err), "%s", err.text);
	asked.requires_log = true;
	create(BASE "ltsc2025", "");
	create(BASE "ltsc2022", "");
	ask("/containers/create", "");
	wc_journal_group_end(asked.journal, NULL);
	cr_assert(wc_journal_read(journal, &(struct wc_journal_filter){.texts = true}, count_entry, &count, &err), "%s", err.text);
	cr_assert_eq(count, 2);
	wc_journal_close(journal);

	/* One that cannot be written refuses, where it has to be. */
	journal = wc_journal_new(arena, &(struct wc_journal_options){.path = wc_printf(arena, "%s/no/such/folder/x", path), .required = true});
	cr_assert(wc_journal_group_begin(journal, &asked.journal, &err), "%s", err.text);
	expect_refused(create(BASE "ltsc2022", ""), "refused: the decision cannot be written down", "");
	asked.requires_log = false;
	expect_allowed(create(BASE "ltsc2022", ""), "process");
	wc_journal_group_end(asked.journal, NULL);
	wc_journal_close(journal);
}
