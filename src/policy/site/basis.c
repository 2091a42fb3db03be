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
build_number(const struct wc_world *w, const struct wc_atom *atom, size_t index, bool host, bool ordered)
{
	uint64_t number = 1;
	if (ordered || is_release(w, atom->low) || atom->low == WC_VALUE_UNKNOWN)
		return 2 + index;
	for (unsigned i = 0; i < w->view->other_count; i++) {
		const struct wc_clause *c = &w->view->program->clauses[w->view->other[i]];
		gather(&number, wc_builds_have(host ? c->host_builds : c->image_builds, (uint32_t)atom->low));
	}
	return number | (uint64_t)1 << 63;
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

/* Counts the cuts up to `revision` that a pair's borders and exact revisions make, for host and image alike. */
static uint64_t
cuts_by_data(const struct wc_world *w, const struct wc_asked *a, int64_t revision)
{
	const struct wc_program *p = w->view->program;
	struct wc_pair pair;
	uint64_t n = 0;
	wc_pair_make(w->view, a, &pair);
	for (unsigned i = 0; i < pair.border_count; i++) {
		const struct wc_border *both[] = {&p->borders[pair.borders[i].host], &p->borders[pair.borders[i].image]};
		for (unsigned k = 0; k < 2; k++)
			n += (revision > both[k]->host_before) + (revision >= both[k]->host_from) + (revision > both[k]->image_before) + (revision >= both[k]->image_from);
	}
	for (size_t i = 0; i < p->clause_count; i++) {
		const struct wc_clause *c = &p->clauses[i];
		if (wc_clause_names_revision(c) && wc_clause_may_apply(c, a))
			n += (revision >= c->host_revision) + (revision > c->host_revision) + (revision >= c->image_revision) + (revision > c->image_revision);
	}
	return n;
}

/* Counts the cuts up to `revision` that the rules of both policies make, on host or image. */
static uint64_t
cuts_by_rules(const struct wc_world *w, int64_t revision)
{
	uint64_t n = 0;
	for (unsigned s = 0; s < WC_SIDES; s++) {
		for (size_t i = 0; w->side[s].site && i < w->side[s].site->axis_count; i++) {
			const struct wc_site_axis *axis = &w->side[s].site->axes[i];
			for (size_t k = 0; (axis->id == WC_AXIS_HOST_REVISION || axis->id == WC_AXIS_IMAGE_REVISION) && k < axis->class_count; k++)
				n += revision >= axis->start[k];
		}
	}
	return n;
}

/* Revisions between two cuts are all alike; runs of them are numbered upwards, the same for host and image, so that how runs stand is how revisions do. */
static uint64_t
revision_run(const struct wc_world *w, const struct wc_world_facts *f, int64_t revision)
{
	struct wc_asked a = wc_asked_of(&f->host, &f->image, &f->request);
	if (revision == WC_VALUE_UNKNOWN)
		return UINT64_MAX;
	a.host_revision = a.image_revision = WC_REVISION_UNKNOWN;
	return cuts_by_data(w, &a, revision) + cuts_by_rules(w, revision);
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
		return build_number(w, atom, index, w->axes[place].id == WC_AXIS_HOST_BUILD, ordered);
	case WC_AXIS_IMAGE_FAMILY:
		return family_number(w, &f, word);
	case WC_AXIS_HOST_INSTALLATION:
		return installation_number(w, &f, word);
	case WC_AXIS_HOST_EDITION:
		return edition_number(w, &f, word);
	case WC_AXIS_HOST_REVISION:
	case WC_AXIS_IMAGE_REVISION:
		return revision_run(w, &f, atom->low);
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

/* How two numbers can stand: as their atoms do, or in any way where both lie in one stretch with room for it. */
static bool
order_allowed(const struct wc_atom *host, const struct wc_atom *image, bool room, int64_t stands)
{
	if (!host || !image || host->low == WC_VALUE_UNKNOWN || image->low == WC_VALUE_UNKNOWN)
		return stands == WC_VALUE_UNKNOWN;
	if (host->low != image->low)
		return stands == (image->low < host->low ? WC_ORDER_LOWER : WC_ORDER_HIGHER);
	return stands != WC_VALUE_UNKNOWN && (stands == WC_ORDER_EQUAL || room);
}

static bool
builds_allowed(const struct wc_world *w, const struct wc_point *point, int64_t stands)
{
	const struct wc_atom *host = chosen(w, point, WC_AXIS_HOST_BUILD);
	return order_allowed(host, chosen(w, point, WC_AXIS_IMAGE_BUILD), host && host->low < host->high, stands);
}

/* The first atom of a run stands for the whole run. */
static bool
revisions_allowed(const struct wc_world *w, const struct wc_point *point, int64_t stands)
{
	const struct wc_atom *host = chosen(w, point, WC_AXIS_HOST_REVISION), *image = chosen(w, point, WC_AXIS_IMAGE_REVISION);
	const struct wc_world_axis *axis = &w->axes[w->at[WC_AXIS_HOST_REVISION]];
	struct wc_world_facts f;
	bool room = host && host->low < host->high;
	if (host && !room && host + 1 < axis->atoms + axis->atom_count) {
		wc_basis_facts(w, point, &f);
		room = revision_run(w, &f, host->low) == revision_run(w, &f, host[1].low);
	}
	return order_allowed(host, image, room, stands);
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
		return builds_allowed(w, point, atom->low);
	case WC_AXIS_REVISIONS:
		return revisions_allowed(w, point, atom->low);
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
