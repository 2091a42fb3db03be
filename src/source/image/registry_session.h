/* Inside wc_registry: what is known of each server, and one request to a registry with all that belongs to it. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_SESSION_H
#define WC_SOURCE_IMAGE_REGISTRY_SESSION_H

#include "format/tree.h"
#include "io/http.h"
#include "source/image/registry.h"

/* How a server wants to be asked, as its first refusal said. */
enum wc_login { WC_LOGIN_NONE, WC_LOGIN_BASIC, WC_LOGIN_BEARER };

struct wc_token;
struct wc_scope;

/* A server, by scheme, host and port. */
struct wc_site {
	struct wc_site *next;
	const char *base; /* "https://registry.example:5000" */
	enum wc_login login;
	const char *realm, *service; /* of WC_LOGIN_BEARER; service may be NULL */
	struct wc_token *tokens;
	struct wc_scope *scopes; /* what it wants a token for, where that is not what its repository's name says */
	bool speaks;           /* it answered in HTTP once */
	bool is_no_http;       /* it was tried by http, and something else listens there */
	int64_t pause_until;   /* wc_clock_ms: it asked not to be asked before */
	int64_t dead_until;    /* it could not be reached: `dead` says why, and it is left alone so long */
	const struct wc_http_answer *dead;
};

/* One way to a repository: the registry itself, or a mirror of it. */
struct wc_endpoint {
	const char *base;       /* "https://mirror.example" */
	const char *host;       /* "mirror.example", for messages */
	const char *key;        /* under which name credentials for it are kept: "docker.io" */
	const char *prefix;     /* of paths: "/v2", unless a mirror says otherwise */
	const char *repository; /* its name there */
	const char *query;      /* "?ns=docker.io" for mirrors that containerd knows, or NULL */
	struct wc_http_tls tls;
	bool is_plain_try;      /* http is tried, and an https endpoint for the same host follows */
	bool takes_secrets;     /* https, or this very machine */
};

struct wc_endpoints {
	struct wc_endpoint *item;
	size_t count;
};

struct wc_credentials;
struct wc_mirrors;
struct wc_certs;
struct wc_host_file;

struct wc_registry {
	wc_arena *arena; /* lives as long as the session */
	struct wc_registry_options options;
	struct wc_http *http;
	struct wc_site *sites;
	struct wc_credentials *credentials; /* what was found, by registry */
	struct wc_mirrors *mirrors;         /* what the machine's configuration says; NULL: not read yet */
	struct wc_certs *certs;             /* what was found, by host */
	struct wc_host_file *host_files;    /* containerd's, by registry */
	const char *creds_key;              /* the registry that options.creds are for, or NULL */
	unsigned suggestions;               /* how often tags were listed to suggest one */
	int64_t deadline;                   /* as in wc_reading */
	const char *const *settings;        /* files that say how to ask, ended by NULL; NULL: not listed yet */
	uint64_t settings_stamp;            /* how they looked last; 0: they were not looked at */
};

/* Nothing that is asked from now on is waited for beyond the moment `at` (0: no such limit). */
void wc_registry_deadline(struct wc_registry *registry, int64_t at);

/* The environment variable `name`, or NULL where it is not set. */
const char *wc_registry_variable(const struct wc_registry *registry, const char *name);

/*
 * The ways to the repository `path` of the registry `domain`, in the order in which to try them; `by_digest` says whether a
 * digest is asked for (some mirrors are for those only). False and `err` where configuration blocks it or cannot be read.
 */
bool wc_endpoints_find(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path, bool by_digest,
                       struct wc_endpoints *ret_endpoints, struct wc_err *err);

/* The site of an endpoint; there is one for each base. */
struct wc_site *wc_site_of(struct wc_registry *registry, const char *base);

/* What is asked of a registry. Borrowed until it is done. */
struct wc_question {
	const char *name;         /* the image as the user gave it, for messages */
	const char *domain, *path;
	const char *rest;         /* behind the repository: "/manifests/latest" */
	const char *what;         /* "its manifest", for messages */
	const char *method;       /* "GET", "HEAD" */
	const char *digest;       /* what the body must hash to, or NULL */
	bool is_by_digest;
	size_t most;
};

/* What came of it: an answer with status 200, or `err`. */
struct wc_reply {
	const struct wc_http_answer *answer;
	const struct wc_err *err; /* NULL: fine */
	bool is_absent;           /* the registry was asked and has no such thing (404) */
	bool is_silent;           /* it did not answer, or said that it cannot for now */
	const char *host;         /* that was asked last */
};

typedef void wc_registry_replied(void *context, const struct wc_reply *reply);

/*
 * Asks: endpoint after endpoint, with a login where one is wanted, again where that makes sense. `done` is called from
 * wc_http_run (or at once, where nothing can be asked). `arena` owns what comes.
 */
void wc_registry_ask(struct wc_registry *registry, wc_arena *arena, const struct wc_question *question,
                     wc_registry_replied *done, void *context);

#endif
