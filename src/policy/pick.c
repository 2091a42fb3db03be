/* Which entry of an index serves a host best, and why not the others. */
#include "policy/judge.h"
#include "policy/select.h"

#include <stdint.h>

static bool
fits_host(const struct wc_host *host, const struct wc_image_entry *e)
{
	return e->judgeable && e->os == WC_OS_WINDOWS && (e->arch == host->arch || !e->arch || !host->arch);
}

static uint8_t
origin(bool known, unsigned from)
{
	return (uint8_t)(known ? from : WC_FROM_NOWHERE);
}

/* The image as if this entry were all there is; what the entry does not say stays as the image has it. */
static struct wc_image
as_entry(const struct wc_image *image, const struct wc_image_entry *e)
{
	struct wc_image one = *image;
	uint8_t *from = one.from.of;
	one.digest = e->digest;
	one.architecture = e->architecture;
	one.os = e->os;
	one.os_text = e->os_text;
	one.arch = e->arch;
	one.win32k = e->win32k;
	from[WC_IMAGE_OS] = origin(e->os, WC_FROM_INDEX);
	from[WC_IMAGE_ARCHITECTURE] = origin(e->arch, WC_FROM_INDEX);
	if (e->version.build || image->from.of[WC_IMAGE_OS_VERSION] != WC_FROM_TAG) {
		one.version = e->version;
		one.os_version_text = e->version.build ? NULL : e->os_version;
		from[WC_IMAGE_OS_VERSION] = origin(e->version.build, e->version_from);
		from[WC_IMAGE_REVISION] = origin(e->version.revision != WC_REVISION_UNKNOWN, e->version_from);
	}
	if (e->family) {
		one.family = e->family;
		from[WC_IMAGE_FAMILY] = e->family_from;
	}
	return one;
}

/* How well an entry serves: by the status of both modes (the default one counts more), then the nearer build, then the newer revision. */
struct merit {
	unsigned status;
	uint32_t build;
	int32_t revision;
};

static struct merit
merit_of(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, const struct wc_image_entry *e)
{
	static const struct wc_request plain = {0};
	struct wc_image one = as_entry(image, e);
	struct wc_verdict v;
	one.entry_count = 0;
	wc_decide_without_remedies(view, host, &one, &plain, NULL, &v);
	unsigned first = v.modes[wc_mode_index(v.default_mode)].status, second = v.modes[!wc_mode_index(v.default_mode)].status;
	/* Above the host, the lowest build is the one that explains the refusal. */
	bool above = e->version.build > host->version.build;
	return (struct merit){first * 8 + second, above ? UINT32_MAX - e->version.build : e->version.build, e->version.revision};
}

static bool
better(struct merit a, struct merit b)
{
	if (a.status != b.status)
		return a.status > b.status;
	return a.build != b.build ? a.build > b.build : a.revision > b.revision;
}

/* May it run in one of the modes? */
static bool
can_run(struct merit m)
{
	return m.status / 8 >= WC_RELAXED || m.status % 8 >= WC_RELAXED;
}

/* Without an entry that fits: the first one that says most about why (Windows, then Linux, then anything that can be judged). */
static size_t
second_choice(const struct wc_image *image)
{
	static const uint8_t order[] = {WC_OS_WINDOWS, WC_OS_LINUX, WC_OS_OTHER, WC_OS_UNKNOWN};
	for (size_t k = 0; k < sizeof(order); k++)
		for (size_t i = 0; i < image->entry_count; i++)
			if (image->entries[i].judgeable && image->entries[i].os == order[k])
				return i;
	return SIZE_MAX;
}

/* The entry that serves the host best, whatever its engine does; SIZE_MAX where none is for it. */
static size_t
best_entry(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image)
{
	size_t picked = SIZE_MAX;
	struct merit best = {0, 0, 0};
	for (size_t i = 0; i < image->entry_count; i++) {
		if (!fits_host(host, &image->entries[i]))
			continue;
		struct merit m = merit_of(view, host, image, &image->entries[i]);
		if (picked == SIZE_MAX || better(m, best)) {
			best = m;
			picked = i;
		}
	}
	return picked;
}

/* The entry that the engine takes where all that it may do is the same; else the best one. Says in `choice` what is better. */
static size_t
judged_entry(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, size_t best, struct wc_choice *choice)
{
	if (choice->outcome_count == 0 || choice->split || best == SIZE_MAX)
		return best;
	struct merit most = merit_of(view, host, image, &image->entries[best]);
	if (choice->outcome[0].taken == 0) {
		choice->better = can_run(most) ? (uint32_t)best + 1 : 0;
		return best;
	}
	size_t taken = choice->outcome[0].taken - 1;
	if (can_run(most) && better(most, merit_of(view, host, image, &image->entries[taken]))) {
		choice->better = (uint32_t)best + 1;
		choice->says = choice->says == WC_SELECTS ? WC_OTHER_ENTRY : choice->says;
	}
	return taken;
}

struct wc_image
wc_image_pick(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, size_t *ret_picked)
{
	*ret_picked = SIZE_MAX;
	if (image->entry_count == 0)
		return *image;
	struct wc_choice choice = wc_choose(view->program, host, image->entries, image->entry_count);
	size_t picked = judged_entry(view, host, image, best_entry(view, host, image), &choice);
	if (picked == SIZE_MAX)
		picked = second_choice(image);
	*ret_picked = picked;
	struct wc_image one = picked == SIZE_MAX ? *image : as_entry(image, &image->entries[picked]);
	one.choice = choice;
	return one;
}

const char *
wc_entry_why(const struct wc_host *host, const struct wc_image *image, size_t i, size_t picked)
{
	const struct wc_image_entry *e = &image->entries[i], *p = picked < image->entry_count ? &image->entries[picked] : NULL;
	if (i == picked)
		return "";
	if (!e->judgeable)
		return "not an image that can be judged";
	if (e->os != WC_OS_WINDOWS)
		return e->os == WC_OS_LINUX ? "for Linux" : "not for Windows";
	if (!fits_host(host, e))
		return "for another architecture";
	if (e->version.build == 0)
		return "has no os.version";
	if (e->version.build > host->version.build)
		return "newer than the host";
	if (!p || p->version.build == e->version.build)
		return p && e->version.revision < p->version.revision ? "an older revision than the picked one" : "the same as the picked one";
	if (e->version.build < p->version.build && p->version.build <= host->version.build)
		return "older than the picked one";
	return "serves this host less well than the picked one";
}
