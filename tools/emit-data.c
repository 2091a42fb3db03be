/* Writing a program as C source: one constant table for each record type, by the same field tables that read it. */
#include "emit-data.h"

#include "policy/schema.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* A string literal; what is not printable ASCII goes in three octal digits, which no following digit can join. */
static void
emit_text(FILE *out, const void *slot)
{
	const char *text = *(const char *const *)slot;
	if (!text) {
		fputs("NULL", out);
		return;
	}
	fputc('"', out);
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '"' || *p == '\\' || *p == '?')
			fprintf(out, "\\%c", *p);
		else if (*p < ' ' || *p > '~')
			fprintf(out, "\\%03o", *p);
		else
			fputc(*p, out);
	}
	fputc('"', out);
}

static void
emit_texts(FILE *out, const void *slot)
{
	const struct wc_strings *list = slot;
	if (list->count == 0) {
		fputs("{NULL, 0}", out);
		return;
	}
	fputs("{(const char *const[]){", out);
	for (size_t i = 0; i < list->count; i++) {
		fputs(i ? ", " : "", out);
		emit_text(out, &list->item[i]);
	}
	fprintf(out, "}, %zu}", list->count);
}

static void
emit_u8(FILE *out, const void *slot)
{
	fprintf(out, "%u", *(const uint8_t *)slot);
}

static void
emit_u16(FILE *out, const void *slot)
{
	fprintf(out, "%u", *(const uint16_t *)slot);
}

static void
emit_u32(FILE *out, const void *slot)
{
	fprintf(out, "%" PRIu32, *(const uint32_t *)slot);
}

static void
emit_i32(FILE *out, const void *slot)
{
	fprintf(out, "%" PRId32, *(const int32_t *)slot);
}

static void
emit_size(FILE *out, const void *slot)
{
	fprintf(out, "%zu", *(const size_t *)slot);
}

static void
emit_builds(FILE *out, const void *slot)
{
	const struct wc_builds *builds = slot;
	fprintf(out, "{%" PRIu32 "u, %" PRIu32 "u}", builds->low, builds->high);
}

static void
emit_version(FILE *out, const void *slot)
{
	const struct wc_version *v = slot;
	fprintf(out, "{%" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRId32 "}", v->major, v->minor, v->build, v->revision);
}

static void
emit_engine_version(FILE *out, const void *slot)
{
	const struct wc_engine_version *v = slot;
	fprintf(out, "{%" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %s}", v->major, v->minor, v->patch, v->known ? "true" : "false");
}

static void
emit_digest(FILE *out, const void *slot)
{
	const uint8_t *digest = slot;
	for (size_t i = 0; i < 32; i++)
		fprintf(out, "%s%u", i ? "," : "{", digest[i]);
	fputc('}', out);
}

static void (*const emitters[WC_FIELD_TYPES])(FILE *, const void *) = {
	[WC_FIELD_TEXT] = emit_text,       [WC_FIELD_TEXTS] = emit_texts,
	[WC_FIELD_JOINED] = emit_text,     [WC_FIELD_NUMBER] = emit_u32,
	[WC_FIELD_RANK] = emit_u8,         [WC_FIELD_DATE] = emit_i32,
	[WC_FIELD_WORD] = emit_u8,         [WC_FIELD_MASK] = emit_u16,
	[WC_FIELD_BUILDS] = emit_builds,   [WC_FIELD_REVISION] = emit_i32,
	[WC_FIELD_VERSION] = emit_version, [WC_FIELD_ENGINE_VERSION] = emit_engine_version,
	[WC_FIELD_DIGEST] = emit_digest,   [WC_FIELD_RULE] = emit_u16,
	[WC_FIELD_SIZE] = emit_size,
};

/* A list of intervals, which needs its count beside it. */
static void
emit_build_list(FILE *out, const struct wc_field *field, const char *record)
{
	const struct wc_builds *builds = *(const struct wc_builds *const *)(record + field->offset);
	size_t count = *(const size_t *)(record + field->count_offset);
	if (count == 0) {
		fputs("NULL", out);
		return;
	}
	fputs("(const struct wc_builds[]){", out);
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ", " : "", out);
		emit_builds(out, &builds[i]);
	}
	fputc('}', out);
}

static void
emit_fields(FILE *out, const struct wc_schema *schema, const char *record)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct wc_field *field = &schema->field[i];
		if (!field->member)
			continue;
		fprintf(out, " .%s = ", field->member);
		if (field->type == WC_FIELD_BUILD_LIST)
			emit_build_list(out, field, record);
		else
			emitters[field->type](out, record + field->offset);
		fputc(',', out);
	}
}

/* One table; an empty one is left out, and its pointer is NULL. `more` is a second schema of the same struct, or NULL. */
static void
emit_table(FILE *out, const char *type, const char *name, const void *rows, size_t count, size_t size,
           const struct wc_schema *schema, const struct wc_schema *more)
{
	if (count == 0)
		return;
	fprintf(out, "static const struct %s %s[%zu] = {\n", type, name, count);
	for (size_t i = 0; i < count; i++) {
		const char *record = (const char *)rows + size * i;
		fputs("\t{", out);
		emit_fields(out, schema, record);
		if (more)
			emit_fields(out, more, record);
		fputs("},\n", out);
	}
	fputs("};\n\n", out);
}

static void
emit_pointer(FILE *out, const char *table, const char *counter, size_t count)
{
	fprintf(out, "\t.%s = %s,\n\t.%s = %zu,\n", table, count ? table : "NULL", counter, count);
}

/* Every table of the program: TABLE(name, counter, type, schema, second schema). */
#define TABLES(TABLE)                                                                              \
	TABLE(releases, release_count, wc_release, &wc_release_schema, NULL)                       \
	TABLE(editions, edition_count, wc_matrix_edition, &wc_edition_schema, NULL)                \
	TABLE(cells, cell_count, wc_matrix_cell, &wc_host_row_schema, &wc_image_cell_schema)       \
	TABLE(rules, rule_count, wc_rule, &wc_rule_schema, NULL)                                   \
	TABLE(clauses, clause_count, wc_clause, &wc_clause_schema, NULL)                           \
	TABLE(borders, border_count, wc_border, &wc_border_schema, NULL)                           \
	TABLE(observations, observation_count, wc_observation, &wc_observation_schema, NULL)       \
	TABLE(engines, engine_count, wc_engine, &wc_engine_schema, NULL)                           \
	TABLE(selectors, selector_count, wc_selector, &wc_selector_schema, NULL)                   \
	TABLE(variants, variant_count, wc_variant, &wc_variant_schema, NULL)                       \
	TABLE(tags, tag_count, wc_tag_pattern, &wc_tag_schema, NULL)                               \
	TABLE(base_layers, base_layer_count, wc_base_layer, &wc_base_layer_schema, NULL)           \
	TABLE(docker_flags, docker_flag_count, wc_docker_flag, &wc_docker_flag_schema, NULL)      \
	TABLE(errors, error_count, wc_error_text, &wc_error_schema, NULL)                          \
	TABLE(clues, clue_count, wc_error_text, &wc_clue_schema, NULL)                             \
	TABLE(causes, cause_count, wc_cause, &wc_cause_schema, NULL)                                      \
	TABLE(runners, runner_count, wc_runner, &wc_runner_schema, NULL)                                  \
	TABLE(isolation_costs, isolation_cost_count, wc_isolation_cost, &wc_isolation_cost_schema, NULL)  \
	TABLE(platforms, platform_count, wc_platform, &wc_platform_schema, NULL)

void
emit_program(FILE *out, const struct wc_program *program)
{
	fputs("/* Made from data/ by compile-data: change the YAML, not this file. */\n#include \"policy/builtin.h\"\n\n", out);
#define EMIT_TABLE(name, counter, type, schema, more) \
	emit_table(out, #type, #name, program->name, program->counter, sizeof(struct type), schema, more);
	TABLES(EMIT_TABLE)
	fputs("const struct wc_program wc_builtin_program = {\n", out);
#define EMIT_POINTER(name, counter, type, schema, more) emit_pointer(out, #name, #counter, program->counter);
	TABLES(EMIT_POINTER)
	fputs("\t.role = {", out);
	for (size_t i = 0; i < WC_ROLE_COUNT; i++)
		fprintf(out, "%s%u", i ? ", " : "", program->role[i]);
	fputs("},\n};\n", out);
}
