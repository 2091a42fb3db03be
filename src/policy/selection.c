/* A selection for people: every entry, kept or dropped and why, under every form of the engine's matcher. */
#include "policy/select.h"
#include "policy/view.h"

#include <inttypes.h>
#include <string.h>

/* What the sentences are made from. */
struct scene {
	wc_arena *arena;
	const struct wc_program *program;
	const struct wc_selector *selector;
	const struct wc_host *host;
	const struct wc_image_entry *entry, *taken;
};

static const char *
above_host(const struct scene *s)
{
	return wc_printf(s->arena, "its build is above the host's %" PRIu32, s->host->version.build);
}

static const char *
below_floor(const struct scene *s)
{
	return wc_printf(s->arena, "its build is below %" PRIu32 ", the lowest that this form takes on a host of build %" PRIu32,
	                 wc_selector_floor(s->selector, s->host->version.build), s->host->version.build);
}

static const char *
other_build(const struct scene *s)
{
	return wc_printf(s->arena, "its build is not the host's %" PRIu32, s->host->version.build);
}

static const char *
other_prefix(const struct scene *s)
{
	char prefix[WC_PREFIX_TEXT];
	return wc_printf(s->arena, "its os.version does not begin with %s", wc_host_prefix(s->host, prefix));
}

static const char *
host_not_listed(const struct scene *s)
{
	return wc_printf(s->arena, "its table has no variant for a host of build %" PRIu32, s->host->version.build);
}

static const char *
other_variant(const struct scene *s)
{
	const struct wc_variant *v = wc_selector_variant(s->program, s->selector, s->host->version.build);
	return wc_printf(s->arena, "its table gives this host variant %s, build %" PRIu32, v->title, v->image_build);
}

/* It fits, but another one was taken: by which order? */
static const char *
comes_later(const struct scene *s)
{
	if (!s->taken || !wc_selector_prefers(s->selector, s->host, s->taken, s->entry))
		return "fits, but stands behind the one that is taken";
	switch (s->selector->ordering) {
	case WC_SAME_BUILD_FIRST:
		return "fits, but an entry of the host's own build goes first";
	case WC_BY_REVISION:
		return "fits, but its revision is lower than that of the one taken";
	case WC_BY_TEXT:
		return wc_compare_fields(s->entry->os_version ? s->entry->os_version : "", s->taken->os_version ? s->taken->os_version : "") > 0
		           ? "fits and is newer, but its os.version is less as text than that of the one taken"
		           : "fits, but its os.version is less than that of the one taken";
	default:
		return "fits, but its version is lower than that of the one taken";
	}
}

static const char *
why(const struct scene *s, enum wc_fit fit)
{
	static const char *(*const sentences[WC_FIT_COUNT])(const struct scene *) = {
		[WC_ABOVE_HOST] = above_host,       [WC_BELOW_FLOOR] = below_floor,
		[WC_OTHER_BUILD] = other_build,     [WC_OTHER_PREFIX] = other_prefix,
		[WC_HOST_NOT_LISTED] = host_not_listed, [WC_OTHER_VARIANT] = other_variant,
	};
	static const char *const plain[WC_FIT_COUNT] = {
		[WC_NO_IMAGE] = "is no image",
		[WC_NO_SYSTEM] = "names no operating system",
		[WC_OTHER_SYSTEM] = "is not for Windows",
		[WC_OTHER_ARCHITECTURE] = "is for another architecture",
		[WC_VERSION_ABSENT] = "has no os.version",
		[WC_VERSION_UNREAD] = "its os.version cannot be read and counts as 0.0.0",
	};
	if (fit <= WC_FITS_LAST)
		return comes_later(s);
	return plain[fit] ? plain[fit] : sentences[fit](s);
}

static const struct wc_fate *
fates(const struct scene *common, const struct wc_selection *selection, size_t taken)
{
	struct wc_fate *all = wc_array(common->arena, struct wc_fate, selection->entry_count + 1);
	struct scene s = *common;
	s.taken = taken < selection->entry_count ? &selection->entries[taken] : NULL;
	for (size_t i = 0; i < selection->entry_count; i++) {
		s.entry = &selection->entries[i];
		enum wc_fit fit = wc_selector_fit(s.program, s.selector, s.host, s.entry);
		all[i] = (struct wc_fate){fit <= WC_FITS_LAST || i == taken, i == taken ? "" : why(&s, fit)};
	}
	return all;
}

/* The image as its only entry. */
static struct wc_image_entry *
only_entry(wc_arena *arena, const struct wc_host *host, const struct wc_image *image)
{
	struct wc_image_entry *one = wc_alloc(arena, sizeof(*one));
	*one = wc_manifest_as_entry(host, image, wc_alloc(arena, WC_VERSION_TEXT));
	return one;
}

struct wc_selection *
wc_selection_make(wc_arena *arena, const struct wc_view *view, const struct wc_host *host, const struct wc_image *image,
                  const struct wc_choice *choice, size_t judged)
{
	struct wc_selection *selection = wc_alloc(arena, sizeof(*selection));
	struct wc_engine_outcome *outcomes = wc_array(arena, struct wc_engine_outcome, choice->outcome_count + 1u);
	*selection = (struct wc_selection){image->entries, image->entry_count, judged, outcomes, choice->outcome_count};
	if (image->entry_count == 0) {
		selection->entries = only_entry(arena, host, image);
		selection->entry_count = 1;
		selection->judged = 0;
	}
	for (unsigned i = 0; i < choice->outcome_count; i++) {
		const struct wc_selector *s = &view->program->selectors[choice->outcome[i].selector];
		size_t taken = choice->outcome[i].taken ? choice->outcome[i].taken - 1 : SIZE_MAX;
		struct scene scene = {.arena = arena, .program = view->program, .selector = s, .host = host};
		unsigned says = taken == SIZE_MAX ? WC_MATCHER_REFUSES : choice->better && taken != choice->better - 1 ? WC_OTHER_ENTRY : WC_SELECTS;
		outcomes[i] = (struct wc_engine_outcome){s, taken, (uint8_t)says, fates(&scene, selection, taken)};
	}
	return selection;
}
