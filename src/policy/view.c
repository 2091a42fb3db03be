/* Making a view: which rules exist on a day, and which edition of the matrix is in force. */
#include "policy/view.h"

#include "policy/site/site.h"

#include <stdio.h>
#include <string.h>

const struct wc_program *
wc_view_program(const struct wc_view *view)
{
	return view->program;
}

const struct wc_matrix_edition *
wc_view_edition(const struct wc_view *view)
{
	return view->edition;
}

/* Known by that day, and still held: today where no day is given. */
static bool
rule_exists(const struct wc_rule *rule, wc_date as_of)
{
	if (as_of == 0)
		return rule->known_to == 0;
	return rule->known_from <= as_of && (rule->known_to == 0 || rule->known_to > as_of);
}

static bool
is_evidence(const struct wc_clause *clause)
{
	return clause->voice == WC_VOICE_PROSE || clause->voice == WC_VOICE_HOST;
}

/* Lists the clauses that exist on that day; false where there are more than a set of bits can hold. */
static bool
list_clauses(wc_arena *arena, struct wc_view *view)
{
	const struct wc_program *p = view->program;
	uint16_t *evidence = wc_array(arena, uint16_t, p->clause_count), *other = wc_array(arena, uint16_t, p->clause_count);
	for (size_t i = 0; i < p->clause_count; i++) {
		if (!view->is_known[p->clauses[i].rule])
			continue;
		if (is_evidence(&p->clauses[i]))
			evidence[view->evidence_count++] = (uint16_t)i;
		else
			other[view->other_count++] = (uint16_t)i;
	}
	view->evidence = evidence;
	view->other = other;
	return view->other_count <= WC_MOST_OTHER;
}

/* The last edition published on or before `day` (0: ever), or exactly on it. */
static const struct wc_matrix_edition *
last_published(const struct wc_program *p, wc_date day, bool that_very_day)
{
	const struct wc_matrix_edition *last = NULL;
	for (size_t i = 0; i < p->edition_count; i++) {
		const struct wc_matrix_edition *e = &p->editions[i];
		if (e->never || (e->by_name == WC_YES && !that_very_day))
			continue;
		if (that_very_day ? e->published == day : day == 0 || e->published <= day)
			last = e;
	}
	return last;
}

static bool
find_edition(const struct wc_program *p, const char *name, const struct wc_matrix_edition **ret_edition, struct wc_err *err)
{
	unsigned year, month, day;
	char rest;
	for (size_t i = 0; i < p->edition_count; i++) {
		const struct wc_matrix_edition *e = &p->editions[i];
		if (strcmp(e->id, name) != 0)
			continue;
		if (e->never) {
			wc_fail(err, WC_FAULT_INPUT, "edition %s was never published: %s", name, e->never);
			return wc_hint(err, "`wincompat matrix list` shows the published ones");
		}
		*ret_edition = e;
		return true;
	}
	if (sscanf(name, "%4u-%2u-%2u%c", &year, &month, &day, &rest) == 3) {
		*ret_edition = last_published(p, (wc_date)(year * 10000 + month * 100 + day), true);
		if (*ret_edition)
			return true;
		wc_fail(err, WC_FAULT_INPUT, "no edition of the matrix was published on %.20s", name);
		return wc_hint(err, "`wincompat matrix list` shows the days; --as-of takes any day");
	}
	wc_fail(err, WC_FAULT_INPUT, "there is no edition '%.40s' of the matrix", name);
	return wc_hint(err, "`wincompat matrix list` shows them; a publication date works too");
}

static wc_date
newest_date(const struct wc_program *p)
{
	wc_date newest = 0;
	for (size_t i = 0; i < p->release_count; i++)
		if (p->releases[i].checked > newest)
			newest = p->releases[i].checked;
	return newest;
}

static bool
make(wc_arena *arena, const struct wc_program *program, const char *edition, wc_date as_of, struct wc_view **ret_view,
     struct wc_err *err)
{
	const struct wc_matrix_edition *in_force = last_published(program, as_of, false);
	if (edition && !find_edition(program, edition, &in_force, err))
		return false;
	struct wc_view *view = wc_alloc(arena, sizeof(*view));
	uint8_t *is_known = wc_array(arena, uint8_t, program->rule_count + 1);
	for (size_t i = 0; i < program->rule_count; i++)
		is_known[i] = rule_exists(&program->rules[i], as_of);
	view->program = program;
	view->edition = in_force;
	view->as_of = as_of;
	view->today = as_of ? as_of : newest_date(program);
	view->is_known = is_known;
	if (!list_clauses(arena, view))
		return wc_fail(err, WC_FAULT_INPUT, "the data have %u clauses that are no evidence; at most %d are read", (unsigned)view->other_count, WC_MOST_OTHER);
	wc_conditions_make(view);
	*ret_view = view;
	return true;
}

/* The arms of the site's rules that exist on that day; all of them where no day is given. */
static const wc_bits *
arms_known(wc_arena *arena, const struct wc_view *view)
{
	const struct wc_site *site = view->program->site;
	if (!site || view->as_of == 0)
		return site ? site->every : NULL;
	wc_bits *arms = wc_array(arena, wc_bits, site->words + 1);
	for (size_t i = 0; i < site->arm_count; i++)
		if (view->is_known[site->rules[site->arms[i].rule].rule])
			arms[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	return arms;
}

bool
wc_view_make(wc_arena *arena, const struct wc_program *program, const char *edition, wc_date as_of, const struct wc_view **ret_view,
             struct wc_err *err)
{
	struct wc_view *view;
	if (!make(arena, program, edition, as_of, &view, err))
		return false;
	view->site_arms = arms_known(arena, view);
	*ret_view = view;
	return true;
}

bool
wc_view_make_tabulated(wc_arena *arena, const struct wc_program *program, const char *edition, wc_date as_of,
                       const struct wc_view **ret_view, struct wc_err *err)
{
	struct wc_view *view;
	if (!make(arena, program, edition, as_of, &view, err))
		return false;
	view->site_arms = arms_known(arena, view);
	view->table = wc_table_make(arena, view);
	*ret_view = view;
	return true;
}
