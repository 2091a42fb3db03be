/* The decision journal's nouns: a decision with everything it was made of, what came of it, and an entry of the chain. */
#ifndef WC_MODEL_JOURNAL_H
#define WC_MODEL_JOURNAL_H

#include "model/words.h"

#include <stdint.h>

/*
 * What a decision is found by, in the order in which it is hashed (docs/journal.md). COLUMN(id, name): `name` is the
 * column of the file. All but the command, the host, the image and the decision may be NULL: not known, or not chosen.
 */
#define WC_JOURNAL_COLUMNS(X) \
	X(COMMAND, "command")           /* "run", "compose", "build", "serve", "check" */ \
	X(HOST, "host")                 /* what answers call it */ \
	X(HOST_VERSION, "host_version") /* four numbers, or those that are known */ \
	X(IMAGE, "image")               /* the reference as given */ \
	X(IMAGE_DIGEST, "image_digest") /* of the entry that was judged */ \
	X(ISOLATION, "isolation")       /* as asked for */ \
	X(PURPOSE, "purpose") \
	X(DECISION_WORD, "decision")    /* "allow", "refuse", "unknown" */ \
	X(MODE, "mode")                 /* the isolation that will be used */ \
	X(RULES, "rules")               /* the ids of the rules that spoke, parted by blanks, the deciding one first */ \
	X(EDITION, "edition")           /* of the matrix */ \
	X(POLICY, "policy")             /* a JSON list of {"file", "sha256"} */

/* The JSON texts from which it can be made again, and the answer that was given. The request is kept with the entry. */
#define WC_JOURNAL_TEXTS(X) \
	X(HOST, "host")       /* a Host object, as `wincompat host -o json` prints it */ \
	X(IMAGE, "image")     /* an Image object with all its entries */ \
	X(VERDICT, "verdict") /* a Verdict without its image, host, request and selection */ \
	X(REQUEST, "request") /* isolation, purpose and whatever else the caller was asked with */

#define WC_JOURNAL_COLUMN_ITEM(id, name) WC_JOURNAL_##id,
#define WC_JOURNAL_TEXT_ITEM(id, name) WC_JOURNAL_TEXT_##id,
enum wc_journal_column { WC_JOURNAL_COLUMNS(WC_JOURNAL_COLUMN_ITEM) WC_JOURNAL_COLUMN_COUNT };
enum wc_journal_text { WC_JOURNAL_TEXTS(WC_JOURNAL_TEXT_ITEM) WC_JOURNAL_TEXT_COUNT };
#undef WC_JOURNAL_COLUMN_ITEM
#undef WC_JOURNAL_TEXT_ITEM

/* Strings are borrowed. */
struct wc_journal_decision {
	int64_t milliseconds; /* since 1970 UTC; 0: when it is written */
	uint64_t alike;       /* decisions of one process with the same number differ only in time and request; 0: that is not known */
	const char *column[WC_JOURNAL_COLUMN_COUNT];
	const char *text[WC_JOURNAL_TEXT_COUNT];
};

/* What came of a decision. */
#define WC_OUTCOME_WORDS(X) \
	X(WC_OUTCOME_NONE, "none") \
	X(WC_OUTCOME_LAUNCHED, "launched") /* it was started; how it ended is not known (yet) */ \
	X(WC_OUTCOME_ENDED, "ended")       /* it ran, and ended with the code */ \
	X(WC_OUTCOME_FAILED, "failed")     /* the engine could not launch it */ \
	X(WC_OUTCOME_REFUSED, "refused")   /* it was not launched, by the decision */ \
	X(WC_OUTCOME_PRINTED, "printed")   /* only the command was asked for */
enum wc_outcome { WC_OUTCOME_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_outcome_words;

enum { WC_NO_CODE = -1 };

struct wc_journal_outcome {
	int64_t about;      /* the sequence number of the decision */
	uint8_t word;       /* enum wc_outcome */
	int64_t code;       /* the exit code, or WC_NO_CODE */
	const char *detail; /* a container's id, an engine's words; or NULL */
};

/* `prune`: entries up to `outcome.about` were removed on purpose; `detail` is the hash of the last of them. */
#define WC_JOURNAL_KIND_WORDS(X) \
	X(WC_JOURNAL_NOTHING, "none") X(WC_JOURNAL_DECISION, "decision") X(WC_JOURNAL_OUTCOME, "outcome") X(WC_JOURNAL_PRUNE, "prune")
enum wc_journal_kind { WC_JOURNAL_KIND_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_journal_kind_words;

/* An entry as it is read back. Strings live until the next one is read. */
struct wc_journal_entry {
	int64_t sequence; /* from 1, without a gap */
	uint8_t kind;     /* enum wc_journal_kind */
	struct wc_journal_decision decision; /* of a decision; of others only `milliseconds` is set */
	struct wc_journal_outcome outcome;   /* of an outcome or a prune; of a decision its newest outcome, WC_OUTCOME_NONE where there is none */
	int64_t outcome_milliseconds;        /* when a decision's outcome was written */
	const char *hash;                    /* "sha256:…" */
};

#endif
