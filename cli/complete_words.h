/* Completion for docker and kubectl, which ask the plugin itself: in the protocol of cobra, as their own commands answer. */
#ifndef WC_CLI_COMPLETE_WORDS_H
#define WC_CLI_COMPLETE_WORDS_H

#include "base/text.h"

/*
 * What may stand in place of the last of `words`, the words before it given: a line for each, "WORD<tab>what it is", then ":4", or
 * ":0" where names of files may stand there as well (github.com/spf13/cobra, completions.go, ShellCompDirective).
 */
void wc_complete_words(struct wc_text *out, int count, char *const *words);

#endif
