/* Values of the registry under HKEY_LOCAL_MACHINE, in its 64-bit view. Windows only. */
#ifndef WC_IO_REGISTRY_H
#define WC_IO_REGISTRY_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* The text of the value `name` of `key`, as UTF-8 owned by `arena`; false and `err` where it is absent, of another type, too long or refused. */
bool wc_registry_text(wc_arena *arena, const char *key, const char *name, const char **ret_text, struct wc_err *err);

/* The number (REG_DWORD) of the value `name` of `key`; false and `err` as above. */
bool wc_registry_number(const char *key, const char *name, uint32_t *ret_number, struct wc_err *err);

#endif
