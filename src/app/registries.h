/* Registries as a command uses them: a session, and what was read before. */
#ifndef WC_APP_REGISTRIES_H
#define WC_APP_REGISTRIES_H

#include "app/gather.h"
#include "source/image/registry.h"

#endif
