/* Linking releases, engines, tag patterns and base layers: order, names, and what they say of each other. */
#include "policy/loading.h"

#include <string.h>

static int
by_build(const void *a, const void *b)
{
	const struct wc_release *x = a, *y = b;
	if (x->build != y->build)
		return (x->build > y->build) - (x->build < y->build);
	return x->product - y->product;
}

bool
wc_release_known(const struct wc_loading *loading, uint32_t build, wc_mask products)
{
	size_t low = 0, high = loading->releases.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (((struct wc_release *)wc_rows_at(&loading->releases, middle))->build < build)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < loading->releases.count; low++) {
		const struct wc_release *release = wc_rows_at(&loading->releases, low);
		if (release->build != build)
			return false;
		if (wc_mask_has(products, release->product))
			return true;
	}
	return false;
}

/* Adds the strings of the list `key` of a record, each with its own place. */
static void
add_list(struct wc_loading *loading, struct wc_names *names, struct wc_place place, const char *key, struct wc_strings list,
         uint32_t group, size_t index)
{
	const struct wc_node *node = wc_get(place.node, key);
	const struct wc_node *item = node && node->kind == WC_LIST ? node->child : node;
	for (size_t i = 0; i < list.count && item; i++, item = item->next) {
		place.node = item;
		wc_names_add(loading->reader.arena, names, list.item[i], group, index, place);
	}
}

/* Host spellings and engine names are compared in lower case, so they must be written so. */
static void
check_lower_case(struct wc_loading *loading, const struct wc_names *names, const char *what)
{
	for (size_t i = 0; i < names->rows.count; i++) {
		const struct wc_name *name = wc_rows_at(&names->rows, i);
		if (strpbrk(name->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ,:@="))
			wc_loading_fault(loading, name->place, NULL, "%s '%.80s' holds an upper-case letter, a blank or one of ,:@=", what, name->text);
	}
}

static void
check_release(struct wc_loading *loading, struct wc_release *release, struct wc_place place)
{
	if (release->servicing_base == 0)
		release->servicing_base = release->build;
	if (!wc_release_known(loading, release->servicing_base, 0))
		wc_loading_fault(loading, place, "servicing-base", "no release has the build %u", (unsigned)release->servicing_base);
	if (release->servicing_base > release->build)
		wc_loading_fault(loading, place, "servicing-base", "a release is serviced with an older build or its own");
	if (release->mainstream_end && release->mainstream_end < release->available)
		wc_loading_fault(loading, place, "mainstream-end", "mainstream support ends before the release was available");
	if (release->extended_end && release->extended_end < release->mainstream_end)
		wc_loading_fault(loading, place, "extended-end", "extended support ends before mainstream support");
	if ((release->base_image == WC_YES) != (release->families != 0))
		wc_loading_fault(loading, place, "base-image", "base-image: yes goes with families, base-image: no without them");
}

void
wc_link_releases(struct wc_loading *loading)
{
	struct wc_names aliases = {.rows.size = sizeof(struct wc_name)}, tags = aliases;
	struct wc_rows *releases = &loading->releases;
	wc_rows_sort(loading->reader.arena, releases, by_build);
	for (size_t i = 0; i < releases->count; i++) {
		struct wc_release *release = wc_rows_at(releases, i);
		add_list(loading, &aliases, releases->place[i], "aliases", release->aliases, 0, i);
		add_list(loading, &tags, releases->place[i], "tags", release->tags, release->build, i);
		if (releases->place[i].sound)
			check_release(loading, release, releases->place[i]);
	}
	wc_names_settle(&aliases, "the alias", loading->reader.diags, loading->reader.arena);
	wc_names_settle(&tags, "the tag word", loading->reader.diags, loading->reader.arena);
	check_lower_case(loading, &aliases, "the alias");
	if (releases->count == 0)
		wc_diag_add(loading->reader.diags, "data", 0, 0, "no file lists releases");
}

static int
by_digest(const void *a, const void *b)
{
	return memcmp(((const struct wc_base_layer *)a)->digest, ((const struct wc_base_layer *)b)->digest,
	              sizeof(((const struct wc_base_layer *)a)->digest));
}

static void
link_base_layers(struct wc_loading *loading)
{
	struct wc_rows *layers = &loading->base_layers;
	wc_rows_sort(loading->reader.arena, layers, by_digest);
	for (size_t i = 1; i < layers->count; i++)
		if (layers->place[i].sound && by_digest(wc_rows_at(layers, i - 1), wc_rows_at(layers, i)) == 0)
			wc_loading_fault(loading, layers->place[i], "digest", "this digest stands twice, first at %s:%zu",
			                 layers->place[i - 1].file, layers->place[i - 1].node->line);
}

static void
link_tags(struct wc_loading *loading)
{
	struct wc_names ids = {.rows.size = sizeof(struct wc_name)};
	for (size_t i = 0; i < loading->tags.count; i++) {
		const struct wc_tag_pattern *tag = wc_rows_at(&loading->tags, i);
		wc_names_add(loading->reader.arena, &ids, tag->id, 0, i, loading->tags.place[i]);
		if (!tag->repository && !tag->pattern && loading->tags.place[i].sound)
			wc_loading_fault(loading, loading->tags.place[i], NULL, "a sign needs a repository or a pattern");
		if (tag->build && !wc_release_known(loading, tag->build, 0))
			wc_loading_fault(loading, loading->tags.place[i], "build", "no release has the build %u", (unsigned)tag->build);
	}
	wc_names_settle(&ids, "the tag pattern", loading->reader.diags, loading->reader.arena);
}

static void
link_isolation_costs(struct wc_loading *loading)
{
	struct wc_names engines = {.rows.size = sizeof(struct wc_name)};
	for (size_t i = 0; i < loading->isolation_costs.count; i++) {
		const struct wc_isolation_cost *cost = wc_rows_at(&loading->isolation_costs, i);
		if (!loading->isolation_costs.place[i].sound)
			continue;
		wc_names_add(loading->reader.arena, &engines, wc_word(&wc_engine_words, cost->engine), 0, i, loading->isolation_costs.place[i]);
		if (!cost->engine || (!cost->memory && !cost->processors))
			wc_loading_fault(loading, loading->isolation_costs.place[i], NULL, "a cost needs an engine, and memory or processors");
	}
	wc_names_settle(&engines, "the engine", loading->reader.diags, loading->reader.arena);
}

static int
by_flag_name(const void *a, const void *b)
{
	return strcmp(((const struct wc_docker_flag *)a)->name, ((const struct wc_docker_flag *)b)->name);
}

/* A row whose name could not be read has none to sort by. */
static bool
are_sound(const struct wc_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!rows->place[i].sound)
			return false;
	return true;
}

static void
link_docker_flags(struct wc_loading *loading)
{
	struct wc_names names = {.rows.size = sizeof(struct wc_name)}, letters = {.rows.size = sizeof(struct wc_name)};
	struct wc_rows *flags = &loading->docker_flags;
	for (size_t i = 0; i < flags->count; i++) {
		const struct wc_docker_flag *flag = wc_rows_at(flags, i);
		wc_names_add(loading->reader.arena, &names, flag->name, 0, i, flags->place[i]);
		wc_names_add(loading->reader.arena, &letters, flag->letter, 0, i, flags->place[i]);
		if (flag->letter && strlen(flag->letter) != 1)
			wc_loading_fault(loading, flags->place[i], "letter", "'%.20s' is not one letter", flag->letter);
	}
	wc_names_settle(&names, "the flag", loading->reader.diags, loading->reader.arena);
	wc_names_settle(&letters, "the letter", loading->reader.diags, loading->reader.arena);
	if (are_sound(flags))
		wc_rows_sort(loading->reader.arena, flags, by_flag_name);
}

void
wc_link_others(struct wc_loading *loading)
{
	struct wc_names names = {.rows.size = sizeof(struct wc_name)};
	for (size_t i = 0; i < loading->engines.count; i++) {
		const struct wc_engine *engine = wc_rows_at(&loading->engines, i);
		add_list(loading, &names, loading->engines.place[i], "names", engine->names, 0, i);
	}
	wc_names_settle(&names, "the engine name", loading->reader.diags, loading->reader.arena);
	check_lower_case(loading, &names, "the engine name");
	link_tags(loading);
	link_base_layers(loading);
	link_docker_flags(loading);
	link_isolation_costs(loading);
}
