/* The closed vocabularies: value to word and back. */
#include "model/words.h"

#include "model/diagnosis.h"
#include "model/finding.h"
#include "model/journal.h"
#include "model/program.h"
#include "model/proof.h"
#include "model/workload.h"

#include <string.h>

#define WORD_ITEM(value, word) word,
#define VOCABULARY(name, subject, list)                    \
	static const char *const name##_list[] = {list(WORD_ITEM)}; \
	const struct wc_words name = {subject, name##_list, sizeof(name##_list) / sizeof(name##_list[0])}

VOCABULARY(wc_os_words, "an operating system", WC_OS_WORDS);
VOCABULARY(wc_product_words, "a product", WC_PRODUCT_WORDS);
VOCABULARY(wc_windows_edition_words, "an edition", WC_EDITION_WORDS);
VOCABULARY(wc_installation_words, "an installation", WC_INSTALLATION_WORDS);
VOCABULARY(wc_arch_words, "an architecture", WC_ARCH_WORDS);
VOCABULARY(wc_tri_words, "yes or no", WC_TRI_WORDS);
VOCABULARY(wc_family_words, "a base image family", WC_FAMILY_WORDS);
VOCABULARY(wc_engine_words, "an engine", WC_ENGINE_WORDS);
VOCABULARY(wc_store_words, "an image store", WC_STORE_WORDS);
VOCABULARY(wc_matching_words, "a way to match", WC_MATCHING_WORDS);
VOCABULARY(wc_ordering_words, "an order", WC_ORDERING_WORDS);
VOCABULARY(wc_floor_words, "a floor", WC_FLOOR_WORDS);
VOCABULARY(wc_mode_words, "a mode", WC_MODE_WORDS);
VOCABULARY(wc_isolation_words, "an isolation", WC_ISOLATION_WORDS);
VOCABULARY(wc_purpose_words, "a purpose", WC_PURPOSE_WORDS);
VOCABULARY(wc_origin_words, "an origin", WC_ORIGIN_WORDS);
VOCABULARY(wc_vendor_words, "a cell", WC_VENDOR_WORDS);
VOCABULARY(wc_prose_words, "a prose answer", WC_PROSE_WORDS);
VOCABULARY(wc_compute_words, "a compute layer answer", WC_COMPUTE_WORDS);
VOCABULARY(wc_matcher_words, "a matcher answer", WC_MATCHER_WORDS);
VOCABULARY(wc_status_words, "a status", WC_STATUS_WORDS);
VOCABULARY(wc_decision_words, "a decision", WC_DECISION_WORDS);
VOCABULARY(wc_launch_words, "a launch", WC_LAUNCH_WORDS);
VOCABULARY(wc_evidence_words, "an evidence level", WC_EVIDENCE_WORDS);
VOCABULARY(wc_action_words, "an action", WC_ACTION_WORDS);
VOCABULARY(wc_voice_words, "a voice", WC_VOICE_WORDS);
VOCABULARY(wc_says_words, "what a clause says", WC_SAYS_WORDS);
VOCABULARY(wc_compare_words, "a comparison", WC_COMPARE_WORDS);
VOCABULARY(wc_revisions_words, "how revisions stand", WC_REVISIONS_WORDS);
VOCABULARY(wc_use_words, "a use", WC_USE_WORDS);
VOCABULARY(wc_excuse_words, "an excuse", WC_EXCUSE_WORDS);
VOCABULARY(wc_direction_words, "a direction", WC_DIRECTION_WORDS);
VOCABULARY(wc_channel_words, "a channel", WC_CHANNEL_WORDS);
VOCABULARY(wc_layer_role_words, "a layer role", WC_LAYER_ROLE_WORDS);
VOCABULARY(wc_confidence_words, "a confidence", WC_CONFIDENCE_WORDS);
VOCABULARY(wc_blame_words, "yes, no or maybe", WC_BLAME_WORDS);
VOCABULARY(wc_subject_words, "a subject", WC_SUBJECT_WORDS);
VOCABULARY(wc_detail_words, "a detail", WC_DETAIL_WORDS);
VOCABULARY(wc_role_words, "a role", WC_ROLE_WORDS);
VOCABULARY(wc_outcome_words, "an outcome", WC_OUTCOME_WORDS);
VOCABULARY(wc_journal_kind_words, "a kind of entry", WC_JOURNAL_KIND_WORDS);
VOCABULARY(wc_serve_mode_words, "a mode of serve", WC_SERVE_MODE_WORDS);
VOCABULARY(wc_on_unknown_words, "what to do with what is not known", WC_ON_UNKNOWN_WORDS);
VOCABULARY(wc_proven_words, "how far a proof goes", WC_PROVEN_WORDS);

const char *
wc_word(const struct wc_words *words, unsigned value)
{
	return value < words->count ? words->word[value] : "?";
}

bool
wc_word_find(const struct wc_words *words, const char *text, unsigned *ret_value)
{
	for (size_t i = 0; i < words->count; i++) {
		if (strcmp(words->word[i], text) == 0) {
			*ret_value = (unsigned)i;
			return true;
		}
	}
	return false;
}
