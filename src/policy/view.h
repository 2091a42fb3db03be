/* A view and its parts: the program as known on a day, and what it says of one host build × image build. Internal to policy/. */
#ifndef WC_POLICY_VIEW_H
#define WC_POLICY_VIEW_H

#include "policy/decide.h"

enum { WC_NO_RULE = UINT16_MAX, WC_MOST_OTHER = 64, WC_MOST_BORDERS = 3, WC_MOST_BY_REVISION = 6, WC_FAMILIES = WC_HOSTPROCESS + 1, WC_MODES = 2 };

/* The facts that clauses ask about: copied out of host, image and request once, so that matching is a few compares. */
struct wc_asked {
	uint32_t host_build, image_build;
	int32_t host_revision, image_revision;
	uint8_t product, edition, installation, family, hyperv, purpose, engine;
	const struct wc_engine_version *engine_version; /* or NULL */
};

/* Clauses of all voices but prose and host, as bits: bit i is the clause view->other[i]. */
typedef uint64_t wc_clause_set;

/* Which of them hold for each value of each fact: a decision is a few look-ups and bit-set ANDs. An unknown value (0) excludes none. */
struct wc_conditions {
	wc_clause_set edition[WC_DATACENTER + 1], installation[WC_INSTALLED_CLIENT + 1], engine[WC_ENGINE_OTHER + 1],
	    purpose[WC_PRODUCTION + 1], hyperv[WC_YES + 1], family[WC_HOSTPROCESS + 1], revisions[WC_REVISIONS_DIFFER + 1];
	wc_clause_set asks_edition, asks_installation, asks_engine, asks_family, asks_revisions; /* those that need the fact to be known */
	wc_clause_set by_hand; /* those with conditions that are no sets: engine versions and exact revisions */
	wc_clause_set narrowing, caution, note, both_modes, mode[2]; /* by voice, and by what they are about */
};

/* Which clauses hold, and which would if a fact were known. */
struct wc_holding {
	wc_clause_set yes, missing;
};

/* What is said of one mode before anything that depends on the single host (its features, edition, revision). */
struct wc_mode_pair {
	uint8_t status, vendor, prose, host; /* enumerations as in wc_mode_verdict */
	uint8_t host_evidence;               /* of the rule that speaks for the compute layer */
	uint16_t prose_rule, host_rule;      /* UINT16_MAX: none speaks */
};

/* What is said of a pair of builds. */
struct wc_pair {
	struct wc_mode_pair mode[WC_MODES];
	const struct wc_matrix_cell *cell;
	uint64_t missing;         /* facts on which a status depends and which are not known */
	uint8_t missing_modes;    /* bit i: mode i depends on them */
	uint8_t uplevel;          /* the image is newer than the host and no row printed for that very release allows it: bit i for mode i */
	uint8_t overruled;        /* bit i: the print allows mode i all the same */
	uint8_t host_known, image_known;
	uint8_t by_revision_count; /* evidence that asks for exact revisions of these builds; above the array's size: too many to list */
	uint8_t border_count;
	bool print_warns;         /* the print is overruled, disputed, contradicted or seen to fail: something to warn of */
	uint16_t host_release, image_release;
	uint16_t best_image[WC_MODES], best_host[WC_MODES]; /* where the pair stands in a table: wc_best_image and wc_best_host of it */
	bool tabulated;
	struct wc_mode_verdict said[WC_MODES]; /* the mode as a verdict starts with it */
	uint16_t by_revision[WC_MOST_BY_REVISION]; /* clauses, by index */
	wc_clause_set applies; /* clauses of the other voices whose builds and product fit */
	struct {
		uint8_t host, image;
	} borders[WC_MOST_BORDERS]; /* indexes of the two borders of one baseline */
};

struct wc_table; /* every known pair, filled in advance */

struct wc_view {
	const struct wc_program *program;
	const struct wc_matrix_edition *edition;
	wc_date as_of;           /* 0: everything that is known */
	wc_date today;           /* for support ends in remedies: as_of, or the newest date of the data */
	const uint8_t *is_known; /* by rule index: known on as_of, and still held */
	const uint16_t *evidence; /* indexes of the clauses that exist on that day: voices prose and host */
	const uint16_t *other;    /* and all other voices */
	uint16_t evidence_count, other_count; /* other_count: at most WC_MOST_OTHER */
	struct wc_conditions conditions;
	const struct wc_table *table; /* or NULL */
	const uint64_t *site_arms;    /* the arms of program->site whose rules exist on that day; NULL where there is no site */
};

/* policy/match.c */

enum wc_match { WC_MATCH_NO, WC_MATCH_YES, WC_MATCH_MISSING };

/* Do the clause's conditions hold? Where all others hold but one asks for an unknown fact: WC_MATCH_MISSING and *ret_fact. */
enum wc_match wc_clause_match(const struct wc_clause *clause, const struct wc_asked *asked, enum wc_fact *ret_fact);

/* The first unknown fact that the clause asks for, where there is one. */
enum wc_fact wc_clause_missing_fact(const struct wc_clause *clause, const struct wc_asked *asked);

/* Does the clause ask for an exact revision? */
static inline bool
wc_clause_names_revision(const struct wc_clause *c)
{
	return (c->host_revision & c->image_revision) != WC_REVISION_UNKNOWN;
}

/* Where it asks for one: does it hold? */
static inline bool
wc_clause_revision_holds(const struct wc_clause *c, const struct wc_asked *a)
{
	return ((c->host_revision == WC_REVISION_UNKNOWN) | (c->host_revision == a->host_revision)) &
	       ((c->image_revision == WC_REVISION_UNKNOWN) | (c->image_revision == a->image_revision));
}

/* The first condition that does not hold, as a word or two for --explain, or NULL; an unknown fact is no obstacle. */
const char *wc_clause_obstacle(const struct wc_clause *clause, const struct wc_asked *asked);

/* Do the conditions on builds, products and comparison hold (those that never change for one pair)? */
bool wc_clause_may_apply(const struct wc_clause *clause, const struct wc_asked *asked);

static inline bool
wc_clause_is_about(const struct wc_clause *clause, unsigned mode)
{
	return wc_mask_has(clause->modes, mode);
}

static inline bool
wc_clause_is_about_both(const struct wc_clause *clause)
{
	return wc_clause_is_about(clause, WC_PROCESS) && wc_clause_is_about(clause, WC_HYPERV);
}

/* The rule that words what a printed cell says. */
static inline uint16_t
wc_cell_rule(const struct wc_program *program, unsigned vendor)
{
	return program->role[vendor == WC_VENDOR_YES       ? WC_ROLE_MATRIX_YES
	                     : vendor == WC_VENDOR_PREVIEW ? WC_ROLE_MATRIX_PREVIEW
	                                                   : WC_ROLE_MATRIX_NO];
}

/* Do the printed cell and Microsoft's other pages both speak, and say the opposite? */
static inline bool
wc_authorities_differ(unsigned vendor, unsigned prose)
{
	return (vendor == WC_VENDOR_YES && prose == WC_PROSE_NO) || (vendor == WC_VENDOR_NO && prose == WC_PROSE_YES);
}

/* policy/status.c */

/* What the data say of the pair of builds in `asked`: authorities, base status, and what may narrow it. */
void wc_pair_make(const struct wc_view *view, const struct wc_asked *asked, struct wc_pair *ret_pair);

/* The same by table where there is one and it holds the answer. */
const struct wc_pair *wc_pair_of(const struct wc_view *view, const struct wc_asked *asked, struct wc_pair *scratch);

struct wc_asked wc_asked_of(const struct wc_host *host, const struct wc_image *image, const struct wc_request *request);

/* policy/table.c */

/* Every pair of known builds, for each family. */
const struct wc_table *wc_table_make(wc_arena *arena, const struct wc_view *view);

/* The pair's place in the table; NULL where one build is in no release, or not for this product. */
const struct wc_pair *wc_table_find(const struct wc_table *table, const struct wc_asked *asked);

/* The server release that runs the image in `mode`, from whatever host; false where the table does not know the image. */
bool wc_table_best_server(const struct wc_table *table, const struct wc_asked *asked, unsigned mode, uint16_t *ret_release);

/* policy/conditions.c */

/* Fills view->conditions from view->other. */
void wc_conditions_make(struct wc_view *view);

/* The clauses of view->other whose builds and product fit. */
wc_clause_set wc_conditions_applying(const struct wc_view *view, const struct wc_asked *asked);

/* Which of `applies` hold for these facts. */
struct wc_holding wc_conditions_ask(const struct wc_view *view, wc_clause_set applies, const struct wc_asked *asked);

/* Takes the lowest clause out of a set that is not empty, and returns it. */
static inline const struct wc_clause *
wc_next_clause(const struct wc_view *view, wc_clause_set *set)
{
	unsigned bit = (unsigned)__builtin_ctzll(*set);
	*set &= *set - 1;
	return &view->program->clauses[view->other[bit]];
}

/* policy/release.c */

/* The release nearest to a build that is in none, by distance (the lower one at equal distance), or WC_NO_RELEASE. */
uint16_t wc_release_nearest(const struct wc_program *program, uint32_t build);

/* Is `build` above every release that the data know? */
bool wc_release_is_above_all(const struct wc_program *program, uint32_t build);

/* Is it still serviced on that day? Where no end is known, yes. */
static inline bool
wc_release_in_support(const struct wc_release *r, wc_date today)
{
	wc_date end = r->extended_end ? r->extended_end : r->mainstream_end;
	return end == 0 || end > today;
}

/* policy/remedy.c */

/* The release whose base image serves the host best in `mode`: what the edition lists before what only prose says, the newest first. */
uint16_t wc_best_image(const struct wc_view *view, const struct wc_asked *asked, unsigned mode);

/* The lowest release above the host, of the same product and still in support, that runs the image in `mode`. */
uint16_t wc_best_host(const struct wc_view *view, const struct wc_asked *asked, unsigned mode);

#endif
