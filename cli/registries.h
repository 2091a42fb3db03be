/* How a command asks registries: options, session, cache. */
#ifndef WC_CLI_REGISTRIES_H
#define WC_CLI_REGISTRIES_H

#include "app/registries.h"
#include "cli/cache.h"
#include "cli/opt.h"
#include "cli/words.h"

/* The rows of the options below for option tables. */
#define WC_OPT_TIMEOUT \
	{.name = "timeout", .argument = "SECONDS", .help = "the longest time that asking registries and engines may take in all"}

#define WC_OPT_REGISTRIES \
	WC_OPT_NO_CACHE, \
	{.name = "jobs", .argument = "N", .help = "ask registries at most N things at a time (16 where nothing is said)"}, \
	WC_OPT_TIMEOUT, \
	{.name = "creds", .argument = "USER[:PASSWORD]", \
	 .help = "the login for the one registry that is asked; better: docker login, or the variable WINCOMPAT_CREDS"}, \
	{.name = "tls-verify", .argument = "BOOL", .word = wc_bool_word, \
	 .help = "false takes any certificate, and http where there is no https; true asks this machine by https, too"}, \
	{.name = "hosts-dir", .argument = "DIR", .repeats = true, .file = true, \
	 .help = "a folder with HOST/hosts.toml (mirrors) or HOST/ca.crt, HOST/client.cert and client.key; may be repeated"}

/* A session and a cache; all NULL where nothing was opened. */
struct wc_registries {
	struct wc_registry *registry;
	struct wc_cache *cache;
};

/* Puts --timeout into `how`. False and `err` where its value makes no sense. */
bool wc_timeout_asked(const struct wc_args *args, struct wc_gather *how, struct wc_err *err);

/* Does the number of --jobs make sense? False and `err` where it does not. */
bool wc_jobs_check(const struct wc_args *args, struct wc_err *err);

/*
 * Opens both as the options say, and puts them into `how`. False and `err` where a value makes no sense. Nothing is asked or
 * touched yet. Close with wc_registries_done, which writes what the cache keeps.
 */
bool wc_registries_asked(wc_arena *arena, const struct wc_args *args, struct wc_gather *how, struct wc_registries *ret_registries,
                         struct wc_err *err);
void wc_registries_done(struct wc_registries *registries);

/* Says of each image, once, that old facts or its tag were taken because its registry could not answer. */
void wc_say_inferred(const struct wc_gathered *images, size_t count);

#endif
