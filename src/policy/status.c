/* Evidence by precedence: what each authority says of a pair of builds, and the base status of both modes (contract 7). */
#include "policy/view.h"

#include <string.h>

static const uint8_t tried_families[] = {WC_SERVERCORE, WC_NANOSERVER, WC_FAMILY_WINDOWS, WC_FAMILY_SERVER};
static const uint8_t tried_installations[] = {WC_INSTALLED_SERVER, WC_INSTALLED_CORE, WC_INSTALLED_NANO};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Facts that some evidence asked for and that are not known. */
struct unknowns {
	bool family, installation;
};

/* --- The vendor: the printed cell ---------------------------------------------------------------------------------- */

/* The interval of the row that holds this host, or NULL. A range covers only releases that are known (contract 7). */
static const struct wc_builds *
row_interval(const struct wc_matrix_cell *cell, const struct wc_asked *a, bool host_released)
{
	for (size_t i = 0; i < cell->host_build_count; i++) {
		const struct wc_builds *b = &cell->host_builds[i];
		if (wc_builds_have(*b, a->host_build) && (b->low == b->high || host_released))
			return b;
	}
	return NULL;
}

/* Does the fact `value` satisfy the set; an unknown value of a set that asks is noted. */
static bool
holds(wc_mask set, unsigned value, bool *unknown)
{
	if (set && value == 0) {
		*unknown = true;
		return false;
	}
	return wc_mask_has(set, value);
}

static const struct wc_matrix_cell *
printed_cell(const struct wc_view *view, const struct wc_asked *a, bool host_released, bool *ret_very_release, struct unknowns *unknowns)
{
	if (!view->edition)
		return NULL;
	const struct wc_matrix_cell *cell = view->program->cells + view->edition->first_cell;
	for (size_t i = 0; i < view->edition->cell_count; i++, cell++) {
		if (cell->image_build != a->image_build || !wc_mask_has(cell->products, a->product))
			continue;
		const struct wc_builds *interval = row_interval(cell, a, host_released);
		if (!interval || !holds(cell->installations, a->installation, &unknowns->installation) ||
		    !holds(cell->families, a->family, &unknowns->family))
			continue;
		*ret_very_release = interval->low == interval->high;
		return cell;
	}
	return NULL;
}

/* --- Prose and the compute layer: clauses by rank ------------------------------------------------------------------- */

/* The clause that speaks for one voice and mode so far. */
struct speaker {
	const struct wc_clause *clause;
	bool negative;
};

static void
hear(struct speaker *speaker, const struct wc_clause *clause)
{
	bool negative = clause->says == WC_SAYS_NO || clause->says == WC_SAYS_FAILS;
	if (!speaker->clause || clause->rank > speaker->clause->rank ||
	    (clause->rank == speaker->clause->rank && negative && !speaker->negative))
		*speaker = (struct speaker){clause, negative};
}

static void
ask_evidence(const struct wc_view *view, const struct wc_asked *a, struct wc_pair *pair, struct unknowns *unknowns)
{
	struct speaker prose[WC_MODES] = {{0}}, host[WC_MODES] = {{0}};
	for (unsigned i = 0; i < view->evidence_count; i++) {
		const struct wc_clause *c = &view->program->clauses[view->evidence[i]];
		enum wc_fact fact = 0;
		enum wc_match match = wc_clause_match(c, a, &fact);
		unknowns->family |= match == WC_MATCH_MISSING && fact == WC_IMAGE_FAMILY;
		unknowns->installation |= match == WC_MATCH_MISSING && fact == WC_HOST_INSTALLATION;
		if (match != WC_MATCH_YES)
			continue;
		struct speaker *speakers = c->voice == WC_VOICE_PROSE ? prose : host;
		for (unsigned m = 0; m < WC_MODES; m++)
			if (wc_clause_is_about(c, WC_PROCESS + m))
				hear(&speakers[m], c);
	}
	for (unsigned m = 0; m < WC_MODES; m++) {
		struct wc_mode_pair *mode = &pair->mode[m];
		mode->prose = !prose[m].clause ? WC_PROSE_NONE : prose[m].negative ? WC_PROSE_NO : WC_PROSE_YES;
		mode->prose_rule = prose[m].clause ? prose[m].clause->rule : WC_NO_RULE;
		mode->host = !host[m].clause ? WC_COMPUTE_UNKNOWN : host[m].negative ? WC_FAILS : WC_STARTS;
		mode->host_rule = host[m].clause ? host[m].clause->rule : WC_NO_RULE;
		mode->host_evidence = host[m].clause ? view->program->rules[host[m].clause->rule].evidence : WC_EVIDENCE_NONE;
	}
}

/* --- The base status ------------------------------------------------------------------------------------------------ */

/* The first line of contract 7 that applies. */
static uint8_t
base_status(const struct wc_mode_pair *m)
{
	bool seen = m->host_evidence == WC_ANNOUNCED || m->host_evidence == WC_OBSERVED;
	if (m->vendor == WC_VENDOR_YES || (m->vendor == WC_VENDOR_UNLISTED && m->prose == WC_PROSE_YES))
		return WC_SUPPORTED;
	if (m->vendor == WC_VENDOR_PREVIEW || m->prose == WC_PROSE_YES || (m->host == WC_STARTS && seen))
		return WC_RELAXED;
	if (m->vendor == WC_VENDOR_NO || m->prose == WC_PROSE_NO)
		return WC_UNSUPPORTED;
	return WC_STATUS_UNKNOWN;
}

/* An image newer than its host is unsupported, whatever a row for many releases prints (contract 7). */
static void
refuse_uplevel(const struct wc_asked *a, bool very_release, struct wc_pair *pair)
{
	if (a->image_build <= a->host_build)
		return;
	for (unsigned m = 0; m < WC_MODES; m++) {
		struct wc_mode_pair *mode = &pair->mode[m];
		bool printed = mode->vendor == WC_VENDOR_YES || mode->vendor == WC_VENDOR_PREVIEW;
		if (printed && very_release)
			continue;
		mode->status = WC_UNSUPPORTED;
		pair->uplevel |= (uint8_t)(1u << m);
		if (printed)
			pair->overruled |= (uint8_t)(1u << m);
	}
}

/* The pair with every fact taken as it stands. */
static struct unknowns
pair_as_given(const struct wc_view *view, const struct wc_asked *a, struct wc_pair *pair)
{
	struct unknowns unknowns = {false, false};
	bool very_release = false;
	bool exempt = a->family == WC_HOSTPROCESS; /* it has no Windows of its own, whatever its os.version says */
	bool released = pair->host_known && view->program->releases[pair->host_release].product == a->product;
	pair->cell = exempt ? NULL : printed_cell(view, a, released, &very_release, &unknowns);
	pair->mode[0].vendor = pair->cell ? pair->cell->process : WC_VENDOR_UNLISTED;
	pair->mode[1].vendor = pair->cell ? pair->cell->hyperv : WC_VENDOR_UNLISTED;
	ask_evidence(view, a, pair, &unknowns);
	bool builds_known = pair->host_known && (pair->image_known || exempt);
	for (unsigned m = 0; m < WC_MODES; m++)
		pair->mode[m].status = builds_known ? base_status(&pair->mode[m]) : WC_STATUS_UNKNOWN;
	if (builds_known && !exempt)
		refuse_uplevel(a, very_release, pair);
	return unknowns;
}

/* Where two possible answers differ in a field, that field is not known. */
static void
merge(struct wc_pair *into, const struct wc_pair *other, uint64_t facts)
{
	for (unsigned m = 0; m < WC_MODES; m++) {
		struct wc_mode_pair *x = &into->mode[m];
		const struct wc_mode_pair *y = &other->mode[m];
		if (x->status != y->status) {
			x->status = WC_STATUS_UNKNOWN;
			into->missing |= facts;
			into->missing_modes |= (uint8_t)(1u << m);
		}
		if (x->vendor != y->vendor)
			x->vendor = WC_VENDOR_UNLISTED;
		if (x->prose != y->prose)
			x->prose = WC_PROSE_NONE;
		if (x->host != y->host)
			x->host = WC_COMPUTE_UNKNOWN;
	}
	into->uplevel &= other->uplevel;
	into->overruled &= other->overruled;
	if (into->cell != other->cell)
		into->cell = NULL;
}

/* Every value that the unknown facts may have is tried; where the answers differ, the facts are missing. */
static void
try_every_value(const struct wc_view *view, const struct wc_asked *asked, struct unknowns unknowns, struct wc_pair *pair)
{
	struct wc_asked a = *asked;
	struct wc_pair start = *pair;
	uint64_t facts = (unknowns.family ? UINT64_C(1) << WC_IMAGE_FAMILY : 0) |
	                 (unknowns.installation ? UINT64_C(1) << WC_HOST_INSTALLATION : 0);
	size_t families = unknowns.family ? COUNT(tried_families) : 1;
	size_t installations = unknowns.installation ? COUNT(tried_installations) : 1;
	for (size_t f = 0; f < families; f++) {
		for (size_t i = 0; i < installations; i++) {
			struct wc_pair one = start;
			a.family = unknowns.family ? tried_families[f] : asked->family;
			a.installation = unknowns.installation ? tried_installations[i] : asked->installation;
			pair_as_given(view, &a, &one);
			if (f == 0 && i == 0)
				*pair = one;
			else
				merge(pair, &one, facts);
		}
	}
}

/* --- What may narrow it ---------------------------------------------------------------------------------------------- */

/* Evidence about exact revisions of these builds: where some of it holds, the table does not answer. */
static void
find_by_revision(const struct wc_view *view, const struct wc_asked *a, struct wc_pair *pair)
{
	for (unsigned i = 0; i < view->evidence_count && pair->by_revision_count <= WC_MOST_BY_REVISION; i++) {
		const struct wc_clause *c = &view->program->clauses[view->evidence[i]];
		if (!wc_clause_names_revision(c) || !wc_clause_may_apply(c, a))
			continue;
		if (pair->by_revision_count < WC_MOST_BY_REVISION)
			pair->by_revision[pair->by_revision_count] = view->evidence[i];
		pair->by_revision_count++;
	}
}

static bool
depends_on_revision(const struct wc_view *view, const struct wc_asked *a, const struct wc_pair *pair)
{
	if (pair->by_revision_count > WC_MOST_BY_REVISION)
		return true;
	for (unsigned i = 0; i < pair->by_revision_count; i++)
		if (wc_clause_revision_holds(&view->program->clauses[pair->by_revision[i]], a))
			return true;
	return false;
}

/* Borders of one baseline: the host's by its build, the image's by its own. */
static void
find_borders(const struct wc_view *view, const struct wc_asked *a, struct wc_pair *pair)
{
	const struct wc_program *p = view->program;
	for (size_t h = 0; h < p->border_count; h++) {
		if (p->borders[h].build != a->host_build || !view->is_known[p->borders[h].rule])
			continue;
		for (size_t i = 0; i < p->border_count && pair->border_count < WC_MOST_BORDERS; i++) {
			if (p->borders[i].build == a->image_build && strcmp(p->borders[i].baseline, p->borders[h].baseline) == 0) {
				pair->borders[pair->border_count].host = (uint8_t)h;
				pair->borders[pair->border_count++].image = (uint8_t)i;
			}
		}
	}
}

/* Each mode as a verdict starts with it: what the authorities say, and which rules spoke. */
static void
prepare_modes(const struct wc_view *view, struct wc_pair *pair)
{
	for (unsigned i = 0; i < WC_MODES; i++) {
		const struct wc_mode_pair *from = &pair->mode[i];
		struct wc_mode_verdict *m = &pair->said[i];
		*m = (struct wc_mode_verdict){.status = from->status, .vendor = from->vendor, .prose = from->prose, .host = from->host};
		if (pair->uplevel >> i & 1)
			m->rules[m->rule_count++] = view->program->role[WC_ROLE_UPLEVEL];
		if (from->vendor != WC_VENDOR_UNLISTED)
			m->rules[m->rule_count++] = wc_cell_rule(view->program, from->vendor);
		if (from->prose_rule != WC_NO_RULE && !(pair->uplevel >> i & 1 && from->prose_rule == view->program->role[WC_ROLE_UPLEVEL]))
			m->rules[m->rule_count++] = from->prose_rule;
		if (from->host_rule != WC_NO_RULE && from->host_rule != from->prose_rule)
			m->rules[m->rule_count++] = from->host_rule;
	}
}

static bool
is_worth_a_warning(const struct wc_pair *pair)
{
	if (pair->overruled || (pair->cell && pair->cell->misprint))
		return true;
	for (unsigned i = 0; i < WC_MODES; i++) {
		const struct wc_mode_pair *m = &pair->mode[i];
		if (wc_authorities_differ(m->vendor, m->prose) || (m->status == WC_SUPPORTED && m->host == WC_FAILS))
			return true;
	}
	return false;
}

void
wc_pair_make(const struct wc_view *view, const struct wc_asked *asked, struct wc_pair *ret_pair)
{
	const struct wc_program *p = view->program;
	struct wc_pair pair = {0};
	pair.host_release = wc_release_find(p, asked->host_build, asked->product);
	pair.image_release = wc_release_find(p, asked->image_build, WC_PRODUCT_UNKNOWN);
	pair.host_known = pair.host_release != WC_NO_RELEASE;
	pair.image_known = pair.image_release != WC_NO_RELEASE;
	struct unknowns unknowns = pair_as_given(view, asked, &pair);
	if (unknowns.family || unknowns.installation)
		try_every_value(view, asked, unknowns, &pair);
	prepare_modes(view, &pair);
	pair.applies = wc_conditions_applying(view, asked);
	pair.print_warns = is_worth_a_warning(&pair);
	find_by_revision(view, asked, &pair);
	find_borders(view, asked, &pair);
	*ret_pair = pair;
}

const struct wc_pair *
wc_pair_of(const struct wc_view *view, const struct wc_asked *asked, struct wc_pair *scratch)
{
	const struct wc_pair *pair = view->table ? wc_table_find(view->table, asked) : NULL;
	if (pair && !depends_on_revision(view, asked, pair))
		return pair;
	wc_pair_make(view, asked, scratch);
	return scratch;
}

/* Every release with containers is NT 10.0; a build of any other version is in no release, and 1 is no build of 10.0. */
static uint32_t
build_of(struct wc_version v)
{
	return v.build == 0 || (v.major == 10 && v.minor == 0) ? v.build : 1;
}

struct wc_asked
wc_asked_of(const struct wc_host *host, const struct wc_image *image, const struct wc_request *request)
{
	return (struct wc_asked){
	    .host_build = build_of(host->version),
	    .image_build = build_of(image->version),
	    .host_revision = host->version.revision,
	    .image_revision = image->version.revision,
	    .product = host->product,
	    .edition = host->edition,
	    .installation = host->installation,
	    .family = image->family,
	    .hyperv = host->hyperv,
	    .purpose = request->purpose,
	    .engine = host->engine.kind,
	    .engine_version = &host->engine.version,
	};
}
