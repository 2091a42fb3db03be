/* The man page from the tables, as roff. */
#ifndef WC_CLI_MAN_H
#define WC_CLI_MAN_H

#include "base/text.h"

/* wincompat(1) up to and without its EXAMPLES, which stand in docs/man/examples.roff. */
void wc_man_page(struct wc_text *out);

#endif
