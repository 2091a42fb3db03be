/* Fuzz target: a policy, compiled, and decisions on random facts. It never widens an answer unless it accepts the unknown, and never lifts a no. */
#include "fuzz.h"

#include "format/tree.h"
#include "policy/builtin.h"
#include "policy/decide.h"
#include "policy/site/load.h"
#include "policy/site/site.h"
#include "policy/view.h"

#include <string.h>

enum { QUESTIONS = 8 };

/* The facts come from the bytes before the first NUL, the policy from those behind it; a number of `most` from the next byte. */
struct bytes {
	const uint8_t *at, *end;
};

static unsigned
take(struct bytes *b, unsigned most)
{
	return b->at < b->end ? *b->at++ % most : 0;
}

static struct wc_version
take_version(struct bytes *b)
{
	const struct wc_program *p = &wc_builtin_program;
	struct wc_version v = {10, 0, p->releases[take(b, (unsigned)p->release_count)].build, (int32_t)take(b, 256) * 37};
	unsigned less = take(b, 8);
	if (less == 0)
		v.build = 0;
	if (less < 3)
		v.revision = WC_REVISION_UNKNOWN;
	return v;
}

static struct wc_host
take_host(struct bytes *b)
{
	struct wc_host h = {.name = "fuzz", .os = WC_OS_WINDOWS, .version = take_version(b), .sandbox = take_version(b)};
	h.product = (uint8_t)take(b, WC_CLIENT + 1);
	h.edition = (uint8_t)take(b, WC_DATACENTER + 1);
	h.installation = (uint8_t)take(b, WC_INSTALLED_CLIENT + 1);
	h.arch = (uint8_t)take(b, WC_ARCH_OTHER + 1);
	h.hyperv = (uint8_t)take(b, WC_YES + 1);
	h.containers = (uint8_t)take(b, WC_YES + 1);
	h.engine.kind = (uint8_t)take(b, WC_ENGINE_OTHER + 1);
	h.engine.store = (uint8_t)take(b, WC_STORE_CONTAINERD + 1);
	h.engine.default_isolation = (uint8_t)take(b, WC_HYPERV + 1);
	h.engine.is_cri = take(b, 2);
	return h;
}

static struct wc_image
take_image(struct bytes *b)
{
	static const char *const names[] = {NULL, "docker.io/library/app", "mcr.example/x/core"}, *const tags[] = {NULL, "1", "ltsc2022"};
	struct wc_image i = {.reference = "fuzz", .os = WC_OS_WINDOWS, .version = take_version(b)};
	i.repository = names[take(b, 3)];
	i.tag = tags[take(b, 3)];
	i.arch = (uint8_t)take(b, WC_ARCH_OTHER + 1);
	i.family = (uint8_t)take(b, WC_HOSTPROCESS + 1);
	i.win32k = (uint8_t)take(b, WC_YES + 1);
	return i;
}

static struct wc_request
take_request(struct bytes *b)
{
	static const char *const names[] = {NULL, "", "a", "b", "svc-1"};
	static const struct wc_label labels[] = {{"team", "a"}, {"tier", "1"}};
	struct wc_request r = {.isolation = (uint8_t)take(b, WC_ISOLATION_AUTO + 1), .purpose = (uint8_t)take(b, WC_PRODUCTION + 1), .labels = labels};
	r.today = take(b, 2) ? 20261125 : 0;
	r.user = names[take(b, 5)];
	r.name_space = names[take(b, 5)];
	r.label_count = take(b, 3);
	return r;
}

static bool
accepts_unknown(const struct wc_site *site)
{
	for (size_t i = 0; i < site->rule_count; i++)
		if (site->rules[i].effect == WC_EFFECT_ACCEPT && site->rules[i].accept == WC_STATUS_UNKNOWN)
			return true;
	return false;
}

static void
ask(const struct wc_view *bare, const struct wc_view *view, struct bytes *facts)
{
	static const uint8_t width[] = {[WC_REFUSE] = 0, [WC_DECISION_UNKNOWN] = 1, [WC_ALLOW] = 2};
	struct wc_verdict without, with;
	struct wc_host host = take_host(facts);
	struct wc_image image = take_image(facts);
	struct wc_request request = take_request(facts);
	const struct wc_site *site = view->program->site;
	wc_decide(bare, &host, &image, &request, &without);
	wc_decide(view, &host, &image, &request, &with);
	PROMISE(without.decision != WC_REFUSE || with.decision == WC_REFUSE);
	PROMISE(accepts_unknown(site) || width[with.decision] <= width[without.decision]);
	for (unsigned i = 0; i < 2; i++)
		PROMISE(with.modes[i].status <= without.modes[i].status);
}

static void
try_policy(wc_arena *arena, const char *text, size_t length, struct bytes *facts)
{
	const struct wc_node *documents;
	const struct wc_program *program;
	const struct wc_view *bare, *view;
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	if (!wc_yaml_read(arena, "policy", text, length, &documents, &err) || documents->count == 0)
		return;
	struct wc_policy_file file = {"policy", "", documents->child};
	if (!wc_site_load(arena, &wc_builtin_program, &file, 1, "en", &program, &diags))
		return;
	PROMISE(wc_view_make(arena, &wc_builtin_program, NULL, 0, &bare, &err) && wc_view_make(arena, program, NULL, 0, &view, &err));
	for (unsigned i = 0; i < QUESTIONS; i++)
		ask(bare, view, facts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = memchr(data, '\0', size);
	wc_arena *arena = wc_arena_new();
	if (nul && size < 64 * 1024) {
		struct bytes facts = {data, nul};
		size_t length = size - (size_t)(nul + 1 - data);
		try_policy(arena, wc_copy(arena, (const char *)nul + 1, length), length, &facts);
	}
	wc_arena_free(arena);
	return 0;
}
