/* The use case `image --lint`: what is wrong with the index behind each image. */
#ifndef WC_APP_LINT_H
#define WC_APP_LINT_H

#include "app/gather.h"
#include "present/lint.h"

/* Reads every image with all its configs and lints it; `names.count` answers, owned by `arena`. False and `err` where nothing could be done. */
bool wc_lint_run(wc_arena *arena, const struct wc_gather *how, struct wc_names names, struct wc_lint_answer **ret_answers,
                 struct wc_err *err);

#endif
