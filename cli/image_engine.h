/* image --engine: what an engine takes of each image on each host, and why. */
#ifndef WC_CLI_IMAGE_ENGINE_H
#define WC_CLI_IMAGE_ENGINE_H

#include "app/gather.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* Selects, prints, and returns the exit code: 1 where the engine takes nothing, else as for the facts. */
enum wc_exit wc_image_engine(wc_arena *arena, const struct wc_args *args, const struct wc_gather *how, struct wc_names names);

#endif
