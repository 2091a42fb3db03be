/*
 * alike POLICY…: random hosts × images, judged one by one and by class: both answers are the same, for the built-in program and with
 * the policies. A class is hosts, or images, of one key; its answer is that of its first member. Prints TAP.
 */
#include "app/policy.h"
#include "app/program.h"
#include "policy/alike.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOSTS = 1100, IMAGES = 1000, ENTRIES = 3, REQUESTS = 8 };

/* A fixed sequence: the same facts in every run. */
static uint32_t state = 7;

static uint32_t
next(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % below;
}

/* Revisions around every cut that the data make, and some between. */
static int32_t
revision(const struct wc_program *p, uint32_t build)
{
	if (next(6) == 0)
		return WC_REVISION_UNKNOWN;
	for (unsigned tries = 0; p->border_count && tries < 8; tries++) {
		const struct wc_border *b = &p->borders[next((uint32_t)p->border_count)];
		const int32_t cuts[] = {b->host_before, b->host_from, b->image_before, b->image_from};
		int32_t cut = cuts[next(4)];
		if (b->build == build && cut > 0)
			return cut + (int32_t)next(3) - 1;
	}
	return (int32_t)next(5) * 1000 + (int32_t)next(3);
}

static struct wc_version
version(const struct wc_program *p)
{
	uint32_t build = p->releases[next((uint32_t)p->release_count)].build + (next(20) == 0);
	static const uint32_t usual[] = {14393, 17763, 18362, 20348, 26100};
	if (next(8))
		build = usual[next(5)];
	if (next(40) == 0)
		return WC_VERSION_UNKNOWN;
	return (struct wc_version){10, 0, build, revision(p, build)};
}

static struct wc_host
host(wc_arena *arena, const struct wc_program *p, size_t i)
{
	struct wc_host h = {.name = wc_printf(arena, "%s-%zu", next(4) ? "node" : "edge", i), .os = (uint8_t)(next(30) ? WC_OS_WINDOWS : WC_OS_LINUX),
	                    .version = version(p), .sandbox = WC_VERSION_UNKNOWN};
	/* Most hosts of a fleet are of a few kinds, so that there are classes of many. */
	h.product = (uint8_t)(next(5) ? WC_SERVER : WC_CLIENT);
	h.from.of[WC_HOST_PRODUCT] = WC_FROM_NODE;
	h.arch = WC_AMD64;
	h.engine.kind = WC_CONTAINERD;
	h.engine.is_cri = true;
	h.engine.version = (struct wc_engine_version){1 + next(2), 6 + next(2), next(20), true};
	if (next(3))
		return h;
	h.edition = (uint8_t)(next(3) ? 0 : next(WC_DATACENTER + 1));
	h.installation = (uint8_t)(next(3) ? 0 : next(WC_INSTALLED_CLIENT + 1));
	h.arch = (uint8_t)(next(10) ? WC_AMD64 : WC_ARM64);
	h.hyperv = (uint8_t)next(3);
	h.containers = (uint8_t)(next(8) ? 0 : next(3));
	h.engine.kind = (uint8_t)(next(2) ? WC_MOBY : next(WC_ENGINE_OTHER + 1));
	h.engine.is_cri = false;
	h.engine.store = (uint8_t)next(3);
	h.engine.version = (struct wc_engine_version){24 + next(6), next(3), next(20), next(4) != 0};
	h.from.of[WC_HOST_PRODUCT] = next(2) ? WC_FROM_ASSUMED : WC_FROM_NODE;
	if (next(4) == 0)
		h.sandbox = version(p);
	return h;
}

static void
add_entries(wc_arena *arena, const struct wc_program *p, struct wc_image *image)
{
	char text[WC_VERSION_TEXT];
	image->entries = wc_array(arena, struct wc_image_entry, ENTRIES);
	image->entry_count = ENTRIES;
	for (unsigned i = 0; i < ENTRIES; i++) {
		struct wc_version v = version(p);
		image->entries[i] = (struct wc_image_entry){.version = v, .os_version = v.build ? wc_copyz(arena, wc_version_print(v, text)) : NULL, .os = WC_OS_WINDOWS,
		                                            .arch = WC_AMD64, .family = (uint8_t)next(3), .judgeable = next(9) != 0,
		                                            .version_from = WC_FROM_INDEX, .family_from = WC_FROM_INDEX};
	}
}

static struct wc_image
image(wc_arena *arena, const struct wc_program *p, size_t i)
{
	static const char *const registries[] = {"mcr.microsoft.com", "ghcr.io", "old.example.com"}, *const tags[] = {"1.0", "latest", "ltsc2022", "2-preview"};
	struct wc_image image = {.os = (uint8_t)(next(30) ? WC_OS_WINDOWS : WC_OS_LINUX), .arch = (uint8_t)(next(30) ? WC_AMD64 : WC_ARM64), .version = version(p)};
	image.family = (uint8_t)(next(10) ? next(3) : next(WC_HOSTPROCESS + 1));
	image.repository = wc_printf(arena, "%s/app%zu", registries[next(3)], i % 50);
	image.tag = tags[next(4)];
	image.reference = wc_printf(arena, "%s:%s", image.repository, image.tag);
	image.from.of[WC_IMAGE_OS] = next(2) ? WC_FROM_CONFIG : WC_FROM_GIVEN;
	image.from.of[WC_IMAGE_OS_VERSION] = next(9) ? WC_FROM_CONFIG : WC_FROM_TAG;
	if (next(20) == 0)
		add_entries(arena, p, &image);
	return image;
}

/* Rows and their classes: of each the first member of its class. */
struct classes {
	size_t first[HOSTS > IMAGES ? HOSTS : IMAGES];
	size_t count;
};

static void
classify(const struct wc_text *keys, size_t count, struct classes *ret_classes)
{
	ret_classes->count = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < i && (keys[k].length != keys[i].length || memcmp(keys[k].bytes, keys[i].bytes, keys[i].length) != 0))
			k++;
		ret_classes->first[i] = k;
		ret_classes->count += k == i;
	}
}

static bool
same_rules(const struct wc_reason *a, unsigned a_count, const struct wc_reason *b, unsigned b_count)
{
	for (unsigned i = 0; a_count == b_count && i < a_count; i++)
		if (a[i].rule != b[i].rule || a[i].mode != b[i].mode || a[i].fact != b[i].fact)
			return false;
	return a_count == b_count;
}

static bool
same_remedies(const struct wc_verdict *a, const struct wc_verdict *b)
{
	for (unsigned i = 0; a->remedy_count == b->remedy_count && i < a->remedy_count; i++)
		if (a->remedies[i].action != b->remedies[i].action || a->remedies[i].mode != b->remedies[i].mode || a->remedies[i].release != b->remedies[i].release)
			return false;
	return a->remedy_count == b->remedy_count;
}

static bool
same(const struct wc_verdict *a, const struct wc_verdict *b)
{
	return a->decision == b->decision && a->isolation == b->isolation && a->launch == b->launch && a->judged == b->judged &&
	       a->missing == b->missing && a->modes[0].status == b->modes[0].status && a->modes[1].status == b->modes[1].status &&
	       same_rules(a->reasons, a->reason_count, b->reasons, b->reason_count) && same_rules(a->warnings, a->warning_count, b->warnings, b->warning_count) &&
	       same_remedies(a, b);
}

static void
judge(const struct wc_view *view, const struct wc_host *h, const struct wc_image *i, const struct wc_request *request, struct wc_image *ret_image,
      struct wc_verdict *ret_verdict)
{
	size_t picked;
	*ret_image = wc_image_pick(view, h, i, &picked);
	wc_decide(view, h, ret_image, request, ret_verdict);
}

/* Every pair, by itself and by the first members of its classes. */
static size_t
differing(const struct wc_view *view, const struct wc_host *hosts, const struct wc_image *images, const struct classes *of_hosts, const struct classes *of_images)
{
	size_t differ = 0;
	struct wc_image one, other;
	struct wc_verdict alone, by_class;
	for (size_t h = 0; h < HOSTS; h++) {
		for (size_t i = 0; i < IMAGES; i++) {
			struct wc_request request = {.isolation = (uint8_t)((h + i) % 4), .purpose = (uint8_t)(h % 4), .today = 20261125};
			if (of_hosts->first[h] == h && of_images->first[i] == i)
				continue;
			judge(view, &hosts[h], &images[i], &request, &one, &alone);
			judge(view, &hosts[of_hosts->first[h]], &images[of_images->first[i]], &request, &other, &by_class);
			if (!same(&alone, &by_class) && differ++ < 3)
				printf("# host %zu/%zu image %zu/%zu: %u %u\n", h, of_hosts->first[h], i, of_images->first[i], alone.decision, by_class.decision);
		}
	}
	return differ;
}

static void
try(wc_arena *arena, const struct wc_program *program, unsigned number, const char *what)
{
	static struct wc_host hosts[HOSTS];
	static struct wc_image images[IMAGES];
	static struct wc_text host_keys[HOSTS], image_keys[IMAGES];
	static struct classes of_hosts, of_images;
	const struct wc_view *view;
	struct wc_err err;
	if (!wc_view_make_tabulated(arena, program, NULL, 0, &view, &err))
		abort();
	struct wc_alike *alike = wc_alike_make(arena, view);
	for (size_t i = 0; i < HOSTS; i++) {
		hosts[i] = host(arena, program, i);
		host_keys[i] = (struct wc_text){.arena = arena};
		wc_alike_host(alike, &hosts[i], &host_keys[i]);
	}
	for (size_t i = 0; i < IMAGES; i++) {
		images[i] = image(arena, program, i);
		image_keys[i] = (struct wc_text){.arena = arena};
		wc_alike_image(alike, &images[i], &image_keys[i]);
	}
	classify(host_keys, HOSTS, &of_hosts);
	classify(image_keys, IMAGES, &of_images);
	size_t differ = differing(view, hosts, images, &of_hosts, &of_images);
	printf("# %zu classes of %d hosts, %zu classes of %d images\n", of_hosts.count, HOSTS, of_images.count, IMAGES);
	printf("%s %u - %s: %d pairs judged alone and by class\n", differ ? "not ok" : "ok", number, what, HOSTS * IMAGES);
}

int
main(int argc, char **argv)
{
	struct wc_err err;
	wc_arena *arena = wc_arena_new();
	const struct wc_program *program = wc_program_builtin(), *with;
	struct wc_diags diags = {.arena = arena};
	try(arena, program, 1, "the built-in program");
	if (!wc_policy_load(arena, program, (struct wc_names){(const char *const *)argv + 1, (size_t)argc - 1}, "en", NULL, &with, &diags, &err)) {
		printf("Bail out! %s %s\n", err.text, diags.first ? diags.first->text : "");
		return 1;
	}
	try(arena, with, 2, "with policies");
	printf("1..2\n");
	wc_arena_free(arena);
	return 0;
}
