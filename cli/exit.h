/* Exit codes, each with its sentence: what the program returns, what help and the man page print. Source: contract 6. */
#ifndef WC_CLI_EXIT_H
#define WC_CLI_EXIT_H

#define WC_EXIT_WORDS(X) \
	X(WC_EXIT_OK, 0, "every image may run as asked") \
	X(WC_EXIT_REFUSED, 1, "at least one image is refused (or, with --fail-on warn, warned about)") \
	X(WC_EXIT_WRONG, 2, "the command line, a data file or an input file is wrong; nothing was decided") \
	X(WC_EXIT_UNKNOWN, 3, "none is refused, at least one is undetermined: a fact is missing or a build is unknown") \
	X(WC_EXIT_UNREACHABLE, 4, "none is refused, and a registry or an engine could not be asked")

#define WC_EXIT_ITEM(name, code, sentence) name = code,
enum wc_exit {
	WC_EXIT_WORDS(WC_EXIT_ITEM)
	WC_EXIT_NOT_LAUNCHED = 125, /* of `run`, as docker run has it; its other codes are the container's own */
};
#undef WC_EXIT_ITEM

/* The sentence of each code, `wc_exit_count` of them, for help. */
struct wc_exit_sentence {
	int code;
	const char *sentence;
};
extern const struct wc_exit_sentence wc_exit_sentences[];
extern const unsigned wc_exit_count;

#endif
