/* Containers as a Docker Engine knows them, and processes as another program listed them. */
#ifndef WC_SOURCE_CONTAINER_H
#define WC_SOURCE_CONTAINER_H

#include "model/container.h"
#include "source/sources.h"

/*
 * Asks the engine (as `docker-daemon:` does) for the container called `name` and for its processes. False and `err`:
 * WC_FAULT_INPUT where that is no name, WC_FAULT_UNREACHABLE where the engine does not answer or has no such container.
 */
bool wc_container_read(const struct wc_reading *reading, const char *name, struct wc_container *ret_container, struct wc_err *err);

/*
 * Reads the processes of a Windows host from the file `path` ("-": standard input), in the JSON that `Get-CimInstance Win32_Process |
 * ConvertTo-Json` prints. False and `err` where it is none.
 */
bool wc_processes_read_file(const struct wc_reading *reading, const char *path, struct wc_processes *ret_processes, struct wc_err *err);

#endif
