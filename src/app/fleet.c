/* Fleets: loading, classes, the matrix. */
#include "app/fleet.h"

#include "app/answer.h"
#include "app/key_set.h"
#include "base/text.h"
#include "format/reference.h"
#include "policy/alike.h"

#include <string.h>

/* What is known while one side is loaded. */
struct loading {
	wc_arena *arena;
	const struct wc_reading *reading;
	struct wc_fleet_side *side;
	bool hosts;
	int64_t *number; /* of the facts, ascending */
	struct wc_err *err;
	bool failed;
};

/* `array` with room for twice as many. */
static void *
grown(wc_arena *arena, void *array, size_t room, size_t more, size_t size)
{
	return wc_grow(arena, array, room * size, more * size);
}

static bool
take_facts(void *context, int64_t number, const char *bytes, size_t length)
{
	struct loading *l = context;
	struct wc_fleet_side *side = l->side;
	struct wc_hosts hosts;
	if (side->fact_count == side->fact_room) {
		size_t room = side->fact_room ? side->fact_room * 2 : 64;
		l->number = grown(l->arena, l->number, side->fact_room, room, sizeof(*l->number));
		side->host = l->hosts ? grown(l->arena, side->host, side->fact_room, room, sizeof(*side->host)) : NULL;
		side->image = l->hosts ? NULL : grown(l->arena, side->image, side->fact_room, room, sizeof(*side->image));
		side->fact_room = room;
	}
	l->failed = l->hosts ? !wc_hosts_read_bytes(l->reading, "the inventory", bytes, length, &hosts, l->err)
	                     : !wc_image_read_bytes(l->reading, "the inventory", bytes, length, &side->image[side->fact_count], l->err);
	if (l->failed)
		return false;
	if (l->hosts)
		side->host[side->fact_count] = hosts.host[0];
	l->number[side->fact_count++] = number;
	return true;
}

static uint32_t
index_of(const struct loading *l, int64_t number)
{
	size_t low = 0, high = l->side->fact_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (l->number[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

static bool
take_row(void *context, const char *name, int64_t facts, int64_t uses, int64_t source)
{
	struct loading *l = context;
	struct wc_fleet_side *side = l->side;
	if (side->count == side->room) {
		size_t room = side->room ? side->room * 2 : 256;
		side->name = grown(l->arena, side->name, side->room, room, sizeof(*side->name));
		side->facts = grown(l->arena, side->facts, side->room, room, sizeof(*side->facts));
		side->uses = grown(l->arena, side->uses, side->room, room, sizeof(*side->uses));
		side->source = grown(l->arena, side->source, side->room, room, sizeof(*side->source));
		side->room = room;
	}
	side->name[side->count] = wc_copyz(l->arena, name);
	uint32_t index = index_of(l, facts);
	if (index == side->fact_count || l->number[index] != facts) {
		wc_fail(l->err, WC_FAULT_SYSTEM, "the inventory is damaged: it lacks the facts of %.200s", name);
		wc_hint(l->err, "move the file away, and import the hosts and images again");
		l->failed = true;
		return false;
	}
	side->facts[side->count] = index;
	side->source[side->count] = (uint32_t)source;
	side->uses[side->count++] = uses;
	return true;
}

static bool
load_side(wc_arena *arena, const struct wc_reading *reading, struct wc_inventory *inventory, bool hosts, struct wc_fleet_side *side, struct wc_err *err)
{
	struct loading l = {.arena = arena, .reading = reading, .side = side, .hosts = hosts, .err = err};
	*side = (struct wc_fleet_side){0};
	return wc_inventory_read(inventory, hosts ? WC_INVENTORY_HOST : WC_INVENTORY_IMAGE, take_facts, take_row, &l, err) && !l.failed;
}

bool
wc_fleet_load(wc_arena *arena, const struct wc_gather *how, struct wc_inventory *inventory, struct wc_fleet *ret_fleet, struct wc_err *err)
{
	struct wc_reading reading = wc_gather_reading(arena, how);
	return load_side(arena, &reading, inventory, true, &ret_fleet->hosts, err) && load_side(arena, &reading, inventory, false, &ret_fleet->images, err);
}

struct wc_host
wc_fleet_upgraded(const struct wc_fleet_upgrade *upgrade, const struct wc_host *host)
{
	struct wc_host will = *host;
	const struct wc_host *to = upgrade ? upgrade->to : NULL, *from = upgrade ? upgrade->from : NULL;
	bool meant = to && host->os == WC_OS_WINDOWS && (!from || (from->version.build == host->version.build && (!from->product || from->product == host->product)));
	if (!meant)
		return will;
	will.version = to->version;
	will.product = to->product;
	will.from.of[WC_HOST_PRODUCT] = to->from.of[WC_HOST_PRODUCT];
	will.edition = to->edition ? to->edition : will.edition;
	will.installation = to->installation ? to->installation : will.installation;
	will.hyperv = to->hyperv ? to->hyperv : will.hyperv;
	will.sandbox = to->sandbox; /* another pause image comes with another build */
	if (to->engine.kind)
		will.engine = to->engine;
	return will;
}

/* The image with the name of its row, which policies may ask for. */
static struct wc_image
named(wc_arena *arena, const struct wc_image *facts, const char *name)
{
	struct wc_image image = *facts;
	struct wc_reference reference;
	image.reference = name;
	if (!wc_reference_parse(arena, name, &reference, NULL))
		return image;
	image.repository = wc_printf(arena, "%s/%s", reference.domain, reference.path);
	image.tag = reference.tag;
	return image;
}

/* Both views' keys. */
struct keying {
	struct wc_alike *before, *after; /* after: or NULL */
	const struct wc_fleet_upgrade *upgrade;
	struct wc_key_set keys;
	struct wc_text key;
};

static uint32_t
host_number(struct keying *k, const struct wc_host *host)
{
	k->key.length = 0;
	wc_alike_host(k->before, host, &k->key);
	if (k->after) {
		struct wc_host will = wc_fleet_upgraded(k->upgrade, host);
		wc_alike_host(k->after, &will, &k->key);
	}
	return wc_key_number(&k->keys, k->key.bytes, k->key.length);
}

static uint32_t
image_number(struct keying *k, const struct wc_image *image)
{
	k->key.length = 0;
	wc_alike_image(k->before, image, &k->key);
	if (k->after)
		wc_alike_image(k->after, image, &k->key);
	return wc_key_number(&k->keys, k->key.bytes, k->key.length);
}

static bool
asks_names(const struct keying *k, bool hosts)
{
	if (hosts)
		return wc_alike_asks_host_name(k->before) || (k->after && wc_alike_asks_host_name(k->after));
	return wc_alike_asks_image_name(k->before) || (k->after && wc_alike_asks_image_name(k->after));
}

/* The class of each row: by its facts alone, unless names count. */
static uint32_t *
number_rows(wc_arena *arena, struct keying *k, const struct wc_fleet_side *side, bool hosts)
{
	bool by_name = asks_names(k, hosts);
	uint32_t *class = wc_array(arena, uint32_t, side->count + 1), *of_facts = wc_array(arena, uint32_t, side->fact_count + 1);
	for (size_t i = 0; i < side->count; i++) {
		uint32_t f = side->facts[i];
		if (!by_name) {
			if (of_facts[f] == 0)
				of_facts[f] = 1 + (hosts ? host_number(k, &side->host[f]) : image_number(k, &side->image[f]));
			class[i] = of_facts[f] - 1;
			continue;
		}
		wc_arena *scratch = wc_arena_new();
		struct wc_host host = hosts ? side->host[side->facts[i]] : (struct wc_host){0};
		host.name = side->name[i];
		struct wc_image image = hosts ? (struct wc_image){0} : named(scratch, &side->image[side->facts[i]], side->name[i]);
		class[i] = hosts ? host_number(k, &host) : image_number(k, &image);
		wc_arena_free(scratch);
	}
	return class;
}

/* The image with its name, and with the part of the tag that names its version; its facts stay as they are. */
static struct wc_image
tagged(wc_arena *arena, const struct wc_gather *how, const struct wc_image *facts, const char *name)
{
	struct wc_image image = named(arena, facts, name), inferred = image;
	struct wc_reading reading = wc_gather_reading(arena, how);
	wc_infer_from_tag(&reading, &inferred);
	image.tag_start = inferred.tag_start;
	image.tag_length = inferred.tag_length;
	return image;
}

/* The classes of a side, with their counts. */
static const struct wc_fleet_class *
fill_classes(wc_arena *arena, const struct wc_gather *how, const struct wc_fleet_side *side, const uint32_t *class, size_t count, bool hosts)
{
	struct wc_fleet_class *classes = wc_array(arena, struct wc_fleet_class, count + 1);
	for (size_t i = 0; i < side->count; i++) {
		struct wc_fleet_class *c = &classes[class[i]];
		if (c->members++ == 0) {
			struct wc_host *host = hosts ? wc_alloc(arena, sizeof(*host)) : NULL;
			struct wc_image *image = hosts ? NULL : wc_alloc(arena, sizeof(*image));
			if (hosts) {
				*host = side->host[side->facts[i]];
				host->name = host->spec = side->name[i];
			} else {
				*image = tagged(arena, how, &side->image[side->facts[i]], side->name[i]);
			}
			*c = (struct wc_fleet_class){.host = host, .image = image, .example = side->name[i], .members = 1};
		}
		c->uses += side->uses[i];
		c->uncounted += side->uses[i] == 0;
	}
	return classes;
}

struct wc_fleet_matrix
wc_fleet_classes(wc_arena *arena, const struct wc_fleet *fleet, const struct wc_fleet_views *views)
{
	struct wc_fleet_matrix matrix = {.host_members = fleet->hosts.count, .image_members = fleet->images.count};
	for (unsigned hosts = 0; hosts < 2; hosts++) {
		const struct wc_fleet_side *side = hosts ? &fleet->hosts : &fleet->images;
		struct keying k = {wc_alike_make(arena, views->before), views->after ? wc_alike_make(arena, views->after) : NULL, &views->upgrade,
		                   {.arena = arena}, {.arena = arena}};
		const uint32_t *class = number_rows(arena, &k, side, hosts);
		const struct wc_fleet_class *classes = fill_classes(arena, views->how, side, class, k.keys.count, hosts);
		if (hosts) {
			matrix.hosts = classes;
			matrix.host_count = k.keys.count;
		} else {
			matrix.images = classes;
			matrix.image_count = k.keys.count;
		}
	}
	return matrix;
}

static uint8_t
lot_of(const struct wc_verdict *v)
{
	if (v->decision != WC_ALLOW)
		return v->decision == WC_REFUSE ? WC_LOT_REFUSE : WC_LOT_UNKNOWN;
	return v->isolation == WC_HYPERV ? WC_LOT_HYPERV : WC_LOT_PROCESS;
}

void
wc_fleet_judge(wc_arena *arena, const struct wc_view *view, const struct wc_request *request, const struct wc_fleet_upgrade *upgrade,
               struct wc_fleet_matrix *matrix)
{
	uint8_t *lot = wc_array(arena, uint8_t, matrix->host_count * matrix->image_count + 1);
	for (size_t h = 0; h < matrix->host_count; h++) {
		struct wc_host host = wc_fleet_upgraded(upgrade, matrix->hosts[h].host);
		for (size_t i = 0; i < matrix->image_count; i++) {
			size_t picked;
			struct wc_verdict verdict;
			struct wc_image image = wc_image_pick(view, &host, matrix->images[i].image, &picked);
			wc_decide(view, &host, &image, request, &verdict);
			lot[h * matrix->image_count + i] = lot_of(&verdict);
		}
	}
	matrix->lot = lot;
}

/* The row of that name; names are in order. */
static bool
find_row(const struct wc_fleet_side *side, const char *name, const char *what, size_t *ret_row, struct wc_err *err)
{
	size_t low = 0, high = side->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(side->name[middle], name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*ret_row = low;
	if (low < side->count && strcmp(side->name[low], name) == 0)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "the inventory has no %s '%.200s'", what, name);
	return wc_hint(err, "`wincompat fleet list %ss` lists them", what);
}

bool
wc_fleet_answer(wc_arena *arena, const struct wc_fleet *fleet, const struct wc_fleet_views *views, const char *host, const char *image, bool explain,
                struct wc_answer *ret_answer, struct wc_err *err)
{
	size_t h, i;
	if (!find_row(&fleet->hosts, host, "host", &h, err) || !find_row(&fleet->images, image, "image", &i, err))
		return false;
	struct wc_host *found = wc_alloc(arena, sizeof(*found));
	struct wc_gathered *given = wc_alloc(arena, sizeof(*given));
	*found = fleet->hosts.host[fleet->hosts.facts[h]];
	found->name = found->spec = fleet->hosts.name[h];
	given->image = tagged(arena, views->how, &fleet->images.image[fleet->images.facts[i]], fleet->images.name[i]);
	wc_answer_make(&(struct wc_answering){arena, views->before, explain}, found, given, &views->request, ret_answer);
	return true;
}
