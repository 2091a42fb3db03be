/* Where a Docker Engine listens on Windows when nobody says anything. */
#include "source/host/daemon.h"

const char wc_daemon_default[] = "npipe:////./pipe/docker_engine";
