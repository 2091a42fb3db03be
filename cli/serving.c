/* Serving: options, and how each of the server's threads reads images. */
#include "cli/serving.h"

#include "cli/data.h"
#include "cli/journal.h"
#include "cli/registries.h"
#include "cli/request.h"
#include "cli/since.h"
#include "cli/say.h"
#include "cli/system.h"
#include "io/file.h"
#include "io/listen.h"

#include <string.h>

enum { LOOKUP_THREADS = 12, PATIENCE_MS = 1000, FRESH_SECONDS = 300, OLD_SECONDS = 600, FAILED_SECONDS = 10, TIMEOUT_SECONDS = 10 };

static bool
read_program(void *context, wc_arena *arena, struct wc_stamps *stamps, const struct wc_program **ret_program, struct wc_diags *diags, struct wc_err *err)
{
	return wc_program_make(arena, context, stamps, ret_program, diags, err);
}

static bool
read_profiles(void *context, wc_arena *arena, const struct wc_program *program, struct wc_stamps *stamps, struct wc_node_profiles *ret_profiles,
              struct wc_diags *diags, struct wc_err *err)
{
	return wc_profiles_make(arena, context, program, stamps, ret_profiles, diags, err);
}

/* Each thread has a session and a hold on the cache of its own. Tags are read as the built-in data has them, or --data at the start. */
static bool
open_session(void *context, wc_arena *arena, struct wc_lookup_session *ret_session, struct wc_err *err)
{
	const struct wc_args *args = context;
	struct wc_registries *registries = wc_alloc(arena, sizeof(*registries));
	struct wc_lookup_session session = {.kept = registries};
	session.how.program = wc_data_asked(arena, args);
	session.how.offline = wc_opt_flag(args, "offline");
	if (!session.how.program || !wc_registries_asked(arena, args, &session.how, registries, err))
		return false;
	if (!session.how.timeout_seconds)
		session.how.timeout_seconds = TIMEOUT_SECONDS;
	*ret_session = session;
	return true;
}

static void
close_session(void *context, struct wc_lookup_session *session)
{
	(void)context;
	wc_registries_done(session->kept);
}

static bool
check_listen(const struct wc_args *args, struct wc_err *err)
{
	bool plain = wc_opt_flag(args, "no-tls"), cert = wc_opt_text(args, "tls-cert"), key = wc_opt_text(args, "tls-key");
	const char *listen = wc_opt_text(args, "listen");
	if (!wc_listen_check(listen, err))
		return false;
	if (plain && (cert || key)) {
		wc_fail(err, WC_FAULT_INPUT, "--no-tls and --tls-cert or --tls-key contradict each other");
		return wc_hint(err, "give one of them");
	}
	if (!plain && (!cert || !key)) {
		wc_fail(err, WC_FAULT_INPUT, "--tls-%s is missing: a cluster asks its hooks by TLS only", cert ? "key" : "cert");
		return wc_hint(err, "name the certificate and its key with --tls-cert FILE --tls-key FILE, or, to try it on this machine, --no-tls");
	}
	if (plain && !wc_listen_is_loopback(listen)) {
		wc_fail(err, WC_FAULT_INPUT, "--no-tls is only for this machine itself, and %.80s is open to others", listen);
		return wc_hint(err, "listen on 127.0.0.1, or give --tls-cert and --tls-key");
	}
	return true;
}

/* Profiles complete what is known of a cluster; alone they would make every node that nobody told of disappear. */
static bool
check_config(const struct wc_args *args, const struct wc_serve_options *o, struct wc_err *err)
{
	if (!o->profiles || o->nodes || o->cluster.url)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--config %.80s tells of pools of a cluster's nodes, and these are not known", wc_opt_text(args, "config"));
	return wc_hint(err, "give --cluster or --nodes, too; a List without items where there is no node yet");
}

/* A hardened server starts no program: it says so where a login would need one. */
static const char *
helper_named(wc_arena *arena, const struct wc_args *args)
{
	struct wc_registry_options options = {.environment = wc_system_variable};
	if (!wc_opt_flag(args, "harden") || wc_opt_flag(args, "offline") || wc_opt_text(args, "creds"))
		return NULL;
	struct wc_registry *registry = wc_registry_open(&options);
	const char *helper = wc_registry_helper(registry);
	helper = helper ? wc_copyz(arena, helper) : NULL;
	wc_registry_close(registry);
	return helper;
}

static uint8_t
word_of(const struct wc_args *args, const struct wc_words *words, const char *name)
{
	unsigned value = 0;
	wc_word_find(words, wc_opt_text(args, name), &value);
	return (uint8_t)value;
}

/* Files that change are read anew, with all others: what can be read only once is none of them. */
static bool
check_policies(const struct wc_args *args, struct wc_err *err)
{
	const struct wc_given *policies = wc_opt_all(args, "policy");
	for (size_t i = 0; i < policies->count; i++) {
		if (strcmp(policies->item[i], "-") == 0) {
			wc_fail(err, WC_FAULT_INPUT, "--policy -: a server reads its policies again and again, and standard input can be read only once");
			return wc_hint(err, "write it into a file");
		}
	}
	return true;
}

static bool
open_journal(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *o, struct wc_err *err)
{
	o->requires_log = wc_opt_flag(args, "require-log");
	if (wc_opt_flag(args, "no-journal")) {
		if (!o->requires_log)
			return true;
		wc_fail(err, WC_FAULT_INPUT, "--no-journal and --require-log contradict each other");
		return wc_hint(err, "give one of them");
	}
	return wc_journal_named(arena, args, o->requires_log, &o->journal, err);
}

/* Offline nothing has an age: nobody could be asked. */
static bool
take_age(const struct wc_args *args, struct wc_serve_options *o, struct wc_err *err)
{
	int64_t most;
	const char *text = wc_opt_text(args, "max-age");
	if (!wc_duration_read(text, &most)) {
		wc_fail(err, WC_FAULT_INPUT, "--max-age: '%.40s' is no duration", text);
		return wc_hint(err, "write numbers with their units, such as 30m, 12h or 7d");
	}
	o->lookups.most_seconds = most / 1000 > UINT32_MAX ? UINT32_MAX : (unsigned)(most / 1000);
	if (o->lookups.most_seconds < OLD_SECONDS)
		o->lookups.most_seconds = OLD_SECONDS;
	if (wc_opt_flag(args, "offline"))
		o->lookups.most_seconds = 0;
	return true;
}

/* A file of logins that is not there would only show when the first image is refused. */
static bool
check_logins(const struct wc_args *args, struct wc_err *err)
{
	const char *path = wc_opt_text(args, "registry-config");
	if (!path || wc_path_kind(path) == WC_PATH_FILE)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--registry-config %.300s: there is no such file", path);
	return wc_hint(err, "name the config.json of docker login, or the .dockerconfigjson of a mounted Secret");
}

/* What /mutate changes beside affinity and spec.os. */
static bool
take_changes(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *o, struct wc_err *err)
{
	const struct wc_given *taints = wc_opt_all(args, "add-toleration");
	struct wc_toleration *tolerations = wc_array(arena, struct wc_toleration, taints->count + 1);
	o->pins = wc_opt_flag(args, "pin-digests");
	if (o->pins && wc_opt_flag(args, "offline")) {
		wc_fail(err, WC_FAULT_INPUT, "--pin-digests and --offline contradict each other: what no registry is asked for is not verified");
		return wc_hint(err, "give one of them");
	}
	if (taints->count > WC_MOST_TOLERATIONS) {
		wc_fail(err, WC_FAULT_INPUT, "--add-toleration is given %zu times; at most %d taints can be tolerated", taints->count, WC_MOST_TOLERATIONS);
		return wc_hint(err, "name the taints that stand for Windows only");
	}
	for (size_t i = 0; i < taints->count; i++)
		if (!wc_toleration_read(arena, taints->item[i], &tolerations[i], err))
			return wc_while(err, "--add-toleration");
	o->tolerations = tolerations;
	o->toleration_count = taints->count;
	return true;
}

/* All that is about images. */
static bool
take_images(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *o, struct wc_err *err)
{
	return wc_jobs_check(args, err) && check_logins(args, err) && take_age(args, o, err) && take_changes(arena, args, o, err);
}

bool
wc_serving_asked(wc_arena *arena, const struct wc_args *args, struct wc_serve_options *ret_options, struct wc_err *err)
{
	struct wc_gather timeout;
	wc_date today;
	struct wc_serve_options o = {
		.listen = wc_opt_text(args, "listen"), .tls_cert = wc_opt_text(args, "tls-cert"), .tls_key = wc_opt_text(args, "tls-key"),
		.nodes = wc_opt_text(args, "nodes"), .node_facts = wc_opt_text(args, "node-facts"), .edition = wc_opt_text(args, "matrix"), .strict = wc_opt_flag(args, "strict"),
		.harden = wc_opt_flag(args, "harden"), .program = read_program, .profiles = wc_opt_text(args, "config") ? read_profiles : NULL, .say_faults = wc_say_faults,
		.context = (void *)(uintptr_t)args, .version = WC_VERSION};
	o.mode = word_of(args, &wc_serve_mode_words, "mode");
	o.on_unknown = wc_opt_flag(args, "offline") ? WC_ON_UNKNOWN_INFER : word_of(args, &wc_on_unknown_words, "on-unknown");
	o.purpose = wc_request_asked(args).purpose;
	o.lookups = (struct wc_lookups_options){.threads = LOOKUP_THREADS, .open = open_session, .close = close_session, .context = o.context,
	                                        .patience_ms = PATIENCE_MS, .fresh_seconds = FRESH_SECONDS, .old_seconds = OLD_SECONDS, .failed_seconds = FAILED_SECONDS};
	if (!wc_days_asked(args, &o.as_of, &today, err) || !check_policies(args, err) || !wc_cluster_asked(arena, args, &o.cluster, err) ||
	    !check_config(args, &o, err) || !wc_docker_asked(arena, args, &o, err) ||
	    (o.listen && !check_listen(args, err)) || !wc_timeout_asked(args, &timeout, err) || !take_images(arena, args, &o, err) ||
	    !open_journal(arena, args, &o, err))
		return false;
	o.helper = helper_named(arena, args);
	*ret_options = o;
	return true;
}
