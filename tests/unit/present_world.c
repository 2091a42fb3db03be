/* A small program and one verdict for the tests of the presenters. */
#include "present_world.h"

#include "io/digest.h"

static const char *const tags_2019[] = {"ltsc2019", "1809"}, *const tags_2022[] = {"ltsc2022"};
static const char *const aliases_2019[] = {"ws2019"}, *const aliases_2022[] = {"ws2022"};
static const char *const sources[] = {"a page"};

static const struct wc_release releases[] = {
	{.build = 17763, .title = "Windows Server 2019", .product = WC_SERVER, .tags = {tags_2019, 2}, .aliases = {aliases_2019, 1}},
	{.build = 20348, .title = "Windows Server 2022", .product = WC_SERVER, .tags = {tags_2022, 1}, .aliases = {aliases_2022, 1}},
};

static const struct wc_rule rules[RULE_COUNT] = {
	[RULE_OTHER_MODE] = {.id = "MATRIX-OTHER-MODE",
	                     .text = "image {image.version} is {older} host {host.version}; the matrix of {edition.published} "
	                             "allows it under {other-mode} only",
	                     .evidence = WC_DOCUMENTED,
	                     .known_from = 20241203,
	                     .source = {sources, 1}},
	[RULE_UNREADABLE] = {.id = "IMAGE-UNREADABLE", .text = "the image {image.reference} could not be read"},
	[RULE_HYPERV_UNKNOWN] = {.id = "HYPERV-UNKNOWN", .text = "{nobody.knows} {mode} {"},
	[RULE_INFERRED] = {.id = "TAG-INFERRED", .text = "inferred from the tag"},
	[RULE_ENGINE] = {.id = "ENGINE", .text = "this one is {host.engine}"},
};

static const struct wc_clause clauses[] = {
	{.rule = RULE_ENGINE, .voice = WC_VOICE_ENGINE, .says = WC_SAYS_REFUSE, .engine_below = {18, 9, 1, true}},
};

static const struct wc_matrix_edition editions[] = {{.id = "E23", .published = 20241203, .source = {sources, 1}}};

const struct wc_program small_program = {
	.releases = releases,
	.rules = rules,
	.clauses = clauses,
	.editions = editions,
	.release_count = RELEASE_COUNT,
	.rule_count = RULE_COUNT,
	.clause_count = 1,
	.edition_count = 1,
	.role = {[WC_ROLE_UNREADABLE] = RULE_UNREADABLE, [WC_ROLE_TAG_INFERRED] = RULE_INFERRED},
};

static struct wc_host
host_2022(void)
{
	struct wc_host host = {.name = "ws2022", .os = WC_OS_WINDOWS, .product = WC_SERVER, .version = {10, 0, 20348, -1}};
	host.sandbox = WC_VERSION_UNKNOWN;
	host.from.of[WC_HOST_OS_VERSION] = WC_FROM_RELEASE;
	return host;
}

static struct wc_image
image_2019(void)
{
	struct wc_image image = {
		.reference = "mcr.microsoft.com/windows/servercore:ltsc2019",
		.repository = "mcr.microsoft.com/windows/servercore",
		.tag = "ltsc2019",
		.tag_length = 8,
		.os = WC_OS_WINDOWS,
		.family = WC_SERVERCORE,
		.version = {10, 0, 17763, -1},
	};
	image.from.of[WC_IMAGE_OS_VERSION] = WC_FROM_TAG;
	return image;
}

struct world *
world_new(void)
{
	wc_arena *arena = wc_arena_new();
	struct world *w = wc_alloc(arena, sizeof(*w));
	*w = (struct world){.arena = arena, .out = {.arena = arena}, .host = host_2022(), .image = image_2019()};
	w->verdict = (struct wc_verdict){
		.program = &small_program,
		.edition = editions,
		.host = &w->host,
		.image = &w->image,
		.modes = {{.status = WC_UNSUPPORTED, .vendor = WC_VENDOR_NO}, {.status = WC_SUPPORTED, .vendor = WC_VENDOR_YES}},
		.decision = WC_REFUSE,
		.judged = WC_PROCESS,
		.default_mode = WC_PROCESS,
		.launch = WC_LAUNCH_NEEDS_FLAG,
		.reason_count = 1,
		.reasons = {{.rule = RULE_OTHER_MODE, .says = WC_SAYS_NO, .mode = WC_PROCESS}},
		.remedy_count = 2,
		.remedies = {{WC_USE_ISOLATION, WC_HYPERV, 0, WC_NO_RELEASE, 0}, {WC_USE_TAG, WC_PROCESS, 0, RELEASE_2022, 0}},
		.host_release = RELEASE_2022,
		.image_release = RELEASE_2019,
		.host_build_known = true,
		.image_build_known = true,
	};
	w->answer = (struct wc_answer){.host = &w->host, .image = &w->image, .verdict = &w->verdict, .picked = SIZE_MAX};
	w->options = (struct wc_present_options){.program = &small_program, .edition = editions, .version = "0.1.0", .sha256 = wc_sha256};
	return w;
}

void
world_end(struct world *w)
{
	wc_arena_free(w->arena);
}

const char *
shown(struct world *w, const char *name)
{
	w->out.length = 0;
	wc_presenter_find(name)->list(&w->out, w->arena, &w->answer, 1, &w->options);
	return wc_text_string(&w->out);
}
