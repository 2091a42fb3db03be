/* Data files to a program: each file's records to rows, rows to a linked program. */
#include "policy/load.h"

#include "base/limits.h"
#include "policy/loading.h"
#include "policy/schema.h"

#include <stdarg.h>
#include <string.h>

void
wc_loading_fault(struct wc_loading *loading, struct wc_place place, const char *key, const char *format, ...)
{
	const struct wc_node *field = key ? wc_get(place.node, key) : NULL;
	if (!field)
		field = place.node;
	va_list args;
	va_start(args, format);
	const char *text = wc_vprintf(loading->reader.arena, format, args);
	va_end(args);
	wc_diag_add(loading->reader.diags, place.file, field ? field->line : 0, field ? field->column : 0, "%s", text);
}

/* Reads a record that needs nothing but its field table. */
static void
load_plain(struct wc_loading *loading, const struct wc_node *node, struct wc_rows *rows, const struct wc_schema *schema)
{
	void *row = wc_rows_add(loading->reader.arena, rows, wc_here(loading, node, false));
	rows->place[rows->count - 1].sound = wc_record_read(&loading->reader, node, &(struct wc_part){schema, row}, 1);
}

static void
load_release(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->releases, &wc_release_schema);
}

static void
load_engine(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->engines, &wc_engine_schema);
}

static void
load_selector(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->selectors, &wc_selector_schema);
}

static void
load_variant(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->variants, &wc_variant_schema);
}

static void
load_tag(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->tags, &wc_tag_schema);
}

static void
load_base_layer(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->base_layers, &wc_base_layer_schema);
}

static void
load_docker_flag(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->docker_flags, &wc_docker_flag_schema);
}

static void
load_error(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->errors, &wc_error_schema);
}

static void
load_clue(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->clues, &wc_clue_schema);
}

static void
load_cause(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->causes, &wc_cause_schema);
}

static void
load_runner(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->runners, &wc_runner_schema);
}

static void
load_platform(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->platforms, &wc_platform_schema);
}

static void
load_isolation_cost(struct wc_loading *loading, const struct wc_node *node)
{
	load_plain(loading, node, &loading->isolation_costs, &wc_isolation_cost_schema);
}

/* The lists that a data file may hold, by their key. */
static const struct {
	const char *key;
	wc_load_record *load;
} lists[] = {
	{"releases", load_release}, {"rules", wc_load_rule},   {"borders", wc_load_border},         {"observations", wc_load_observation},
	{"engines", load_engine},   {"tags", load_tag},        {"base-layers", load_base_layer},
	{"selectors", load_selector}, {"variants", load_variant}, {"docker-flags", load_docker_flag}, {"errors", load_error}, {"clues", load_clue}, {"causes", load_cause}, {"runners", load_runner},
	{"platforms", load_platform},
	{"isolation-costs", load_isolation_cost},
};
enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

static void
load_list(struct wc_loading *loading, const struct wc_node *list, wc_load_record *load)
{
	if (list->kind != WC_LIST)
		wc_reader_fault(&loading->reader, list, "%s is %s, not a list", list->key, wc_node_kind_name(list));
	for (const struct wc_node *item = list->kind == WC_LIST ? list->child : NULL; item; item = item->next)
		load(loading, item);
}

/* One key at the top of a file of lists; true where it was a list of records. */
static bool
load_top(struct wc_loading *loading, const struct wc_node *child)
{
	static const char *const known[] = {"edition", "releases", "rules", "borders", "observations", "engines",
	                                    "tags",    "base-layers", "selectors", "variants", "docker-flags", "errors", "clues", "causes", "runners", "isolation-costs", "platforms", "checked", "source", "note"};
	const size_t known_count = sizeof(known) / sizeof(known[0]);
	for (size_t i = 0; i < LISTS; i++) {
		if (strcmp(child->key, lists[i].key) == 0) {
			load_list(loading, child, lists[i].load);
			return true;
		}
	}
	for (size_t i = 0; i < known_count; i++)
		if (strcmp(child->key, known[i]) == 0)
			return false;
	return wc_reader_unknown(&loading->reader, child, true, child->key, "a key of a data file", known, known_count);
}

static void
load_file(struct wc_loading *loading, const struct wc_data_file *file)
{
	loading->reader.file = file->path;
	loading->reader.head = file->root;
	memset(loading->reader.wrong_head, 0, sizeof(loading->reader.wrong_head));
	if (!file->root || file->root->kind != WC_MAP) {
		wc_reader_fault(&loading->reader, file->root, "a data file is a map, this is %s", wc_node_kind_name(file->root));
		return;
	}
	if (wc_get(file->root, "edition")) {
		wc_load_edition(loading, file->root);
		return;
	}
	size_t found = 0;
	for (const struct wc_node *child = file->root->child; child; child = child->next)
		found += load_top(loading, child);
	if (found == 0)
		wc_reader_fault(&loading->reader, file->root, "the file holds no records: no edition, releases, rules or other list");
}

/* Rules and releases are named by 16-bit numbers. */
static void
check_room(struct wc_loading *loading, const struct wc_rows *rows, const char *what)
{
	if (rows->count > WC_LIMIT_ROWS)
		wc_loading_fault(loading, rows->place[WC_LIMIT_ROWS], NULL, "more than %d %s", WC_LIMIT_ROWS, what);
}

static struct wc_program *
finish(const struct wc_loading *l)
{
	struct wc_program *program = wc_alloc(l->reader.arena, sizeof(*program));
	*program = (struct wc_program){
		.releases = (const void *)l->releases.item, .release_count = l->releases.count,
		.editions = (const void *)l->editions.item, .edition_count = l->editions.count,
		.cells = (const void *)l->cells.item, .cell_count = l->cells.count,
		.rules = (const void *)l->rules.item, .rule_count = l->rules.count,
		.clauses = (const void *)l->clauses.item, .clause_count = l->clauses.count,
		.borders = (const void *)l->borders.item, .border_count = l->borders.count,
		.observations = (const void *)l->observations.item, .observation_count = l->observations.count,
		.engines = (const void *)l->engines.item, .engine_count = l->engines.count,
		.selectors = (const void *)l->selectors.item, .selector_count = l->selectors.count,
		.variants = (const void *)l->variants.item, .variant_count = l->variants.count,
		.tags = (const void *)l->tags.item, .tag_count = l->tags.count,
		.base_layers = (const void *)l->base_layers.item, .base_layer_count = l->base_layers.count,
		.docker_flags = (const void *)l->docker_flags.item, .docker_flag_count = l->docker_flags.count,
		.errors = (const void *)l->errors.item, .error_count = l->errors.count,
		.clues = (const void *)l->clues.item, .clue_count = l->clues.count,
		.causes = (const void *)l->causes.item, .cause_count = l->causes.count,
		.runners = (const void *)l->runners.item, .runner_count = l->runners.count,
		.platforms = (const void *)l->platforms.item, .platform_count = l->platforms.count,
		.isolation_costs = (const void *)l->isolation_costs.item, .isolation_cost_count = l->isolation_costs.count,
	};
	memcpy(program->role, l->role, sizeof(program->role));
	return program;
}

bool
wc_program_load(wc_arena *arena, const struct wc_data_file *files, size_t count, const struct wc_program **ret_program,
                struct wc_diags *diags)
{
	struct wc_loading loading = {
		.reader = {.arena = arena, .diags = diags},
		.releases.size = sizeof(struct wc_release),
		.editions.size = sizeof(struct wc_matrix_edition),
		.cells.size = sizeof(struct wc_matrix_cell),
		.rules.size = sizeof(struct wc_rule),
		.clauses.size = sizeof(struct wc_clause),
		.borders.size = sizeof(struct wc_border),
		.observations.size = sizeof(struct wc_observation),
		.engines.size = sizeof(struct wc_engine),
		.selectors.size = sizeof(struct wc_selector),
		.variants.size = sizeof(struct wc_variant),
		.tags.size = sizeof(struct wc_tag_pattern),
		.base_layers.size = sizeof(struct wc_base_layer),
		.docker_flags.size = sizeof(struct wc_docker_flag),
		.errors.size = sizeof(struct wc_error_text),
		.clues.size = sizeof(struct wc_error_text),
		.causes.size = sizeof(struct wc_cause),
		.runners.size = sizeof(struct wc_runner),
		.platforms.size = sizeof(struct wc_platform),
		.isolation_costs.size = sizeof(struct wc_isolation_cost),
		.rule_ids.rows.size = sizeof(struct wc_name),
	};
	size_t faults = diags->count;
	for (size_t i = 0; i < count; i++)
		load_file(&loading, &files[i]);
	check_room(&loading, &loading.releases, "releases");
	check_room(&loading, &loading.rules, "rules");
	wc_link_releases(&loading);
	wc_link_editions(&loading);
	wc_link_rules(&loading);
	wc_link_others(&loading);
	wc_link_selectors(&loading);
	wc_link_errors(&loading);
	wc_link_runners(&loading);
	wc_link_platforms(&loading);
	if (diags->count > faults)
		return false;
	*ret_program = finish(&loading);
	return true;
}
