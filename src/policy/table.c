/* The table: every pair of known builds worked out in advance, so that one decision is a look-up. */
#include "policy/view.h"

#include <string.h>

struct wc_table {
	const struct wc_program *program;
	size_t host_count, image_count;   /* host slots are releases, image slots distinct builds */
	const uint32_t *image_builds;     /* ascending */
	const uint8_t *host_slots;        /* by build - lowest, one for servers and one for clients; 0xff: in no release */
	const uint8_t *image_slots;
	uint32_t lowest, span;
	struct wc_pair *pairs;            /* [host][image][family] */
	uint16_t *best_server;            /* [image][family][mode] */
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

static struct wc_asked
ask_about(uint32_t host_build, unsigned product, uint32_t image_build, size_t family)
{
	return (struct wc_asked){.host_build = host_build, .product = (uint8_t)product, .image_build = image_build, .family = (uint8_t)family,
	                         .host_revision = WC_REVISION_UNKNOWN, .image_revision = WC_REVISION_UNKNOWN};
}

static void
fill_pairs(const struct wc_view *view, struct wc_table *t)
{
	for (size_t h = 0; h < t->host_count; h++) {
		const struct wc_release *host = &t->program->releases[h];
		for (size_t i = 0; i < t->image_count; i++) {
			for (size_t f = 0; f < WC_FAMILIES; f++) {
				struct wc_asked a = ask_about(host->build, host->product, t->image_builds[i], f);
				wc_pair_make(view, &a, &t->pairs[pair_index(t, h, i, f)]);
			}
		}
	}
}

/* The remedies of a whole row of images have the same best image, so it is worked out once a row. */
static void
fill_best(const struct wc_view *with, struct wc_table *t)
{
	for (size_t h = 0; h < t->host_count; h++) {
		const struct wc_release *host = &t->program->releases[h];
		for (size_t f = 0; f < WC_FAMILIES; f++) {
			for (unsigned m = 0; m < WC_MODES; m++) {
				struct wc_asked a = ask_about(host->build, host->product, t->image_builds[0], f);
				uint16_t image = wc_best_image(with, &a, WC_PROCESS + m);
				for (size_t i = 0; i < t->image_count; i++) {
					struct wc_pair *pair = &t->pairs[pair_index(t, h, i, f)];
					a.image_build = t->image_builds[i];
					pair->best_image[m] = image;
					pair->best_host[m] = wc_best_host(with, &a, WC_PROCESS + m);
				}
			}
		}
	}
}

static void
fill_best_servers(const struct wc_view *with, struct wc_table *t)
{
	for (size_t k = 0; k < t->image_count * WC_FAMILIES * WC_MODES; k++) {
		struct wc_asked a = ask_about(0, WC_SERVER, t->image_builds[k / (WC_FAMILIES * WC_MODES)], k / WC_MODES % WC_FAMILIES);
		t->best_server[k] = wc_best_host(with, &a, WC_PROCESS + (unsigned)(k % WC_MODES));
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
	t->pairs = wc_array(arena, struct wc_pair, t->host_count * t->image_count * WC_FAMILIES);
	t->best_server = wc_array(arena, uint16_t, t->image_count * WC_FAMILIES * WC_MODES);
	fill_pairs(view, t);
	struct wc_view with = *view;
	with.table = t; /* the pairs are there: what is best is read off them */
	fill_best(&with, t);
	fill_best_servers(&with, t);
	for (size_t i = 0; i < t->host_count * t->image_count * WC_FAMILIES; i++)
		t->pairs[i].tabulated = true;
	return t;
}

const struct wc_pair *
wc_table_find(const struct wc_table *t, const struct wc_asked *a)
{
	size_t host, image;
	return slots(t, a, &host, &image) ? &t->pairs[pair_index(t, host, image, a->family)] : NULL;
}

bool
wc_table_best_server(const struct wc_table *t, const struct wc_asked *a, unsigned mode, uint16_t *ret_release)
{
	uint32_t image = a->image_build - t->lowest;
	if (image >= t->span || t->image_slots[image] == 0xff)
		return false;
	*ret_release = t->best_server[(t->image_slots[image] * (size_t)WC_FAMILIES + a->family) * WC_MODES + wc_mode_index(mode)];
	return true;
}
