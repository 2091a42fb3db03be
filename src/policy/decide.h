/* THE decision: facts and program in, verdict out. Pure: no file, clock, environment or network. */
#ifndef WC_POLICY_DECIDE_H
#define WC_POLICY_DECIDE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/facts.h"
#include "model/program.h"
#include "model/selection.h"
#include "model/verdict.h"

/* A program as it was known on a day, with one edition of the matrix in force. Immutable once made; share it between threads. */
struct wc_view;

/*
 * Makes a view. `edition`: an id ("E23", "TP4") or a publication date ("2022-09-26", the last edition of that day), or NULL
 * for the edition in force on `as_of`. `as_of`: YYYYMMDD, or 0 for everything that is known. The view is owned by `arena`
 * and borrows `program`. False and `err` (WC_FAULT_INPUT) where no such edition was published. Source: contract 5.
 */
bool wc_view_make(wc_arena *arena, const struct wc_program *program, const char *edition, wc_date as_of,
                  const struct wc_view **ret_view, struct wc_err *err);

/* Like wc_view_make, and tabulates every known host × image pair first: for many decisions on one view. */
bool wc_view_make_tabulated(wc_arena *arena, const struct wc_program *program, const char *edition, wc_date as_of,
                            const struct wc_view **ret_view, struct wc_err *err);

/* The edition in force in `view`, or NULL (before the first one). */
const struct wc_matrix_edition *wc_view_edition(const struct wc_view *view);

/* The program that `view` was made of. */
const struct wc_program *wc_view_program(const struct wc_view *view);

/* The note of a waiver that spoke in the verdict: it took the case out of a rule of the site. NULL: none did. */
const struct wc_reason *wc_waiver_that_spoke(const struct wc_verdict *verdict);

/* Decides. Every field of `ret_verdict` is set; it borrows host, image and the view's program. Source: contract 7 and 8. */
void wc_decide(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image,
               const struct wc_request *request, struct wc_verdict *ret_verdict);

/*
 * Chooses the entry of an index that the host's engine takes, or where none is named (or it refuses, or what it does is not
 * known) the one that serves `host` best, and returns a copy of `image` whose judged fields (digest, version, os, arch,
 * family) are that entry's and whose choice says what the engine does; an image without entries comes back unchanged.
 * *ret_picked is the entry's index, or SIZE_MAX where there is none to judge. Source: contract 8.
 */
struct wc_image wc_image_pick(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image,
                              size_t *ret_picked);

/* Why entry `i` of the index was not picked, as a short phrase for people ("newer than the host"); "" for the picked one. */
const char *wc_entry_why(const struct wc_host *host, const struct wc_image *image, size_t i, size_t picked);

/*
 * What became of each entry of `image` (or of the image as the only one) under every form of the engine's matcher in `choice`,
 * with reasons for people; owned by `arena`. `judged` is the entry that the verdict is about.
 */
struct wc_selection *wc_selection_make(wc_arena *arena, const struct wc_view *view, const struct wc_host *host,
                                       const struct wc_image *image, const struct wc_choice *choice, size_t judged);

/* Every clause of the program for this pair, in the order looked at; the array is owned by `arena`. */
struct wc_trace_item *wc_explain(wc_arena *arena, const struct wc_view *view, const struct wc_host *host,
                                 const struct wc_image *image, const struct wc_request *request, size_t *ret_count);

/* Index of the release of `build` and `product` (WC_PRODUCT_UNKNOWN: the first of the build), or WC_NO_RELEASE. */
uint16_t wc_release_find(const struct wc_program *program, uint32_t build, unsigned product);

#endif
