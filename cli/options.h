/* Rows that stand in the option tables of several commands, written once. */
#ifndef WC_CLI_OPTIONS_H
#define WC_CLI_OPTIONS_H

#include "cli/opt.h"
#include "cli/words.h"

#define WC_OPT_HELP {.name = "help", .letter = 'h', .typed = true, .help = "print this help and exit"}

#define WC_OPT_HOST \
	{.name = "host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true, \
	 .help = "a host: a release, a version, more facts, or @FILE (see `wincompat help hosts`); may be repeated"}

#define WC_OPT_OFFLINE {.name = "offline", .help = "ask no registry: read the image from the cache, or infer it from its tag"}

#define WC_OPT_INFER {.name = "infer", .help = "infer the image from its tag where its registry cannot answer"}

#define WC_OPT_LIST \
	{.name = "list", .letter = 'f', .argument = "LIST", .file = true, .typed = true, \
	 .help = "read image references from a file, one a line, # begins a comment; - is standard input"}

#define WC_OPT_OUTPUT(vocabulary) \
	{.name = "output", .letter = 'o', .argument = "FORMAT", .word = vocabulary, .fallback = "text", \
	 .help = "how to write the answer"}

#define WC_OPT_POLICY \
	{.name = "policy", .argument = "FILE", .repeats = true, .file = true, .word = wc_policy_word, .suggested = true, \
	 .help = "a policy of this site: a file, a folder of *.yaml files, or a ready-made one (`wincompat policy list`); may be repeated"}

/* The facts of the request that only policies ask about. */
#define WC_OPT_REQUEST \
	WC_OPT_SITUATION, \
	{.name = "user", .argument = "NAME", .help = "who asks; only policies ask about it"}, \
	{.name = "label", .argument = "NAME=VALUE", .repeats = true, .help = "a label of what is to run; only policies ask about it; may be repeated"}

#define WC_OPT_SITUATION \
	{.name = "namespace", .argument = "NAME", .help = "the Kubernetes namespace that it is for; only policies ask about it"}, \
	WC_OPT_TODAY

#define WC_OPT_TODAY {.name = "today", .argument = "YYYY-MM-DD", .help = "the day that it is for; without it today, or the day of --as-of"}

/* Which state of the published knowledge decides. */
#define WC_OPT_MATRIX \
	{.name = "matrix", .argument = "EDITION", .word = wc_edition_word, .suggested = true, \
	 .help = "another edition of Microsoft's matrix, by its name or the day it was published"}, \
	{.name = "as-of", .argument = "YYYY-MM-DD", .help = "decide with what was published and known on that day"}

/* `whose`: "the container is". */
#define WC_OPT_PURPOSE(whose) \
	{.name = "purpose", .argument = "PURPOSE", .word = wc_purpose_word, .fallback = "unspecified", \
	 .help = "what " whose " for: client licences allow process isolation for some purposes only"}

#define WC_OPT_LANGUAGE \
	{.name = "lang", .argument = "LANGUAGE", .word = wc_language_word, .fallback = "en", .help = "the language of the sentences"}

#endif
