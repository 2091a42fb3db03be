/* Completion scripts for shells, written from the tables of commands and options. */
#ifndef WC_CLI_COMPLETION_H
#define WC_CLI_COMPLETION_H

#include "base/text.h"

typedef void wc_complete(struct wc_text *out);

/* The script for one shell; each in its own file complete_<shell>.c. */
wc_complete wc_complete_bash, wc_complete_zsh, wc_complete_fish, wc_complete_powershell;

#endif
