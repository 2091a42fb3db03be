/* wc_inventory: the merge of what a source says with what stands in the file, both in the order of names. */
#include "store/inventory_private.h"

#include <string.h>

/* The merge while it runs. */
struct merging {
	struct wc_inventory *inventory;
	const struct wc_inventory_sources *sources;
	struct wc_inventory_tally *tally;
	size_t next;    /* of the rows that were put: the first that was not reached */
	size_t writes;  /* of these, those that have to be written stand at the front */
	const char **dropped; /* names that the source says no more: `drops` of them */
	size_t drops, drop_room;
	size_t fresh;   /* rows that the source did not name before */
	bool is_whole;
	/* The name that is read, and who says it. */
	char *name;
	size_t name_room;
	bool mine, others, has_any;
	int64_t order;
	struct wc_inventory_said best, own;
};

/* The next row that was put has to be written. */
static void
keep(struct merging *m)
{
	m->inventory->pending[m->writes++] = m->inventory->pending[m->next];
}

/* Rows that were put and whose names stand before `name` (NULL: all that are left) are new. */
static void
pass_new(struct merging *m, const char *name)
{
	while (m->next < m->inventory->count && (!name || strcmp(m->inventory->pending[m->next].name, name) < 0)) {
		keep(m);
		m->fresh++;
		m->tally->added++;
		m->next++;
	}
}

static void
drop(struct merging *m)
{
	wc_arena *own = m->inventory->own;
	if (m->drops == m->drop_room) {
		size_t room = m->drop_room ? m->drop_room * 2 : 256;
		m->dropped = wc_grow(own, m->dropped, m->drop_room * sizeof(*m->dropped), room * sizeof(*m->dropped));
		m->drop_room = room;
	}
	m->dropped[m->drops++] = wc_copyz(own, m->name);
	m->tally->left += m->others;
	m->tally->gone += !m->others;
}

/* All of one name was read: compares it with what the source says of it. */
static void
settle(struct merging *m)
{
	if (!m->has_any)
		return;
	pass_new(m, m->name);
	const struct wc_inventory_pending *p = m->next < m->inventory->count ? &m->inventory->pending[m->next] : NULL;
	if (!p || strcmp(p->name, m->name) != 0) {
		if (m->mine && m->is_whole)
			drop(m);
		return;
	}
	bool same = m->best.facts == p->number && m->best.uses == p->uses;
	m->tally->unchanged += same;
	m->tally->changed += !same;
	m->fresh += !m->mine;
	if (!m->mine || m->own.facts != p->number || m->own.uses != p->uses)
		keep(m);
	m->next++;
}

static bool
merge_row(void *context, const struct wc_inventory_said *said)
{
	struct merging *m = context;
	int64_t order = wc_inventory_order(m->sources, said->source);
	bool is_mine = said->source == m->inventory->source;
	if (!m->has_any || strcmp(m->name, said->name) != 0) {
		settle(m);
		size_t size = strlen(said->name) + 1;
		if (size > m->name_room) {
			m->name = wc_alloc(m->inventory->own, size * 2);
			m->name_room = size * 2;
		}
		memcpy(m->name, said->name, size);
		m->mine = m->others = false;
		m->has_any = true;
		m->order = -1;
	}
	if (order >= m->order) {
		m->order = order;
		m->best = *said;
	}
	m->own = is_mine ? *said : m->own;
	m->mine |= is_mine;
	m->others |= !is_mine;
	return true;
}

static bool
write_rows(struct merging *m, struct wc_err *err)
{
	struct wc_inventory *inventory = m->inventory;
	const struct wc_sqlite *lib = inventory->database.lib;
	bool good = true;
	for (size_t i = 0; good && i < m->writes; i++) {
		sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_PUT_ROW, err);
		if (!s)
			return false;
		lib->sqlite3_bind_int64(s, 1, inventory->kind);
		wc_inventory_bind(inventory, s, 2, inventory->pending[i].name);
		lib->sqlite3_bind_int64(s, 3, inventory->source);
		lib->sqlite3_bind_int64(s, 4, inventory->pending[i].number);
		lib->sqlite3_bind_int64(s, 5, inventory->pending[i].uses);
		good = wc_inventory_finish(inventory, s, err);
	}
	for (size_t i = 0; good && i < m->drops; i++) {
		sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_DROP_ROW, err);
		if (!s)
			return false;
		lib->sqlite3_bind_int64(s, 1, inventory->kind);
		wc_inventory_bind(inventory, s, 2, m->dropped[i]);
		lib->sqlite3_bind_int64(s, 3, inventory->source);
		good = wc_inventory_finish(inventory, s, err);
	}
	return good;
}

bool
wc_inventory_merge(struct wc_inventory *inventory, bool is_whole, struct wc_inventory_tally *tally, int64_t *ret_rows, struct wc_err *err)
{
	struct wc_inventory_sources sources;
	struct merging m = {.inventory = inventory, .sources = &sources, .tally = tally, .is_whole = is_whole};
	size_t said = inventory->count;
	if (!wc_inventory_sources(inventory->own, inventory, &sources, err) || !wc_inventory_scan(inventory, inventory->kind, merge_row, &m, err))
		return false;
	settle(&m);
	pass_new(&m, NULL);
	*ret_rows = is_whole ? (int64_t)said : inventory->rows + (int64_t)m.fresh;
	inventory->has_orphans |= tally->changed + tally->twice + m.drops > 0;
	return write_rows(&m, err);
}
