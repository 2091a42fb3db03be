/* The field tables, one line a field. The format is explained in data/FORMAT.md. */
#include "policy/schema.h"

#include "model/diagnosis.h"

/* The size of the member that each field type fills: a table line of the wrong type does not compile. */
enum {
	SIZE_TEXT = sizeof(const char *),
	SIZE_JOINED = sizeof(const char *),
	SIZE_TEXTS = sizeof(struct wc_strings),
	SIZE_NUMBER = sizeof(uint32_t),
	SIZE_RANK = sizeof(uint8_t),
	SIZE_DATE = sizeof(wc_date),
	SIZE_WORD = sizeof(uint8_t),
	SIZE_MASK = sizeof(wc_mask),
	SIZE_BUILDS = sizeof(struct wc_builds),
	SIZE_BUILD_LIST = sizeof(const struct wc_builds *),
	SIZE_REVISION = sizeof(int32_t),
	SIZE_VERSION = sizeof(struct wc_version),
	SIZE_ENGINE_VERSION = sizeof(struct wc_engine_version),
	SIZE_DIGEST = 32,
	SIZE_RULE = sizeof(uint16_t),
	SIZE_SIZE = sizeof(size_t),
};

#define SAME_SIZE(record, type, member) (0 * sizeof(char[sizeof(((struct record *)0)->member) == SIZE_##type ? 1 : -1]))
#define AT(record, type, member) (offsetof(struct record, member) + SAME_SIZE(record, type, member))

/* A field that is read and stored; with a count beside it; read, checked and not stored; computed and never read. */
#define FIELD(record, key, type, member, flags, words) {key, #member, WC_FIELD_##type, flags, AT(record, type, member), 0, words}
#define COUNTED(record, key, type, member, count) \
	{key, #member, WC_FIELD_##type, WC_REQUIRED, AT(record, type, member), offsetof(struct record, count), NULL}
#define COUNTED_MAYBE(record, key, type, member, count) \
	{key, #member, WC_FIELD_##type, 0, AT(record, type, member), offsetof(struct record, count), NULL}
#define CHECKED(key, type, flags, words) {key, NULL, WC_FIELD_##type, flags, 0, 0, words}
#define COMPUTED(record, type, member) {NULL, #member, WC_FIELD_##type, 0, AT(record, type, member), 0, NULL}

#define SCHEMA(name, what, table) const struct wc_schema name = {what, table, sizeof(table) / sizeof(table[0])}

enum { REQUIRED = WC_REQUIRED, ONCE = WC_REQUIRED | WC_INHERITED, ANY_WORD = WC_ANY_WORD };

static const struct wc_field release[] = {
	FIELD(wc_release, "build", NUMBER, build, REQUIRED, NULL),
	FIELD(wc_release, "servicing-base", NUMBER, servicing_base, 0, NULL),
	FIELD(wc_release, "version", TEXT, version, REQUIRED, NULL),
	FIELD(wc_release, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_release, "codename", TEXT, codename, 0, NULL),
	FIELD(wc_release, "aliases", TEXTS, aliases, REQUIRED, NULL),
	FIELD(wc_release, "tags", TEXTS, tags, 0, NULL),
	FIELD(wc_release, "families", MASK, families, 0, &wc_family_words),
	FIELD(wc_release, "architectures", MASK, architectures, REQUIRED, &wc_arch_words),
	FIELD(wc_release, "product", WORD, product, REQUIRED, &wc_product_words),
	FIELD(wc_release, "channel", WORD, channel, REQUIRED, &wc_channel_words),
	FIELD(wc_release, "base-image", WORD, base_image, REQUIRED, &wc_tri_words),
	FIELD(wc_release, "available", DATE, available, 0, NULL),
	FIELD(wc_release, "mainstream-end", DATE, mainstream_end, 0, NULL),
	FIELD(wc_release, "extended-end", DATE, extended_end, 0, NULL),
	FIELD(wc_release, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_release, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_release, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_release_schema, "a release", release);

static const struct wc_field edition[] = {
	FIELD(wc_matrix_edition, "edition", TEXT, id, REQUIRED, NULL),
	FIELD(wc_matrix_edition, "published", DATE, published, 0, NULL),
	FIELD(wc_matrix_edition, "superseded", DATE, superseded, 0, NULL),
	FIELD(wc_matrix_edition, "change", TEXT, change, 0, NULL),
	FIELD(wc_matrix_edition, "never", TEXT, never, 0, NULL),
	FIELD(wc_matrix_edition, "by-name", WORD, by_name, 0, &wc_tri_words),
	COMPUTED(wc_matrix_edition, SIZE, first_cell),
	COMPUTED(wc_matrix_edition, SIZE, cell_count),
	FIELD(wc_matrix_edition, "source", TEXTS, source, REQUIRED, NULL),
	FIELD(wc_matrix_edition, "checked", DATE, checked, REQUIRED, NULL),
	CHECKED("note", TEXT, 0, NULL),
	CHECKED("holes", TEXT, 0, NULL),
	CHECKED("hosts", ANY, 0, NULL),
};
SCHEMA(wc_edition_schema, "an edition", edition);

static const struct wc_field host_row[] = {
	FIELD(wc_matrix_cell, "host", TEXT, host_label, REQUIRED, NULL),
	FIELD(wc_matrix_cell, "product", MASK, products, REQUIRED, &wc_product_words),
	FIELD(wc_matrix_cell, "installations", MASK, installations, 0, &wc_installation_words),
	COUNTED(wc_matrix_cell, "builds", BUILD_LIST, host_builds, host_build_count),
	COMPUTED(wc_matrix_cell, SIZE, host_build_count),
	CHECKED("images", ANY, REQUIRED, NULL),
};
SCHEMA(wc_host_row_schema, "a host row", host_row);

static const struct wc_field image_cell[] = {
	FIELD(wc_matrix_cell, "image", TEXT, image_label, REQUIRED, NULL),
	FIELD(wc_matrix_cell, "build", NUMBER, image_build, REQUIRED, NULL),
	FIELD(wc_matrix_cell, "families", MASK, families, 0, &wc_family_words),
	FIELD(wc_matrix_cell, "process", WORD, process, REQUIRED, &wc_vendor_words),
	FIELD(wc_matrix_cell, "hyperv", WORD, hyperv, REQUIRED, &wc_vendor_words),
	FIELD(wc_matrix_cell, "footnote", TEXT, footnote, 0, NULL),
	FIELD(wc_matrix_cell, "misprint", TEXT, misprint, 0, NULL),
};
SCHEMA(wc_image_cell_schema, "a cell", image_cell);

static const struct wc_field rule[] = {
	FIELD(wc_rule, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_rule, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_rule, "text", TEXT, text, REQUIRED, NULL),
	FIELD(wc_rule, "evidence", WORD, evidence, REQUIRED, &wc_evidence_words),
	FIELD(wc_rule, "known-from", DATE, known_from, 0, NULL),
	FIELD(wc_rule, "known-to", DATE, known_to, 0, NULL),
	FIELD(wc_rule, "valid-from", DATE, valid_from, 0, NULL),
	FIELD(wc_rule, "valid-to", DATE, valid_to, 0, NULL),
	FIELD(wc_rule, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_rule, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_rule, "note", TEXT, note, 0, NULL),
	CHECKED("role", TEXT, 0, &wc_role_words),
	CHECKED("clauses", ANY, 0, NULL),
};
SCHEMA(wc_rule_schema, "a rule", rule);

static const struct wc_field clause[] = {
	COMPUTED(wc_clause, RULE, rule),
	FIELD(wc_clause, "voice", WORD, voice, REQUIRED, &wc_voice_words),
	FIELD(wc_clause, "says", WORD, says, REQUIRED, &wc_says_words),
	FIELD(wc_clause, "compare", WORD, compare, ANY_WORD, &wc_compare_words),
	FIELD(wc_clause, "rank", RANK, rank, 0, NULL),
	FIELD(wc_clause, "engine", WORD, engine, 0, &wc_engine_words),
	FIELD(wc_clause, "hyperv", WORD, hyperv, 0, &wc_tri_words),
	FIELD(wc_clause, "revisions", WORD, revisions, ANY_WORD, &wc_revisions_words),
	FIELD(wc_clause, "modes", MASK, modes, 0, &wc_mode_words),
	FIELD(wc_clause, "products", MASK, products, 0, &wc_product_words),
	FIELD(wc_clause, "families", MASK, families, 0, &wc_family_words),
	FIELD(wc_clause, "editions", MASK, editions, 0, &wc_windows_edition_words),
	FIELD(wc_clause, "not-editions", MASK, not_editions, 0, &wc_windows_edition_words),
	FIELD(wc_clause, "installations", MASK, installations, 0, &wc_installation_words),
	FIELD(wc_clause, "purposes", MASK, purposes, ANY_WORD, &wc_purpose_words),
	FIELD(wc_clause, "host-build", BUILDS, host_builds, 0, NULL),
	FIELD(wc_clause, "image-build", BUILDS, image_builds, 0, NULL),
	FIELD(wc_clause, "host-revision", REVISION, host_revision, 0, NULL),
	FIELD(wc_clause, "image-revision", REVISION, image_revision, 0, NULL),
	FIELD(wc_clause, "engine-from", ENGINE_VERSION, engine_from, 0, NULL),
	FIELD(wc_clause, "engine-below", ENGINE_VERSION, engine_below, 0, NULL),
};
SCHEMA(wc_clause_schema, "a clause", clause);

static const struct wc_field border[] = {
	FIELD(wc_border, "rule", RULE, rule, REQUIRED, NULL),
	FIELD(wc_border, "direction", WORD, direction, REQUIRED | ANY_WORD, &wc_direction_words),
	FIELD(wc_border, "evidence", WORD, evidence, REQUIRED, &wc_evidence_words),
	FIELD(wc_border, "build", NUMBER, build, REQUIRED, NULL),
	FIELD(wc_border, "baseline", TEXT, baseline, REQUIRED, NULL),
	FIELD(wc_border, "image-before", REVISION, image_before, 0, NULL),
	FIELD(wc_border, "image-from", REVISION, image_from, 0, NULL),
	FIELD(wc_border, "host-before", REVISION, host_before, 0, NULL),
	FIELD(wc_border, "host-from", REVISION, host_from, 0, NULL),
	CHECKED("source", TEXTS, 0, NULL),
	CHECKED("checked", DATE, 0, NULL),
	CHECKED("note", TEXT, 0, NULL),
};
SCHEMA(wc_border_schema, "a border", border);

static const char *const outcomes[] = {"unknown", "works", "fails", "hangs", "unstable"};
static const struct wc_words outcome_words = {"an outcome", outcomes, sizeof(outcomes) / sizeof(outcomes[0])};
static const char *const trusts[] = {"unknown", "low", "medium", "high"};
static const struct wc_words trust_words = {"a level of trust", trusts, sizeof(trusts) / sizeof(trusts[0])};

static const struct wc_field observation[] = {
	FIELD(wc_observation, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_observation, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_observation, "outcome", TEXT, outcome, REQUIRED, &outcome_words),
	FIELD(wc_observation, "stage", TEXT, stage, 0, NULL),
	FIELD(wc_observation, "engine", TEXT, engine, 0, NULL),
	FIELD(wc_observation, "error", TEXT, error, 0, NULL),
	FIELD(wc_observation, "reporter", TEXT, reporter, 0, NULL),
	FIELD(wc_observation, "trust", TEXT, trust, REQUIRED, &trust_words),
	FIELD(wc_observation, "silent", TEXT, silent, 0, NULL),
	FIELD(wc_observation, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_observation, "date", DATE, known, REQUIRED, NULL),
	COMPUTED(wc_observation, RULE, rule),
};
SCHEMA(wc_observation_schema, "an observation", observation);

static const struct wc_field report[] = {
	FIELD(wc_clause, "host-build", BUILDS, host_builds, 0, NULL),
	FIELD(wc_clause, "host-revision", REVISION, host_revision, 0, NULL),
	FIELD(wc_clause, "products", MASK, products, 0, &wc_product_words),
	FIELD(wc_clause, "image-build", BUILDS, image_builds, 0, NULL),
	FIELD(wc_clause, "image-revision", REVISION, image_revision, 0, NULL),
	FIELD(wc_clause, "families", MASK, families, 0, &wc_family_words),
	FIELD(wc_clause, "modes", MASK, modes, 0, &wc_mode_words),
};
SCHEMA(wc_report_schema, "an observation", report);

static const struct wc_field report_rule[] = {
	FIELD(wc_rule, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_rule, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_report_rule_schema, "an observation", report_rule);

static const struct wc_field engine[] = {
	FIELD(wc_engine, "kind", WORD, kind, REQUIRED, &wc_engine_words),
	FIELD(wc_engine, "default-server", WORD, default_server, 0, &wc_mode_words),
	FIELD(wc_engine, "default-client", WORD, default_client, 0, &wc_mode_words),
	FIELD(wc_engine, "default-multi-session", WORD, default_multi_session, 0, &wc_mode_words),
	FIELD(wc_engine, "default-cri", WORD, default_cri, 0, &wc_mode_words),
	FIELD(wc_engine, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_engine, "names", TEXTS, names, REQUIRED, NULL),
	FIELD(wc_engine, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_engine, "checked", DATE, checked, ONCE, NULL),
	CHECKED("note", TEXT, 0, NULL),
};
SCHEMA(wc_engine_schema, "an engine", engine);

static const struct wc_field selector[] = {
	FIELD(wc_selector, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_selector, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_selector, "text", TEXT, text, REQUIRED, NULL),
	FIELD(wc_selector, "refusal", TEXT, refusal, 0, NULL),
	FIELD(wc_selector, "engine", WORD, engine, REQUIRED, &wc_engine_words),
	FIELD(wc_selector, "store", WORD, store, 0, &wc_store_words),
	FIELD(wc_selector, "engine-from", ENGINE_VERSION, engine_from, 0, NULL),
	FIELD(wc_selector, "engine-below", ENGINE_VERSION, engine_below, 0, NULL),
	FIELD(wc_selector, "matching", WORD, matching, REQUIRED, &wc_matching_words),
	FIELD(wc_selector, "ordering", WORD, ordering, REQUIRED, &wc_ordering_words),
	FIELD(wc_selector, "floor", WORD, floor, 0, &wc_floor_words),
	COUNTED_MAYBE(wc_selector, "floors", BUILD_LIST, floors, floor_count),
	COMPUTED(wc_selector, SIZE, floor_count),
	FIELD(wc_selector, "no-version", WORD, no_version, 0, &wc_tri_words),
	FIELD(wc_selector, "by-digest", WORD, by_digest, 0, &wc_tri_words),
	FIELD(wc_selector, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_selector, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_selector, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_selector_schema, "a selector", selector);

static const struct wc_field variant[] = {
	FIELD(wc_variant, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_variant, "engine", WORD, engine, REQUIRED, &wc_engine_words),
	COUNTED(wc_variant, "host-builds", BUILD_LIST, host_builds, host_build_count),
	COMPUTED(wc_variant, SIZE, host_build_count),
	FIELD(wc_variant, "image-build", NUMBER, image_build, REQUIRED, NULL),
	FIELD(wc_variant, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_variant, "checked", DATE, checked, ONCE, NULL),
	CHECKED("note", TEXT, 0, NULL),
};
SCHEMA(wc_variant_schema, "a variant", variant);

static const struct wc_field tag[] = {
	FIELD(wc_tag_pattern, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_tag_pattern, "repository", TEXT, repository, 0, NULL),
	FIELD(wc_tag_pattern, "pattern", TEXT, pattern, 0, NULL),
	FIELD(wc_tag_pattern, "os", WORD, os, 0, &wc_os_words),
	FIELD(wc_tag_pattern, "family", WORD, family, 0, &wc_family_words),
	FIELD(wc_tag_pattern, "architecture", WORD, arch, 0, &wc_arch_words),
	FIELD(wc_tag_pattern, "build", NUMBER, build, 0, NULL),
	FIELD(wc_tag_pattern, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_tag_pattern, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_tag_pattern, "note", TEXT, note, 0, NULL),
	CHECKED("examples", ANY, 0, NULL),
};
SCHEMA(wc_tag_schema, "a tag pattern", tag);

static const struct wc_field base_layer[] = {
	FIELD(wc_base_layer, "digest", DIGEST, digest, REQUIRED, NULL),
	FIELD(wc_base_layer, "role", WORD, role, REQUIRED, &wc_layer_role_words),
	FIELD(wc_base_layer, "family", WORD, family, REQUIRED, &wc_family_words),
	FIELD(wc_base_layer, "version", VERSION, version, REQUIRED, NULL),
	FIELD(wc_base_layer, "source", JOINED, source, ONCE, NULL),
	CHECKED("checked", DATE, ONCE, NULL),
	CHECKED("note", TEXT, 0, NULL),
};
SCHEMA(wc_base_layer_schema, "a base layer", base_layer);

static const struct wc_field docker_flag[] = {
	FIELD(wc_docker_flag, "name", TEXT, name, REQUIRED, NULL),
	FIELD(wc_docker_flag, "letter", TEXT, letter, 0, NULL),
	FIELD(wc_docker_flag, "ctr", TEXT, ctr, 0, NULL),
	FIELD(wc_docker_flag, "value", WORD, value, REQUIRED, &wc_tri_words),
	FIELD(wc_docker_flag, "repeats", WORD, repeats, 0, &wc_tri_words),
	FIELD(wc_docker_flag, "hidden", WORD, hidden, 0, &wc_tri_words),
	FIELD(wc_docker_flag, "windows", WORD, windows, 0, &wc_tri_words),
	FIELD(wc_docker_flag, "engine", WORD, engine, 0, &wc_tri_words),
	FIELD(wc_docker_flag, "nerdctl", WORD, nerdctl, 0, &wc_tri_words),
	FIELD(wc_docker_flag, "since", ENGINE_VERSION, since, REQUIRED, NULL),
	FIELD(wc_docker_flag, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_docker_flag, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_docker_flag, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_docker_flag_schema, "a flag of docker run", docker_flag);

static const struct wc_field error[] = {
	FIELD(wc_error_text, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_error_text, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_error_text, "stems", TEXTS, stems, REQUIRED, NULL),
	FIELD(wc_error_text, "pattern", TEXT, pattern, REQUIRED, NULL),
	FIELD(wc_error_text, "code", TEXT, code, 0, NULL),
	FIELD(wc_error_text, "means", TEXT, means, REQUIRED, NULL),
	FIELD(wc_error_text, "confidence", WORD, confidence, REQUIRED, &wc_confidence_words),
	FIELD(wc_error_text, "versions", WORD, versions, REQUIRED, &wc_blame_words),
	FIELD(wc_error_text, "mode", WORD, mode, 0, &wc_mode_words),
	FIELD(wc_error_text, "subject", WORD, subject, ANY_WORD, &wc_subject_words),
	FIELD(wc_error_text, "rule", RULE, rule, 0, NULL),
	FIELD(wc_error_text, "causes", TEXTS, causes, 0, NULL),
	FIELD(wc_error_text, "next", TEXTS, next, REQUIRED, NULL),
	FIELD(wc_error_text, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_error_text, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_error_text, "note", TEXT, note, 0, NULL),
	CHECKED("examples", ANY, REQUIRED, NULL),
};
SCHEMA(wc_error_schema, "an error", error);

static const struct wc_field clue[] = {
	FIELD(wc_error_text, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_error_text, "stems", TEXTS, stems, REQUIRED, NULL),
	FIELD(wc_error_text, "pattern", TEXT, pattern, REQUIRED, NULL),
	COMPUTED(wc_error_text, RULE, rule),
	FIELD(wc_error_text, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_error_text, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_error_text, "note", TEXT, note, 0, NULL),
	CHECKED("examples", ANY, REQUIRED, NULL),
};
SCHEMA(wc_clue_schema, "a clue", clue);

static const struct wc_field cause[] = {
	FIELD(wc_cause, "id", TEXT, id, REQUIRED, NULL),
	FIELD(wc_cause, "text", TEXT, text, REQUIRED, NULL),
	FIELD(wc_cause, "next", TEXTS, next, 0, NULL),
	FIELD(wc_cause, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_cause, "checked", DATE, checked, ONCE, NULL),
	CHECKED("note", TEXT, 0, NULL),
};
SCHEMA(wc_cause_schema, "a cause", cause);

static const struct wc_field isolation_cost[] = {
	FIELD(wc_isolation_cost, "engine", WORD, engine, REQUIRED, &wc_engine_words),
	FIELD(wc_isolation_cost, "memory", NUMBER, memory, 0, NULL),
	FIELD(wc_isolation_cost, "processors", NUMBER, processors, 0, NULL),
	FIELD(wc_isolation_cost, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_isolation_cost, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_isolation_cost, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_isolation_cost_schema, "what isolation costs", isolation_cost);

static const struct wc_field runner[] = {
	FIELD(wc_runner, "labels", TEXTS, labels, REQUIRED, NULL),
	FIELD(wc_runner, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_runner, "os", WORD, os, REQUIRED, &wc_os_words),
	FIELD(wc_runner, "product", WORD, product, 0, &wc_product_words),
	FIELD(wc_runner, "architecture", WORD, arch, 0, &wc_arch_words),
	FIELD(wc_runner, "build", NUMBER, build, 0, NULL),
	FIELD(wc_runner, "from", DATE, from, 0, NULL),
	FIELD(wc_runner, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_runner, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_runner, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_runner_schema, "a runner", runner);

static const struct wc_field platform[] = {
	FIELD(wc_platform, "platform", TEXT, platform, REQUIRED, NULL),
	FIELD(wc_platform, "skus", TEXTS, skus, REQUIRED, NULL),
	FIELD(wc_platform, "title", TEXT, title, REQUIRED, NULL),
	FIELD(wc_platform, "product", WORD, product, REQUIRED, &wc_product_words),
	FIELD(wc_platform, "build", NUMBER, build, REQUIRED, NULL),
	FIELD(wc_platform, "sign", TEXT, sign, 0, NULL),
	FIELD(wc_platform, "labels", TEXTS, labels, 0, NULL),
	FIELD(wc_platform, "taints", TEXTS, taints, 0, NULL),
	FIELD(wc_platform, "tolerated", TEXTS, tolerated, 0, NULL),
	FIELD(wc_platform, "hyperv", WORD, hyperv, 0, &wc_tri_words),
	FIELD(wc_platform, "source", TEXTS, source, ONCE, NULL),
	FIELD(wc_platform, "checked", DATE, checked, ONCE, NULL),
	FIELD(wc_platform, "note", TEXT, note, 0, NULL),
};
SCHEMA(wc_platform_schema, "a platform", platform);
