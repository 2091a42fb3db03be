/* What an engine would take of an index, as bytes: the `selection` of a verdict, and the same for people. */
#ifndef WC_PRESENT_SELECTION_H
#define WC_PRESENT_SELECTION_H

#include "format/json_write.h"
#include "present/answers.h"

/*
 * The member `selection` of a Verdict (contract 7): what is taken and what became of every entry; with an engine named also
 * `says` and every form of its matcher in `outcomes`. null where there is no index and no engine.
 */
void wc_json_selection(struct wc_json_out *out, const struct wc_answer *answer, const struct wc_verdict *verdict);

/* The "remedies" list of a verdict, the best one first. */
void wc_json_remedies(struct wc_json_out *out, wc_arena *arena, const struct wc_verdict *verdict);

/* Each form of the matcher with a line for every entry: kept or dropped, and why. Nothing where no engine is named. */
void wc_present_selection(struct wc_text *out, const struct wc_selection *selection);

#endif
