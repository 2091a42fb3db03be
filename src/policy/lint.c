/* Index lint: what each entry says of itself. */
#include "policy/lint.h"

#include "policy/view.h"

#include <string.h>

void
wc_lint_add(struct wc_linting *l, enum wc_role role, size_t entry, size_t other, const char *detail)
{
	if (l->count == l->room) {
		size_t room = l->room ? l->room * 2 : 16;
		struct wc_lint *larger = wc_array(l->arena, struct wc_lint, room);
		if (l->count)
			memcpy(larger, l->lint, l->count * sizeof(*larger));
		l->lint = larger;
		l->room = room;
	}
	l->lint[l->count++] = (struct wc_lint){l->view->program->role[role], entry, other, detail};
}

/* The os.version that the index itself writes; an entry may have its config's. */
static const char *
listed_version(const struct wc_image_entry *e)
{
	return e->os_version == e->config_version ? NULL : e->os_version;
}

static void
check_version(struct wc_linting *l, size_t i)
{
	const struct wc_image_entry *e = &l->image->entries[i];
	const char *listed = listed_version(e), *config = e->config_version;
	if (!listed && e->family != WC_HOSTPROCESS)
		wc_lint_add(l, WC_ROLE_LINT_NO_VERSION, i, SIZE_MAX, config ? wc_printf(l->arena, ", though its config has %s", config) : "");
	if (listed && config && strcmp(listed, config) != 0)
		wc_lint_add(l, WC_ROLE_LINT_CONFIG_DIFFERS, i, SIZE_MAX, wc_printf(l->arena, "index %s, config %s", listed, config));
	if (listed && e->version.build == 0)
		wc_lint_add(l, WC_ROLE_LINT_VERSION_FORM, i, SIZE_MAX, NULL);
	else if (listed && e->version.revision == WC_REVISION_UNKNOWN)
		wc_lint_add(l, WC_ROLE_LINT_THREE_PARTS, i, SIZE_MAX, NULL);
}

static bool
is_graphical(unsigned family)
{
	return family == WC_SERVERCORE || family == WC_FAMILY_WINDOWS || family == WC_FAMILY_SERVER;
}

/* Entries whose family is not known are compared with the others: one image has win32k on every build or on none. */
static void
check_win32k(struct wc_linting *l, size_t i, bool others_have_it)
{
	const struct wc_image_entry *e = &l->image->entries[i];
	if (e->win32k == WC_YES)
		return;
	if (is_graphical(e->family))
		wc_lint_add(l, WC_ROLE_LINT_GRAPHICS, i, SIZE_MAX, "");
	else if (!e->family && others_have_it)
		wc_lint_add(l, WC_ROLE_LINT_GRAPHICS, i, SIZE_MAX, ", as other entries do");
}

static bool
is_windows(const struct wc_image_entry *e)
{
	return e->judgeable && e->os == WC_OS_WINDOWS;
}

struct wc_lint *
wc_lint_index(wc_arena *arena, const struct wc_view *view, const struct wc_image *image, size_t *ret_count)
{
	struct wc_linting l = {.arena = arena, .view = view, .image = image};
	bool any = false, any_graphics = false;
	for (size_t i = 0; i < image->entry_count; i++) {
		any |= is_windows(&image->entries[i]);
		any_graphics |= is_windows(&image->entries[i]) && image->entries[i].win32k == WC_YES;
	}
	for (size_t i = 0; any && i < image->entry_count; i++) {
		if (!is_windows(&image->entries[i]))
			continue;
		check_version(&l, i);
		check_win32k(&l, i, any_graphics);
	}
	if (any)
		wc_lint_hosts(&l);
	*ret_count = l.count;
	return l.lint;
}
