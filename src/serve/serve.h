/* wc_serve: the admission hook of a cluster, from start to graceful end. */
#ifndef WC_SERVE_SERVE_H
#define WC_SERVE_SERVE_H

#include "app/journal.h"
#include "app/lookups.h"
#include "app/node_profiles.h"
#include "base/diag.h"
#include "io/stamps.h"
#include "model/program.h"
#include "model/words.h"
#include "serve/tolerate.h"

/*
 * Makes the program anew, with what its files say now, owned by `arena`; `stamps` gets these files. False with `err`, and with
 * faults in `diags` where they hold any.
 */
typedef bool wc_serve_program(void *context, wc_arena *arena, struct wc_stamps *stamps, const struct wc_program **ret_program,
                              struct wc_diags *diags, struct wc_err *err);

/* Says faults to whoever started the server; once it is ready they are lines of its log. */
typedef void wc_serve_say_faults(const struct wc_diags *diags);

/* Reads what is told of pools of nodes, in the same way. */
typedef bool wc_serve_profiles(void *context, wc_arena *arena, const struct wc_program *program, struct wc_stamps *stamps,
                               struct wc_node_profiles *ret_profiles, struct wc_diags *diags, struct wc_err *err);

/* What a Docker Engine is answered by. Borrowed. */
struct wc_serve_docker {
	const char *address;    /* "unix:PATH", "ADDR:PORT" or "npipe:PIPE"; NULL: no engine asks */
	const char *host;       /* the SPEC of the host where the engine runs */
	const char *host_file;  /* the file that the SPEC names, or NULL */
	const char *client_ca;  /* a file: whoever asks by TLS needs a certificate by it; NULL with a Unix socket or without TLS */
	const char *spec;       /* the file in which the engine is told the address, or NULL */
	const struct wc_gather *engine; /* how to ask the engine itself which image it has; NULL: it is not asked */
	bool has_tls;
	bool enforce_isolation; /* a launch has to name the isolation it is allowed in */
};

/* The cluster whose nodes are watched. Borrowed. */
struct wc_serve_cluster {
	const char *url;     /* of its API server; NULL: none is */
	const char *account; /* the folder with token and ca.crt; NULL: nobody has to log in */
	bool prefetch;       /* images of its workloads are asked for before their pods are */
};

/* Borrowed. */
struct wc_serve_options {
	const char *listen, *tls_cert, *tls_key; /* listen NULL: no cluster asks; both files NULL: without TLS */
	struct wc_serve_docker docker;
	const char *nodes;                       /* the file, or NULL */
	struct wc_serve_cluster cluster;         /* or it */
	const char *node_facts;                  /* what nodes do not tell of themselves, "sandbox=…,hyperv=yes", or NULL */
	const char *edition;                     /* --matrix, or NULL */
	wc_date as_of;
	uint8_t mode, on_unknown, purpose;
	bool strict, harden;
	bool pins; /* /mutate names images by digest, too */
	const struct wc_toleration *tolerations; /* `toleration_count` that /mutate may add */
	size_t toleration_count;
	const char *helper;         /* that a file of logins names, where `harden`: it will not be run; or NULL */
	wc_serve_program *program;
	wc_serve_profiles *profiles; /* NULL: nothing is told */
	wc_serve_say_faults *say_faults;
	void *context;              /* of `program` and of the lookups */
	struct wc_lookups_options lookups;
	struct wc_journal *journal; /* or NULL */
	bool requires_log;          /* what cannot be written into it is refused */
	const char *version;        /* of this program */
};

/* Serves until it is told to end. False and `err` where it cannot begin. */
bool wc_serve(const struct wc_serve_options *options, struct wc_err *err);

#endif
