/* The facts of hosts and images as members of a JSON object: the one shape in every answer (contract 7). */
#ifndef WC_PRESENT_FACTS_JSON_H
#define WC_PRESENT_FACTS_JSON_H

#include "format/json_write.h"
#include "model/facts.h"
#include "model/program.h"

#include <stdbool.h>

/* The word, or null where `value` is 0, "not known". */
void wc_json_word(struct wc_json_out *out, const char *key, const struct wc_words *words, unsigned value);

/* "10.0.17763.6775", three parts where the revision is not known, null where nothing is. */
void wc_json_version(struct wc_json_out *out, const char *key, struct wc_version version);

/* "2024-12-03", or null. */
void wc_json_date(struct wc_json_out *out, const char *key, wc_date date);

/* {"apiVersion": …, "kind": `kind`: the head of every top-level object; left open. */
void wc_json_head(struct wc_json_out *out, const char *kind);

/* The members of a host into the open map; facts that are not known are null, `hyperv` and `containers` "unknown". */
void wc_json_host(struct wc_json_out *out, const struct wc_host *host);

/* The members of an image into the open map; facts that are not known are null. */
void wc_json_image(struct wc_json_out *out, const struct wc_image *image);

/* The members of an entry of an index into the open map. */
void wc_json_entry(struct wc_json_out *out, const struct wc_image_entry *entry);

/* The members of a request; what only policies ask about where it is said, and the day where `with_today`. */
void wc_json_request(struct wc_json_out *out, const struct wc_request *request, bool with_today);

/* The policies of the program as a list of {"file", "sha256"}. */
void wc_json_policies(struct wc_json_out *out, const char *key, const struct wc_program *program);

#endif
