/* Index lint by trial: every known release as a host, with every engine that the data know. */
#include "policy/lint.h"

#include "base/text.h"
#include "policy/select.h"
#include "policy/view.h"

/* The release as a host of one architecture. */
static struct wc_host
host_of(const struct wc_release *r, unsigned arch)
{
	return (struct wc_host){
	    .name = r->title,
	    .os = WC_OS_WINDOWS,
	    .product = r->product,
	    .arch = (uint8_t)arch,
	    .version = {10, 0, r->build, WC_REVISION_UNKNOWN},
	};
}

static bool
has_architecture(const struct wc_image *image, unsigned arch)
{
	for (size_t i = 0; i < image->entry_count; i++)
		if (image->entries[i].os == WC_OS_WINDOWS && image->entries[i].arch == arch)
			return true;
	return false;
}

/* Calls `visit` for every release × architecture for which the index has entries. */
static void
each_host(struct wc_linting *l, void *context, void (*visit)(struct wc_linting *, void *, const struct wc_release *, const struct wc_host *))
{
	const struct wc_program *p = l->view->program;
	for (unsigned arch = WC_AMD64; arch < WC_ARCH_OTHER; arch++) {
		if (!has_architecture(l->image, arch))
			continue;
		for (size_t i = 0; i < p->release_count; i++) {
			struct wc_host host = host_of(&p->releases[i], arch);
			if (wc_mask_has(p->releases[i].architectures, arch))
				visit(l, context, &p->releases[i], &host);
		}
	}
}

static void
mark_taken(struct wc_linting *l, void *context, const struct wc_release *release, const struct wc_host *host)
{
	const struct wc_program *p = l->view->program;
	bool *taken = context;
	(void)release;
	for (size_t i = 0; i < p->selector_count; i++) {
		size_t entry = wc_selector_take(p, &p->selectors[i], host, l->image->entries, l->image->entry_count);
		if (entry != SIZE_MAX)
			taken[entry] = true;
	}
}

static void
find_never_taken(struct wc_linting *l)
{
	bool *taken = wc_array(l->arena, bool, l->image->entry_count);
	each_host(l, taken, mark_taken);
	for (size_t i = 0; i < l->image->entry_count; i++)
		if (l->image->entries[i].judgeable && l->image->entries[i].os == WC_OS_WINDOWS && !taken[i])
			wc_lint_add(l, WC_ROLE_LINT_NEVER, i, SIZE_MAX, NULL);
}

/* Hosts on which one entry is taken before a better one. */
struct hazard {
	struct hazard *next;
	size_t taken, better;
	struct wc_text hosts;
};

struct hazards {
	const struct wc_selector *selector; /* the newest graph driver */
	struct hazard *first, **end;
};

static struct hazard *
hazard_of(wc_arena *arena, struct hazards *all, size_t taken, size_t better)
{
	for (struct hazard *h = all->first; h; h = h->next)
		if (h->taken == taken && h->better == better)
			return h;
	struct hazard *h = wc_alloc(arena, sizeof(*h));
	*h = (struct hazard){.taken = taken, .better = better, .hosts = {.arena = arena}};
	*all->end = h;
	all->end = &h->next;
	return h;
}

static void
add_title(struct wc_text *list, const struct wc_release *release)
{
	wc_text_printf(list, "%s%s", list->length ? ", " : "", release->title);
}

/* Is what holds for one of the modes unknown? Then nothing can be said to be worse or better. */
static bool
is_unknown(const struct wc_linting *l, const struct wc_host *host, const struct wc_image *image)
{
	static const struct wc_request plain = {0};
	struct wc_verdict v;
	wc_decide(l->view, host, image, &plain, &v);
	return v.modes[0].status == WC_STATUS_UNKNOWN || v.modes[1].status == WC_STATUS_UNKNOWN;
}

static void
note_hazard(struct wc_linting *l, void *context, const struct wc_release *release, const struct wc_host *plain)
{
	struct hazards *all = context;
	struct wc_host host = *plain;
	size_t picked;
	host.engine.kind = all->selector->engine;
	host.engine.store = all->selector->store;
	host.engine.version = all->selector->engine_from;
	host.engine.version.known = true;
	struct wc_image taken = wc_image_pick(l->view, &host, l->image, &picked);
	const struct wc_choice *choice = &taken.choice;
	if (!choice->outcome_count || !choice->outcome[0].taken || !choice->better || is_unknown(l, &host, &taken))
		return;
	add_title(&hazard_of(l->arena, all, choice->outcome[0].taken - 1, choice->better - 1)->hosts, release);
}

static void
find_hazards(struct wc_linting *l)
{
	const struct wc_program *p = l->view->program;
	struct hazards all = {0};
	all.end = &all.first;
	for (size_t i = 0; i < p->selector_count; i++)
		if (p->selectors[i].matching == WC_MATCH_GRAPHDRIVER)
			all.selector = &p->selectors[i];
	if (all.selector)
		each_host(l, &all, note_hazard);
	for (struct hazard *h = all.first; h; h = h->next)
		wc_lint_add(l, WC_ROLE_LINT_ORDER, h->taken, h->better, wc_text_string(&h->hosts));
}

/* A server release with base images of its own is expected to be served while it is in support. */
static void
note_uncovered(struct wc_linting *l, void *context, const struct wc_release *release, const struct wc_host *host)
{
	static const struct wc_request plain = {0};
	struct wc_verdict v;
	size_t picked;
	if (release->product != WC_SERVER || release->channel == WC_PREVIEW || release->base_image != WC_YES || !wc_release_in_support(release, l->view->today))
		return;
	struct wc_image one = wc_image_pick(l->view, host, l->image, &picked);
	wc_decide(l->view, host, &one, &plain, &v);
	if (v.modes[0].status < WC_RELAXED)
		add_title(context, release);
}

void
wc_lint_hosts(struct wc_linting *l)
{
	struct wc_text uncovered = {.arena = l->arena};
	find_hazards(l);
	find_never_taken(l);
	each_host(l, &uncovered, note_uncovered);
	if (uncovered.length)
		wc_lint_add(l, WC_ROLE_LINT_NOT_COVERED, SIZE_MAX, SIZE_MAX, wc_text_string(&uncovered));
}
