/* How a missing fact is given, for people. */
#ifndef WC_PRESENT_FACT_WAY_H
#define WC_PRESENT_FACT_WAY_H

/* "the host's edition (--host SPEC,edition=pro)"; the fact's name where it is none of the vocabulary. `fact`: enum wc_fact. */
const char *wc_fact_way(unsigned fact);

#endif
