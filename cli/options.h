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

#endif
