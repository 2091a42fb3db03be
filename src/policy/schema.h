/* The field tables of every record type of data/: what the reader reads and the build's emitter writes. */
#ifndef WC_POLICY_SCHEMA_H
#define WC_POLICY_SCHEMA_H

#include "policy/record.h"

/* Structs of model/program.h, whole. */
extern const struct wc_schema wc_release_schema, wc_edition_schema, wc_rule_schema, wc_clause_schema, wc_border_schema,
    wc_observation_schema, wc_engine_schema, wc_selector_schema, wc_variant_schema, wc_tag_schema, wc_base_layer_schema, wc_docker_flag_schema,
    wc_error_schema, wc_clue_schema, wc_cause_schema, wc_runner_schema, wc_isolation_cost_schema, wc_platform_schema;

/* A cell is read in two parts: what its host row says, and what stands at its image. Both fill one struct wc_matrix_cell. */
extern const struct wc_schema wc_host_row_schema, wc_image_cell_schema;

/* What an observation gives to the struct wc_clause and the struct wc_rule that a report which counts also has. */
extern const struct wc_schema wc_report_schema, wc_report_rule_schema;

#endif
