/* image --lint: what is wrong with the index behind each image. */
#ifndef WC_CLI_IMAGE_LINT_H
#define WC_CLI_IMAGE_LINT_H

#include "app/gather.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* Lints, prints, and returns the exit code: 1 with findings, else as for the facts. */
enum wc_exit wc_image_lint(wc_arena *arena, const struct wc_args *args, const struct wc_gather *how, struct wc_names names);

#endif
