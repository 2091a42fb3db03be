/* Loading rules, their clauses, borders and observations. */
#include "policy/loading.h"
#include "policy/schema.h"

#include <string.h>

#define SAYS(word) (1u << WC_SAYS_##word)

/* What a clause of each voice may say (data/FORMAT.md, "Rules"). */
static const unsigned may_say[] = {
	[WC_VOICE_PROSE] = SAYS(YES) | SAYS(NO),
	[WC_VOICE_HOST] = SAYS(STARTS) | SAYS(FAILS),
	[WC_VOICE_REQUIREMENT] = SAYS(REFUSE) | SAYS(RELAXED),
	[WC_VOICE_ENGINE] = SAYS(REFUSE),
	[WC_VOICE_LICENCE] = SAYS(REFUSE) | SAYS(WARN),
	[WC_VOICE_CAUTION] = SAYS(WARN),
	[WC_VOICE_NOTE] = SAYS(NOTE),
};

/* The rank of a clause that writes none (data/FORMAT.md, "Who speaks"). */
static uint8_t
default_rank(const struct wc_clause *clause, unsigned evidence)
{
	enum { DOCUMENTED = 10, ANNOUNCED = 20, OBSERVED = 30, BY_FAMILY = 5, BY_REVISION = 10 };
	int rank = evidence == WC_OBSERVED ? OBSERVED : evidence == WC_ANNOUNCED ? ANNOUNCED : DOCUMENTED;
	if (clause->families)
		rank += BY_FAMILY;
	if (clause->host_revision != WC_REVISION_UNKNOWN || clause->image_revision != WC_REVISION_UNKNOWN)
		rank += BY_REVISION;
	return (uint8_t)rank;
}

static void
check_engine(struct wc_loading *loading, const struct wc_clause *clause, struct wc_place place)
{
	bool bounded = clause->engine_from.known || clause->engine_below.known;
	if (!clause->engine && (bounded || clause->voice == WC_VOICE_ENGINE))
		wc_loading_fault(loading, place, NULL, "the clause speaks of an engine and does not name it: 'engine' is missing");
	if (clause->engine_from.known && clause->engine_below.known &&
	    wc_engine_version_compare(clause->engine_from, clause->engine_below) >= 0)
		wc_loading_fault(loading, place, "engine-below", "engine-below is not above engine-from: the clause never applies");
}

static void
check_clause(struct wc_loading *loading, const struct wc_clause *clause, struct wc_place place)
{
	if (!(may_say[clause->voice] & 1u << clause->says))
		wc_loading_fault(loading, place, "says", "'%s' is nothing that a clause of voice '%s' can say",
		                 wc_word(&wc_says_words, clause->says), wc_word(&wc_voice_words, clause->voice));
	if (clause->editions & clause->not_editions)
		wc_loading_fault(loading, place, "not-editions", "an edition stands in editions and in not-editions");
	check_engine(loading, clause, place);
}

static void
load_clause(struct wc_loading *loading, const struct wc_node *node, size_t rule, unsigned evidence)
{
	struct wc_clause clause = {0};
	bool sound = wc_record_read(&loading->reader, node, &(struct wc_part){&wc_clause_schema, &clause}, 1);
	struct wc_place place = wc_here(loading, node, sound);
	clause.rule = (uint16_t)rule;
	if (clause.rank == 0)
		clause.rank = default_rank(&clause, evidence);
	if (sound)
		check_clause(loading, &clause, place);
	*(struct wc_clause *)wc_rows_add(loading->reader.arena, &loading->clauses, place) = clause;
}

static void
take_role(struct wc_loading *loading, const struct wc_node *node, size_t rule)
{
	const char *word = wc_get_text(node, "role");
	unsigned role;
	if (!word || !wc_word_find(&wc_role_words, word, &role) || role == WC_ROLE_NONE)
		return; /* absent, or a fault of its own */
	struct wc_place *place = &loading->role_place[role];
	if (place->node)
		wc_loading_fault(loading, wc_here(loading, node, true), "role", "the role '%s' has a rule already, at %s:%zu", word,
		                 place->file, place->node->line);
	*place = wc_here(loading, node, true);
	loading->role[role] = (uint16_t)rule;
}

/* A missing role is reported at roles.yaml, or else at any file with rules. */
static void
note_rules_file(struct wc_loading *loading)
{
	const char *slash = strrchr(loading->reader.file, '/'), *name = slash ? slash + 1 : loading->reader.file;
	if (!loading->rules_file || strcmp(name, "roles.yaml") == 0)
		loading->rules_file = loading->reader.file;
}

static void
check_days(struct wc_loading *loading, struct wc_place place, const char *key, wc_date from, wc_date to)
{
	if (from && to && to < from)
		wc_loading_fault(loading, place, key, "%s is a day before the one it began", key);
}

void
wc_load_rule(struct wc_loading *loading, const struct wc_node *node)
{
	struct wc_rule rule = {0};
	size_t index = loading->rules.count;
	bool sound = wc_record_read(&loading->reader, node, &(struct wc_part){&wc_rule_schema, &rule}, 1);
	struct wc_place place = wc_here(loading, node, sound);
	const struct wc_node *clauses = wc_get(node, "clauses");
	*(struct wc_rule *)wc_rows_add(loading->reader.arena, &loading->rules, place) = rule;
	wc_names_add(loading->reader.arena, &loading->rule_ids, rule.id, 0, index, place);
	note_rules_file(loading);
	take_role(loading, node, index);
	check_days(loading, place, "known-to", rule.known_from, rule.known_to);
	check_days(loading, place, "valid-to", rule.valid_from, rule.valid_to);
	if (rule.evidence == WC_POLICY && !wc_get(node, "role"))
		wc_loading_fault(loading, place, "evidence", "'policy' is the evidence of a site's rules, not of data");
	if (clauses && (clauses->kind != WC_LIST || !clauses->child))
		wc_loading_fault(loading, place, "clauses", "clauses is a list of at least one clause");
	for (const struct wc_node *clause = clauses && clauses->kind == WC_LIST ? clauses->child : NULL; clause; clause = clause->next)
		load_clause(loading, clause, index, rule.evidence);
}

void
wc_load_border(struct wc_loading *loading, const struct wc_node *node)
{
	struct wc_border border = {0};
	bool sound = wc_record_read(&loading->reader, node, &(struct wc_part){&wc_border_schema, &border}, 1);
	*(struct wc_border *)wc_rows_add(loading->reader.arena, &loading->borders, wc_here(loading, node, sound)) = border;
}

static const char *
observed_text(wc_arena *arena, const struct wc_observation *observation)
{
	static const struct {
		const char *outcome, *seen;
	} phrases[] = {
		{"works", "seen to work"},
		{"fails", "seen to fail"},
		{"hangs", "seen to hang"},
		{"unstable", "seen to be unstable"},
	};
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (strcmp(phrases[i].outcome, observation->outcome) == 0)
			return wc_printf(arena, "%s: %s", observation->title, phrases[i].seen);
	return observation->title;
}

/* A report that counts speaks as a host clause of a rule of its own. */
static void
count_report(struct wc_loading *loading, struct wc_observation *observation, struct wc_clause clause, struct wc_rule rule,
             struct wc_place place)
{
	static const char *const needed[] = {"host-build", "image-build", "modes"};
	wc_arena *arena = loading->reader.arena;
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!wc_get(place.node, needed[i]))
			wc_loading_fault(loading, place, NULL, "a report without '%s' can't count: give it, or say `silent: why`", needed[i]);
	observation->rule = (uint16_t)loading->rules.count;
	clause.rule = observation->rule;
	clause.voice = WC_VOICE_HOST;
	clause.says = strcmp(observation->outcome, "works") == 0 ? WC_SAYS_STARTS : WC_SAYS_FAILS;
	clause.rank = default_rank(&clause, WC_OBSERVED);
	rule.id = observation->id;
	rule.title = observation->title;
	rule.text = observed_text(arena, observation);
	rule.evidence = WC_OBSERVED;
	rule.known_from = observation->known;
	rule.source = observation->source;
	*(struct wc_rule *)wc_rows_add(arena, &loading->rules, place) = rule;
	*(struct wc_clause *)wc_rows_add(arena, &loading->clauses, place) = clause;
}

void
wc_load_observation(struct wc_loading *loading, const struct wc_node *node)
{
	struct wc_observation observation = {0};
	struct wc_clause clause = {0};
	struct wc_rule rule = {0};
	const struct wc_part parts[] = {
		{&wc_observation_schema, &observation}, {&wc_report_schema, &clause}, {&wc_report_rule_schema, &rule}};
	bool sound = wc_record_read(&loading->reader, node, parts, sizeof(parts) / sizeof(parts[0]));
	struct wc_place place = wc_here(loading, node, sound);
	wc_names_add(loading->reader.arena, &loading->rule_ids, observation.id, 0, loading->rules.count, place);
	if (sound && !observation.silent)
		count_report(loading, &observation, clause, rule, place);
	*(struct wc_observation *)wc_rows_add(loading->reader.arena, &loading->observations, place) = observation;
}
