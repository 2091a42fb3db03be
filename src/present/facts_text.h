/* Facts as lines for people: the fact, its value, where it was read. */
#ifndef WC_PRESENT_FACTS_TEXT_H
#define WC_PRESENT_FACTS_TEXT_H

#include "base/text.h"
#include "model/facts.h"
#include "model/program.h"

/* "name              value   [origin]"; `value` NULL is written "not known", WC_FROM_NOWHERE writes no origin. */
void wc_add_fact(struct wc_text *out, const char *name, const char *value, unsigned origin);

/* The same for a word of a vocabulary; 0 is not known. */
void wc_add_fact_word(struct wc_text *out, const char *name, const struct wc_words *words, unsigned value, unsigned origin);

/* The same for a version under a name of its own. */
void wc_add_fact_named_version(struct wc_text *out, const char *name, struct wc_version version, unsigned origin);

/* The line "version", with the release's title (of `product`; WC_PRODUCT_UNKNOWN: every product of the build). */
void wc_add_fact_version(struct wc_text *out, wc_arena *arena, const struct wc_program *program, struct wc_version version,
                         unsigned product, unsigned origin);

/* Lines under a fact: what its source adds to it. */
void wc_add_remarks(struct wc_text *out, const struct wc_host *host, enum wc_fact fact);

#endif
