/* Where a Docker Engine listens on POSIX systems when nobody says anything. */
#include "source/host/daemon.h"

const char wc_daemon_default[] = "unix:///var/run/docker.sock";
