/* The program that was compiled into this executable from data/ at build time. */
#ifndef WC_POLICY_BUILTIN_H
#define WC_POLICY_BUILTIN_H

#include "model/program.h"

extern const struct wc_program wc_builtin_program;

#endif
