/* A rule as it is told to people: every part of it in words, whether a site's or one that is built in. */
#ifndef WC_MODEL_RULE_CARD_H
#define WC_MODEL_RULE_CARD_H

#include "model/program.h"

#include <stddef.h>

/* One example of a rule: "host ws2022, image os:…" and what must come out. */
struct wc_card_example {
	const char *question, *expect;
};

struct wc_rule_card {
	const char *id, *title;
	const char *effect;        /* "require hyperv"; of a built-in rule NULL: each way says its own */
	const char *text;          /* its sentence, with placeholders */
	const char *evidence;      /* "policy", "documented" … */
	const char *const *ways;   /* the `way_count` ways in which it holds: "image.family is nanoserver and …" */
	size_t way_count;
	const char *without_fact;  /* what becomes of it where a fact is missing, where the rule says so; or NULL */
	const char *remedy, *note; /* or NULL */
	struct wc_strings source;
	wc_date known;             /* 0: not said */
	const char *file;          /* where it stands; NULL: built in */
	size_t line;
	const char *replaces;      /* "FILE:LINE" of the rule that it overrides, or NULL */
	const char *waived, *owner; /* of a waiver: its rules, and who answers for it; or NULL */
	wc_date expires;
	struct wc_strings waivers; /* the waivers that take cases out of it, "LEGACY-APP (ops, up to 2026-12-31)" */
	const struct wc_card_example *examples;
	size_t example_count;
};

#endif
