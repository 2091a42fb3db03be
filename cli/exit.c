/* The sentences of the exit codes. */
#include "cli/exit.h"

#define WC_EXIT_ITEM(name, code, sentence) {code, sentence},
const struct wc_exit_sentence wc_exit_sentences[] = {WC_EXIT_WORDS(WC_EXIT_ITEM)};
const unsigned wc_exit_count = sizeof(wc_exit_sentences) / sizeof(wc_exit_sentences[0]);
