/* wc_serve: the admission hook of a cluster, from start to graceful end. */
#ifndef WC_SERVE_SERVE_H
#define WC_SERVE_SERVE_H

#include "app/journal.h"
#include "app/lookups.h"
#include "app/node_profiles.h"
#include "model/program.h"
#include "model/words.h"
#include "serve/tolerate.h"

/* Makes the program anew, with what its files say now, owned by `arena`. False after saying what is wrong with them. */
typedef bool wc_serve_program(void *context, wc_arena *arena, const struct wc_program **ret_program);

/* Reads what is told of pools of nodes, owned by `arena`. False after saying what is wrong with it. */
typedef bool wc_serve_profiles(void *context, wc_arena *arena, const struct wc_program *program, struct wc_node_profiles *ret_profiles);

/* What a Docker Engine is answered by. Borrowed. */
struct wc_serve_docker {
	const char *address;    /* "unix:PATH" or "ADDR:PORT"; NULL: no engine asks */
	const char *host;       /* the SPEC of the host where the engine runs */
	const char *client_ca;  /* a file: whoever asks by TLS needs a certificate by it; NULL with a Unix socket or without TLS */
	const char *spec;       /* the file in which the engine is told the address, or NULL */
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
	wc_serve_program *program;
	wc_serve_profiles *profiles;             /* NULL: nothing is told */
	const char *const *watched; /* `watched_count` files and folders that program and profiles are made of */
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
