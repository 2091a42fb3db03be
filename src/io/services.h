/* Services: is one there, and does it run. Windows only. */
#ifndef WC_IO_SERVICES_H
#define WC_IO_SERVICES_H

#include "base/err.h"
#include "io/machine.h"

/* The state of the service `name`; `err` says why where it is WC_SERVICE_UNKNOWN or WC_SERVICE_THERE. */
enum wc_service_state wc_service_state(const char *name, struct wc_err *err);

#endif
