/* The basis: which values of a fact make a difference to what the data say, once the facts before it are fixed. */
#include "policy/site/basis.h"

#include <string.h>

static const struct wc_atom *
chosen(const struct wc_world *w, const struct wc_point *p, enum wc_axis_id id)
{
	int at = p->atom[w->at[id]];
	return at == WC_NOT_CHOSEN ? NULL : &w->axes[w->at[id]].atoms[at];
}

/* A number that gathers others, none of which may get lost. */
static void
gather(uint64_t *number, uint64_t more)
{
	*number = (*number ^ more) * 0x9e3779b97f4a7c15u;
	*number ^= *number >> 31;
}

static bool
is_release(const struct wc_world *w, int64_t build)
{
	return build != WC_VALUE_UNKNOWN && wc_release_find(w->view->program, (uint32_t)build, WC_PRODUCT_UNKNOWN) != WC_NO_RELEASE;
}

/* Builds of no release are all alike, but for the clauses that speak of them and for how they stand to one another. */
static uint64_t
build_number(const struct wc_world *w, const struct wc_atom *atom, size_t index, bool ordered)
{
	uint64_t number = 1;
	if (ordered || is_release(w, atom->low) || atom->low == WC_VALUE_UNKNOWN)
		return 2 + index;
	for (size_t i = 0; i < w->view->program->clause_count; i++) {
		const struct wc_clause *c = &w->view->program->clauses[i];
		gather(&number, (unsigned)wc_builds_have(c->host_builds, (uint32_t)atom->low) * 2u + wc_builds_have(c->image_builds, (uint32_t)atom->low));
	}
	return number;
}

/* What the data say of a pair, as far as it is told apart by the facts so far. */
static uint64_t
pair_number(const struct wc_world *w, const struct wc_world_facts *f)
{
	struct wc_asked a = wc_asked_of(&f->host, &f->image, &f->request);
	struct wc_pair scratch;
	const struct wc_pair *pair = wc_pair_of(w->view, &a, &scratch);
	uint64_t number = pair->applies;
	for (unsigned i = 0; i < WC_MODES; i++)
		gather(&number, pair->mode[i].status);
	gather(&number, pair->uplevel);
	return number;
}

static wc_clause_set
applying(const struct wc_world *w, const struct wc_world_facts *f)
{
	struct wc_asked a = wc_asked_of(&f->host, &f->image, &f->request);
	return wc_conditions_applying(w->view, &a);
}

/* What a family changes: the pair, for every installation, and the clauses that ask for it. */
static uint64_t
family_number(const struct wc_world *w, struct wc_world_facts *f, unsigned family)
{
	const struct wc_conditions *k = &w->view->conditions;
	wc_clause_set applies = applying(w, f);
	uint64_t number = k->family[family] & applies;
	gather(&number, family ? 0 : k->asks_family & applies);
	gather(&number, family == WC_HOSTPROCESS);
	f->image.family = (uint8_t)family;
	for (unsigned i = 0; i <= WC_INSTALLED_CLIENT; i++) {
		f->host.installation = (uint8_t)i;
		gather(&number, pair_number(w, f));
	}
	return number;
}

static uint64_t
installation_number(const struct wc_world *w, struct wc_world_facts *f, unsigned installation)
{
	const struct wc_conditions *k = &w->view->conditions;
	wc_clause_set applies = applying(w, f);
	uint64_t number = k->installation[installation] & applies;
	gather(&number, installation ? 0 : k->asks_installation & applies);
	f->host.installation = (uint8_t)installation;
	gather(&number, pair_number(w, f));
	return number;
}

/* Multi-session has a default mode of its own. */
static uint64_t
edition_number(const struct wc_world *w, const struct wc_world_facts *f, unsigned edition)
{
	const struct wc_conditions *k = &w->view->conditions;
	wc_clause_set applies = applying(w, f);
	uint64_t number = k->edition[edition] & applies;
	gather(&number, edition ? 0 : k->asks_edition & applies);
	gather(&number, edition == WC_MULTI_SESSION);
	return number;
}

static int
side_of(int64_t revision, int32_t before, int32_t from)
{
	if (before != WC_REVISION_UNKNOWN && revision <= before)
		return -1;
	return from != WC_REVISION_UNKNOWN && revision >= from;
}

/* Revisions count where borders, exact revisions or their equality do. */
static uint64_t
revision_number(const struct wc_world *w, const struct wc_world_facts *f, bool host, int64_t revision)
{
	struct wc_asked a = wc_asked_of(&f->host, &f->image, &f->request);
	const struct wc_program *p = w->view->program;
	struct wc_pair pair;
	uint64_t number = revision == WC_VALUE_UNKNOWN;
	a.host_revision = a.image_revision = WC_REVISION_UNKNOWN;
	wc_pair_make(w->view, &a, &pair);
	for (unsigned i = 0; i < pair.border_count && revision != WC_VALUE_UNKNOWN; i++) {
		const struct wc_border *b = &p->borders[host ? pair.borders[i].host : pair.borders[i].image];
		gather(&number, (unsigned)(host ? side_of(revision, b->host_before, b->host_from) : side_of(revision, b->image_before, b->image_from)) + 1u);
	}
	for (size_t i = 0; i < p->clause_count && revision != WC_VALUE_UNKNOWN; i++)
		if (wc_clause_names_revision(&p->clauses[i]) && wc_clause_may_apply(&p->clauses[i], &a))
			gather(&number, revision == (host ? p->clauses[i].host_revision : p->clauses[i].image_revision));
	return number;
}

static bool
revisions_count(const struct wc_world *w, const struct wc_world_facts *f)
{
	struct wc_asked a = wc_asked_of(&f->host, &f->image, &f->request);
	struct wc_pair pair;
	a.host_revision = a.image_revision = WC_REVISION_UNKNOWN;
	wc_pair_make(w->view, &a, &pair);
	if (pair.border_count || pair.by_revision_count || (pair.applies & w->view->conditions.asks_revisions))
		return true;
	for (wc_clause_set left = pair.applies & w->view->conditions.by_hand; left;)
		if (wc_clause_names_revision(wc_next_clause(w->view, &left)))
			return true;
	return false;
}

/* Does a clause that applies look at how revisions stand? */
static bool
revisions_compared(const struct wc_world *w, const struct wc_world_facts *f)
{
	return (applying(w, f) & w->view->conditions.asks_revisions) != 0;
}

bool
wc_basis_looks_at(const struct wc_world *w, const struct wc_point *point, size_t place)
{
	struct wc_world_facts f;
	switch (w->axes[place].id) {
	case WC_AXIS_HOST_PRODUCT:
	case WC_AXIS_HOST_BUILD:
	case WC_AXIS_IMAGE_BUILD:
	case WC_AXIS_IMAGE_FAMILY:
	case WC_AXIS_HOST_INSTALLATION:
	case WC_AXIS_HOST_EDITION:
	case WC_AXIS_REQUEST_PURPOSE:
	case WC_AXIS_HOST_HYPERV:
	case WC_AXIS_HOST_DEFAULT_ISOLATION:
	case WC_AXIS_REQUEST_ISOLATION:
		return true;
	case WC_AXIS_HOST_REVISION:
	case WC_AXIS_IMAGE_REVISION:
		wc_basis_facts(w, point, &f);
		return revisions_count(w, &f);
	case WC_AXIS_REVISIONS:
		wc_basis_facts(w, point, &f);
		return revisions_compared(w, &f);
	default:
		return w->axes[place].asked; /* an engine, an architecture: only where a policy asks for it at all */
	}
}

uint64_t
wc_basis_number(const struct wc_world *w, const struct wc_point *point, size_t place, size_t index, bool ordered)
{
	const struct wc_conditions *k = &w->view->conditions;
	const struct wc_atom *atom = &w->axes[place].atoms[index];
	unsigned word = atom->low == WC_VALUE_UNKNOWN ? 0 : (unsigned)atom->low;
	struct wc_world_facts f;
	if (wc_axes[w->axes[place].id].kind == WC_AXIS_TEXTS)
		return 0;
	wc_basis_facts(w, point, &f);
	switch (w->axes[place].id) {
	case WC_AXIS_HOST_BUILD:
	case WC_AXIS_IMAGE_BUILD:
		return build_number(w, atom, index, ordered);
	case WC_AXIS_IMAGE_FAMILY:
		return family_number(w, &f, word);
	case WC_AXIS_HOST_INSTALLATION:
		return installation_number(w, &f, word);
	case WC_AXIS_HOST_EDITION:
		return edition_number(w, &f, word);
	case WC_AXIS_HOST_REVISION:
	case WC_AXIS_IMAGE_REVISION:
		if (ordered || revisions_compared(w, &f))
			return 1 + index;
		return revision_number(w, &f, w->axes[place].id == WC_AXIS_HOST_REVISION, atom->low);
	case WC_AXIS_REQUEST_PURPOSE:
		return k->purpose[word] & applying(w, &f);
	case WC_AXIS_HOST_HYPERV:
		return (k->hyperv[word] & applying(w, &f)) * 2 + (word == WC_NO);
	case WC_AXIS_TODAY:
		return ordered ? 1 + index : 0; /* days to the end of support count from it */
	case WC_AXIS_BUILDS:
	case WC_AXIS_HOST_SUPPORT:
	case WC_AXIS_IMAGE_SUPPORT:
	case WC_AXIS_HOST_SANDBOX:
	case WC_AXIS_IMAGE_WIN32K:
		return 0; /* the data do not ask it */
	default:
		return 1 + index;
	}
}

/* How two numbers can stand: as their atoms do, or in any way where both lie in one atom with room for it. */
static bool
order_allowed(const struct wc_atom *host, const struct wc_atom *image, int64_t stands)
{
	if (!host || !image || host->low == WC_VALUE_UNKNOWN || image->low == WC_VALUE_UNKNOWN)
		return stands == WC_VALUE_UNKNOWN;
	if (host->low != image->low)
		return stands == (image->low < host->low ? WC_ORDER_LOWER : WC_ORDER_HIGHER);
	return stands != WC_VALUE_UNKNOWN && (stands == WC_ORDER_EQUAL || host->low < host->high);
}

static bool
days_allowed(const struct wc_world *w, const struct wc_atom *atom, uint32_t build, unsigned product, wc_date today)
{
	int64_t days = wc_support_days(w->view->program, build, product, today);
	return days == WC_VALUE_UNKNOWN ? atom->low == WC_VALUE_UNKNOWN : atom->low <= days && days <= atom->high && atom->low != WC_VALUE_UNKNOWN;
}

bool
wc_basis_allows(const struct wc_world *w, const struct wc_point *point, size_t place, size_t index)
{
	const struct wc_atom *atom = &w->axes[place].atoms[index];
	struct wc_world_facts f;
	switch (w->axes[place].id) {
	case WC_AXIS_BUILDS:
		return order_allowed(chosen(w, point, WC_AXIS_HOST_BUILD), chosen(w, point, WC_AXIS_IMAGE_BUILD), atom->low);
	case WC_AXIS_REVISIONS:
		return order_allowed(chosen(w, point, WC_AXIS_HOST_REVISION), chosen(w, point, WC_AXIS_IMAGE_REVISION), atom->low);
	case WC_AXIS_HOST_SUPPORT:
		wc_basis_facts(w, point, &f);
		return days_allowed(w, atom, f.host.version.build, f.host.product, f.request.today);
	case WC_AXIS_IMAGE_SUPPORT:
		wc_basis_facts(w, point, &f);
		return days_allowed(w, atom, f.image.version.build, WC_SERVER, f.request.today);
	case WC_AXIS_HOST_REVISION:
	case WC_AXIS_IMAGE_REVISION: { /* who knows no build knows no revision */
		const struct wc_atom *build = chosen(w, point, w->axes[place].id == WC_AXIS_HOST_REVISION ? WC_AXIS_HOST_BUILD : WC_AXIS_IMAGE_BUILD);
		return (build && build->low != WC_VALUE_UNKNOWN) || atom->low == WC_VALUE_UNKNOWN;
	}
	default:
		return true;
	}
}
