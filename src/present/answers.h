/* What all presenters of verdicts share: counting, the stand-in for what could not be read, and their names. */
#ifndef WC_PRESENT_ANSWERS_H
#define WC_PRESENT_ANSWERS_H

#include "present/presenters.h"

#include "base/text.h"

struct wc_json_out; /* format/json_write.h */

/* How many answers there are of each kind; every answer is counted once, those with an error under `error`. */
struct wc_counts {
	size_t allow, refuse, unknown, error;
};

struct wc_counts wc_count(const struct wc_answer *answers, size_t count);

/*
 * The answer's verdict; where there is none, `stand_in` filled with one that knows nothing: decision `unknown`, the rule
 * for unreadable images as its reason. Borrows what the answer and the options borrow.
 */
const struct wc_verdict *wc_answer_verdict(const struct wc_answer *answer, const struct wc_present_options *options,
                                           struct wc_verdict *stand_in);

/* One sentence: wc_summary, or why the image could not be read. */
const char *wc_answer_summary(wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *verdict);

/* `process`, `hyperv`, `refuse` or `unknown`: the whole answer in a word. */
const char *wc_answer_word(const struct wc_answer *answer);

/*
 * The members of a Verdict into the open map, without those that say of what it is one (image, host, request) and without
 * `selection`: for the journal, which keeps these once.
 */
struct wc_json_out;
void wc_json_decided(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *v);

/* The presenters of the table, one file each. */
wc_present wc_present_text, wc_present_json, wc_present_ndjson, wc_present_sarif, wc_present_junit, wc_present_tap,
    wc_present_github, wc_present_step_summary, wc_present_azure, wc_present_gitlab, wc_present_checkstyle, wc_present_html;

/* The members of a Verdict into the open map. An image that could not be read is judged by a verdict that knows nothing. */
void wc_json_verdict(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_present_options *options);

/* One answer in lines: verdict, because, do, warnings, notes; with options->explain every rule looked at. */
void wc_present_one(struct wc_text *out, wc_arena *arena, const struct wc_answer *answer,
                    const struct wc_present_options *options);

/* Every rule that was looked at, what each authority says, and the sources. */
void wc_present_explained(struct wc_text *out, wc_arena *arena, const struct wc_answer *answer,
                          const struct wc_verdict *verdict);

/* The table of images × hosts; false and nothing written where the answers are no full product. */
bool wc_present_table(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                      const struct wc_present_options *options);

#endif
