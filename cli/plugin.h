/* The program as a plugin: docker and kubectl find it by the name of its file, and each calls it in its own way. */
#ifndef WC_CLI_PLUGIN_H
#define WC_CLI_PLUGIN_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

/*
 * Turns the command line that a plugin was given into our own. As `docker-wincompat` it takes docker's options in front of the
 * plugin's name (those that say which engine become DOCKER_CONFIG, DOCKER_CONTEXT, DOCKER_HOST, DOCKER_TLS_VERIFY), and makes
 * docker's questions commands of ours: `docker-cli-plugin-metadata` asks for plugin_metadata, `__complete` for __complete. As
 * `kubectl_complete-wincompat` it is __complete. Under any other name nothing changes. False and `err` where docker was given an
 * option that would be lost. Sources: docker/cli, cli-plugins/manager; kubectl, pkg/cmd/plugin_completion.go.
 */
bool wc_plugin_arguments(wc_arena *arena, int *argc, char ***argv, struct wc_err *err);

/* What docker wants to know of a plugin, as JSON (docker/cli, cli-plugins/metadata); owned by `arena`. */
const char *wc_plugin_metadata(wc_arena *arena);

/* The words by which questions of docker and kubectl are asked of ourselves; no commands that people type. */
#define WC_PLUGIN_METADATA "docker-cli-plugin-metadata"
#define WC_PLUGIN_COMPLETE "__complete"

#endif
