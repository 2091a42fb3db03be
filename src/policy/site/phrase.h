/* Compiled conditions in words: for people (--explain, policy explain), and again as YAML. */
#ifndef WC_POLICY_SITE_PHRASE_H
#define WC_POLICY_SITE_PHRASE_H

#include "base/text.h"
#include "policy/site/site.h"

/* What a limit asks of its fact: "nanoserver or windows", "below 20348", "anything but bob", "like ltsc*". Owned by `arena`. */
const char *wc_limit_phrase(wc_arena *arena, const struct wc_site *site, const struct wc_site_limit *limit);

/* The same as a sentence, "image.family is nanoserver". Owned by `arena`. */
const char *wc_limit_sentence(wc_arena *arena, const struct wc_site *site, const struct wc_site_limit *limit);

/* Why the limit does not hold in the situation, with its value: "image.family is servercore, not nanoserver". Owned by `arena`. */
const char *wc_limit_failure(wc_arena *arena, const struct wc_site *site, const struct wc_site_limit *limit, const struct wc_situation *situation);

/* Does the limit hold? 1, 0, or -1 where a fact is missing or a pattern took too many steps. */
int wc_limit_ask(const struct wc_site *site, const struct wc_site_limit *limit, const struct wc_situation *situation);

/* An arm as a sentence: its limits joined with "and"; "always" where it has none. Owned by `arena`. */
const char *wc_arm_sentence(wc_arena *arena, const struct wc_site *site, const struct wc_arm *arm);

#endif
