/* A site's own rules, compiled: arms (conjunctions of limits), and for each value of each axis the arms that it leaves, as bits. */
#ifndef WC_POLICY_SITE_SITE_H
#define WC_POLICY_SITE_SITE_H

#include "base/arena.h"
#include "base/limits.h"
#include "policy/site/axis.h"
#include "policy/site/span.h"

/* What a rule does where it holds (docs/policy.md). */
#define WC_EFFECT_WORDS(X) \
	X(WC_EFFECT_NONE, "none") X(WC_EFFECT_REFUSE, "refuse") X(WC_EFFECT_REQUIRE, "require") X(WC_EFFECT_PREFER, "prefer") \
	X(WC_EFFECT_WARN, "warn") X(WC_EFFECT_ACCEPT, "accept") X(WC_EFFECT_ANNOTATE, "annotate")
enum wc_effect { WC_EFFECT_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_effect_words;

/* What becomes of a narrowing rule that lacks a fact: the mode is unknown, or the rule goes to notEvaluated. */
#define WC_LACKING_WORDS(X) X(WC_LACKING_UNSAID, "unsaid") X(WC_LACKING_UNKNOWN, "unknown") X(WC_LACKING_SKIP, "skip")
enum wc_lacking { WC_LACKING_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_lacking_words;

/* One example of a rule: what is asked, and the answer that it must get. Texts as they stand in the policy. */
struct wc_example {
	const char *host, *image, *isolation, *purpose, *name_space, *user, *today, *expect; /* NULL: not said */
	const struct wc_label *labels;
	size_t label_count, line;
};

struct wc_site_rule {
	const char *id, *file;
	size_t line, column;   /* where it stands in `file` */
	uint16_t rule;         /* its texts, in wc_program.rules */
	uint8_t effect;        /* enum wc_effect */
	uint8_t mode;          /* enum wc_mode, of require and prefer */
	uint8_t accept;        /* enum wc_status, the lowest that is accepted, of accept */
	uint8_t lacking;       /* enum wc_lacking, as written */
	uint32_t first_arm, arm_count;
	const char *waived;    /* of a waiver: the ids of its rules, "A, B"; else NULL */
	const char *owner;     /* of a waiver */
	wc_date expires;       /* of a waiver: its last day */
	const char *replaces;  /* the place "FILE:LINE" of the rule that it overrides, or NULL */
	const struct wc_example *examples;
	size_t example_count;
};

/* Does a text match one of these? `regex` is PCRE2. */
struct wc_test {
	const char *name; /* as written, for explanations */
	uint32_t hash;    /* of the name */
	const char *const *exact, *const *glob;
	size_t exact_count, glob_count;
	const char *regex;          /* or NULL */
	const struct wc_regex *code; /* of `regex` */
};

/* A test of an axis (by its number there), and what must come out of it. */
struct wc_wanted {
	uint32_t test;
	bool holds;
};

/* What an arm asks of one axis: a value of `spans`, or every wanted outcome. */
struct wc_site_limit {
	uint16_t axis; /* index into wc_site.axes */
	struct wc_spans spans;
	const struct wc_wanted *wanted;
	size_t wanted_count;
};

/* One way in which a rule can hold: all its limits do. */
struct wc_arm {
	uint32_t rule; /* index into wc_site.rules */
	uint16_t limit_count;
	const struct wc_site_limit *limits;
};

typedef uint64_t wc_bits;
enum { WC_BITS = 64 };

/* An arm that asks an axis, and what it asks. */
struct wc_asking {
	uint32_t arm;
	const struct wc_site_limit *limit;
};

/* The texts that were seen, each with its column. Insert-only; any thread. */
struct wc_memo;

/* One axis that some rule asks. */
struct wc_site_axis {
	uint8_t id;           /* enum wc_axis_id */
	const char *label;    /* of a request label */
	const char *name;     /* "request.labels.team" */
	size_t class_count;   /* of words and numbers: class i holds start[i] up to start[i + 1] - 1, the last one up to the highest */
	const int64_t *start;
	const wc_bits *columns; /* class_count × wc_site.words: the arms that a value of the class leaves */
	const wc_bits *silent;  /* the arms that do not ask this axis: what holds for sure where its value is not known */
	const wc_bits *doubtful; /* what may hold then: those, and the arms of rules that do not count without the fact are not among them */
	const struct wc_test *tests; /* of texts */
	size_t test_count;
	const struct wc_asking *asking; /* the arms that ask it, ascending */
	size_t asking_count;
	struct wc_memo *memo; /* of texts */
};

struct wc_site {
	const struct wc_site_rule *rules;
	const struct wc_arm *arms; /* those of one rule stand together */
	const struct wc_site_axis *axes;
	size_t rule_count, arm_count, axis_count;
	size_t words;          /* of a set of arms */
	const wc_bits *every;  /* all arms */
	const uint16_t *order; /* the axes, those that most arms ask first: there most arms fall out */
};

/* The class of a known value. */
size_t wc_site_class(const struct wc_site_axis *axis, int64_t value);

/*
 * The column of a known text: a pair of sets, the arms that it leaves for sure and those that it may leave (a pattern that took too
 * many steps says neither). Owned by the site, or where the memo is full by *spare, which is made then; the caller frees it.
 */
const wc_bits *wc_site_text_column(const struct wc_site *site, const struct wc_site_axis *axis, struct wc_axis_text text, wc_arena **spare);

/* Makes the memo of an axis of texts, empty. Owned by `arena`. */
struct wc_memo *wc_memo_make(wc_arena *arena, size_t words);

/* Which arms hold in a situation: those that do, those that may for want of a fact, and those that do not count for want of one. */
struct wc_site_answer {
	wc_bits *yes, *maybe, *skipped; /* site->words each */
	bool any_maybe, any_skipped;    /* is there one */
	wc_bits unknown[(WC_LIMIT_AXES + WC_BITS - 1) / WC_BITS]; /* bit i: the value of wc_site.axes[i] is not known */
};

/* Asks the situation, among the arms `alive`; the sets of `answer` are filled. */
void wc_site_ask(const struct wc_site *site, const struct wc_situation *situation, const wc_bits *alive, struct wc_site_answer *answer);

/* Does the rule take something away where it holds? Others wait for the facts that they lack. */
bool wc_site_narrows(const struct wc_site_rule *rule);

/*
 * The fact for want of which nobody knows whether the arm holds: of those that the situation does not know the first one among the axes, so
 * that it does not depend on the order of files; where all are known, the one whose text a pattern could not judge.
 */
enum wc_fact wc_site_missing_fact(const struct wc_site *site, size_t arm, const struct wc_situation *situation, const struct wc_site_answer *answer);

/* Where a rule lacks `fact`: does it go to notEvaluated (skip), or is the mode unknown? */
bool wc_site_skips(const struct wc_site_rule *rule, enum wc_fact fact);

/* Does the test hold? 1, 0, or -1 where its pattern took too many steps. */
int wc_test_ask(const struct wc_test *test, struct wc_axis_text text);

#endif
