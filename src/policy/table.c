/* The table: every pair of known builds worked out in advance, so that one decision is a look-up. */
#include "policy/view.h"

#include <string.h>

enum { NOT_YET = 0xfffe, MODES_AND_FAMILIES = WC_MODES * WC_FAMILIES };

struct wc_table {
	const struct wc_program *program;
	size_t host_count, image_count;   /* host slots are releases, image slots distinct builds */
	const uint32_t *image_builds;     /* ascending */
	const uint8_t *host_slots;        /* by build - lowest, one for servers and one for clients; 0xff: in no release */
	const uint8_t *image_slots;
	uint32_t lowest, span;
	uint32_t lowest_server;           /* some build that servers have, to look up the image's slot with */
	struct wc_pair *pairs;            /* [host][image][family] */
	uint16_t *best_image;             /* [host][mode][family] */
	uint16_t *best_host;              /* [host][image][mode][family]; the last host slot is "any server" */
};

static size_t
pair_index(const struct wc_table *t, size_t host, size_t image, size_t family)
{
	return (host * t->image_count + image) * WC_FAMILIES + family;
}

/* Slots by build: an array over the span of known builds is a few tens of kilobytes and one load to read. */
static void
index_builds(wc_arena *arena, struct wc_table *t)
{
	const struct wc_program *p = t->program;
	t->lowest = p->releases[0].build;
	t->span = p->releases[p->release_count - 1].build - t->lowest + 1;
	uint8_t *hosts = wc_array(arena, uint8_t, 2 * (size_t)t->span), *images = wc_array(arena, uint8_t, t->span);
	uint32_t *builds = wc_array(arena, uint32_t, p->release_count);
	memset(hosts, 0xff, 2 * (size_t)t->span);
	memset(images, 0xff, t->span);
	for (size_t i = 0; i < p->release_count; i++) {
		const struct wc_release *r = &p->releases[i];
		uint8_t *host = &hosts[2 * (r->build - t->lowest) + (r->product == WC_CLIENT)];
		if (*host == 0xff)
			*host = (uint8_t)i;
		if (r->product == WC_SERVER && t->lowest_server == 0)
			t->lowest_server = r->build;
		if (images[r->build - t->lowest] == 0xff) {
			images[r->build - t->lowest] = (uint8_t)t->image_count;
			builds[t->image_count++] = r->build;
		}
	}
	t->host_slots = hosts;
	t->image_slots = images;
	t->image_builds = builds;
	t->host_count = p->release_count;
}

/* The slots of the asked pair; false where one build is in no release, or not for this product. */
static bool
slots(const struct wc_table *t, const struct wc_asked *a, size_t *ret_host, size_t *ret_image)
{
	uint32_t host = a->host_build - t->lowest, image = a->image_build - t->lowest;
	if (host >= t->span || image >= t->span)
		return false;
	*ret_host = t->host_slots[2 * host + (a->product == WC_CLIENT)];
	*ret_image = t->image_slots[image];
	return *ret_host != 0xff && *ret_image != 0xff;
}

static void
fill_pairs(const struct wc_view *view, struct wc_table *t)
{
	for (size_t h = 0; h < t->host_count; h++) {
		const struct wc_release *host = &t->program->releases[h];
		for (size_t i = 0; i < t->image_count; i++) {
			for (size_t f = 0; f < WC_FAMILIES; f++) {
				struct wc_asked a = {.host_build = host->build, .product = host->product, .image_build = t->image_builds[i],
				                     .family = (uint8_t)f, .host_revision = WC_REVISION_UNKNOWN, .image_revision = WC_REVISION_UNKNOWN};
				wc_pair_make(view, &a, &t->pairs[pair_index(t, h, i, f)]);
			}
		}
	}
}

/* The host to move to from nowhere in particular: asked for a server of any build. */
static bool
any_server(const struct wc_asked *a)
{
	return a->host_build == 0 && a->product == WC_SERVER;
}

static void
fill_best_hosts(const struct wc_view *with, struct wc_table *t, struct wc_asked a, size_t slot, size_t k)
{
	unsigned mode = WC_PROCESS + (unsigned)(k / WC_FAMILIES);
	for (size_t i = 0; i < t->image_count; i++) {
		a.image_build = t->image_builds[i];
		t->best_host[(slot * t->image_count + i) * MODES_AND_FAMILIES + k] = wc_best_host(with, &a, mode);
	}
}

static void
fill_best(const struct wc_view *view, struct wc_table *t)
{
	struct wc_view with = *view;
	with.table = t; /* what is not there yet says NOT_YET and is worked out */
	for (size_t h = 0; h <= t->host_count; h++) {
		bool any = h == t->host_count;
		struct wc_asked a = {.host_build = any ? 0 : t->program->releases[h].build, .product = any ? WC_SERVER : t->program->releases[h].product,
		                     .image_build = t->image_builds[0], .host_revision = WC_REVISION_UNKNOWN, .image_revision = WC_REVISION_UNKNOWN};
		for (size_t k = 0; k < MODES_AND_FAMILIES; k++) {
			a.family = (uint8_t)(k % WC_FAMILIES);
			if (!any)
				t->best_image[h * MODES_AND_FAMILIES + k] = wc_best_image(&with, &a, WC_PROCESS + (unsigned)(k / WC_FAMILIES));
			fill_best_hosts(&with, t, a, h, k);
		}
	}
}

/* An edition or a rule that asks for the installation has more answers than the table has slots. */
static bool
asks_for_installation(const struct wc_view *view)
{
	for (unsigned i = 0; i < view->evidence_count; i++)
		if (view->program->clauses[view->evidence[i]].installations)
			return true;
	for (size_t i = 0; view->edition && i < view->edition->cell_count; i++)
		if (view->program->cells[view->edition->first_cell + i].installations)
			return true;
	return false;
}

const struct wc_table *
wc_table_make(wc_arena *arena, const struct wc_view *view)
{
	if (view->program->release_count == 0 || view->program->release_count > 250 || asks_for_installation(view))
		return NULL;
	struct wc_table *t = wc_alloc(arena, sizeof(*t));
	t->program = view->program;
	index_builds(arena, t);
	size_t pairs = t->host_count * t->image_count;
	t->pairs = wc_array(arena, struct wc_pair, pairs * WC_FAMILIES);
	t->best_image = wc_array(arena, uint16_t, t->host_count * MODES_AND_FAMILIES);
	size_t moves = (pairs + t->image_count) * MODES_AND_FAMILIES;
	t->best_host = wc_array(arena, uint16_t, moves);
	for (size_t i = 0; i < t->host_count * MODES_AND_FAMILIES; i++)
		t->best_image[i] = NOT_YET;
	for (size_t i = 0; i < moves; i++)
		t->best_host[i] = NOT_YET;
	fill_pairs(view, t);
	fill_best(view, t);
	return t;
}

const struct wc_pair *
wc_table_find(const struct wc_table *t, const struct wc_asked *a)
{
	size_t host, image;
	return slots(t, a, &host, &image) ? &t->pairs[pair_index(t, host, image, a->family)] : NULL;
}

bool
wc_table_best_image(const struct wc_table *t, const struct wc_asked *a, unsigned mode, uint16_t *ret_release)
{
	size_t host, image;
	if (!slots(t, a, &host, &image))
		return false;
	uint16_t best = t->best_image[host * MODES_AND_FAMILIES + wc_mode_index(mode) * WC_FAMILIES + a->family];
	if (best == NOT_YET)
		return false;
	*ret_release = best;
	return true;
}

bool
wc_table_best_host(const struct wc_table *t, const struct wc_asked *a, unsigned mode, uint16_t *ret_release)
{
	struct wc_asked known = *a;
	size_t host, image;
	if (any_server(a))
		known.host_build = t->lowest_server;
	if (!slots(t, &known, &host, &image))
		return false;
	if (any_server(a))
		host = t->host_count;
	uint16_t best = t->best_host[(host * t->image_count + image) * MODES_AND_FAMILIES + wc_mode_index(mode) * WC_FAMILIES + a->family];
	if (best == NOT_YET)
		return false;
	*ret_release = best;
	return true;
}
