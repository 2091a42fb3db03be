/* wc_serve: the admission hook of a cluster, from start to graceful end. */
#ifndef WC_SERVE_SERVE_H
#define WC_SERVE_SERVE_H

#include "app/journal.h"
#include "app/lookups.h"
#include "model/program.h"

/* What a refusal comes to. */
#define WC_SERVE_MODE_WORDS(X) X(WC_SERVE_AUDIT, "audit") X(WC_SERVE_WARN, "warn") X(WC_SERVE_ENFORCE, "enforce")
enum wc_serve_mode { WC_SERVE_MODE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_serve_mode_words;

/* What comes of what nobody knows. */
#define WC_ON_UNKNOWN_WORDS(X) X(WC_ON_UNKNOWN_REFUSE, "refuse") X(WC_ON_UNKNOWN_WARN, "warn") X(WC_ON_UNKNOWN_INFER, "infer")
enum wc_on_unknown { WC_ON_UNKNOWN_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_on_unknown_words;

/* Makes the program anew, with what its files say now, owned by `arena`. False after saying what is wrong with them. */
typedef bool wc_serve_program(void *context, wc_arena *arena, const struct wc_program **ret_program);

/* Borrowed. */
struct wc_serve_options {
	const char *listen, *tls_cert, *tls_key; /* both files NULL: without TLS */
	const char *nodes;                       /* the file, or NULL */
	const char *node_facts;                  /* what nodes do not tell of themselves, "sandbox=…,hyperv=yes", or NULL */
	const char *edition;                     /* --matrix, or NULL */
	wc_date as_of;
	uint8_t mode, on_unknown, purpose;
	bool strict, harden;
	wc_serve_program *program;
	const char *const *watched; /* `watched_count` files and folders that the program is made of */
	size_t watched_count;
	void *context;              /* of `program` and of the lookups */
	struct wc_lookups_options lookups;
	struct wc_journal *journal; /* or NULL */
	bool requires_log;          /* what cannot be written into it is refused */
	const char *version;        /* of this program */
};

/* Serves until it is told to end. False and `err` where it cannot begin. */
bool wc_serve(const struct wc_serve_options *options, struct wc_err *err);

#endif
