/* The words of a cluster. */
#include "model/cluster.h"

#define WC_WORD_ITEM(name, word) word,
static const char *const taint_words[] = {WC_TAINT_WORDS(WC_WORD_ITEM)};
static const char *const need_words[] = {WC_NEED_WORDS(WC_WORD_ITEM)};

const struct wc_words wc_taint_words = {"a taint's effect", taint_words, sizeof(taint_words) / sizeof(taint_words[0])};
const struct wc_words wc_need_words = {"an operator of a node selector", need_words, sizeof(need_words) / sizeof(need_words[0])};
