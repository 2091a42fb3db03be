/* The words of a cluster, and taints as people write them. */
#include "model/cluster.h"

#include "base/text.h"

#include <string.h>

#define WC_WORD_ITEM(name, word) word,
static const char *const taint_words[] = {WC_TAINT_WORDS(WC_WORD_ITEM)};
static const char *const need_words[] = {WC_NEED_WORDS(WC_WORD_ITEM)};

const struct wc_words wc_taint_words = {"a taint's effect", taint_words, sizeof(taint_words) / sizeof(taint_words[0])};
const struct wc_words wc_need_words = {"an operator of a node selector", need_words, sizeof(need_words) / sizeof(need_words[0])};

bool
wc_taint_read(wc_arena *arena, const char *text, struct wc_node_taint *ret_taint)
{
	/* Of names and values of labels and taints (Kubernetes: "Object Names and IDs", "Labels and Selectors"). */
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./";
	unsigned effect = WC_TAINT_ANY;
	size_t key = strspn(text, letters), value = text[key] == '=' ? strspn(text + key + 1, letters) + 1 : 0;
	if (key == 0 || text[key + value] != ':' || !wc_word_find(&wc_taint_words, text + key + value + 1, &effect) || effect == WC_TAINT_ANY)
		return false;
	*ret_taint = (struct wc_node_taint){wc_copy(arena, text, key), value ? wc_copy(arena, text + key + 1, value - 1) : "", (uint8_t)effect};
	return true;
}
