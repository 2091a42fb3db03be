/* The vocabularies of options, from the tables that own them. */
#ifndef WC_CLI_WORDS_H
#define WC_CLI_WORDS_H

#include <stddef.h>

/* Each returns the i-th word, or NULL behind the last (wc_opt_word). */
const char *wc_isolation_word(size_t i);
const char *wc_purpose_word(size_t i);
const char *wc_presenter_word(size_t i); /* --output of check */
const char *wc_object_word(size_t i);    /* --output of commands that print objects: text, json */
const char *wc_stream_word(size_t i);    /* --output of commands that print many: text, json, ndjson */
const char *wc_fail_on_word(size_t i);   /* --fail-on: the level that fails, with all worse ones */
const char *wc_language_word(size_t i);  /* --lang */
const char *wc_host_word(size_t i);      /* the first alias of each release in the data */
const char *wc_edition_word(size_t i);   /* the published editions of the matrix */

const char *wc_policy_word(size_t i);    /* the ready-made policies */
const char *wc_bool_word(size_t i);      /* true, false, yes, no */

#endif
