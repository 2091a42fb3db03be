/* A cluster through the user's own kubectl: its authentication, its rights, reading only. */
#include "app/audit.h"

#include "base/limits.h"
#include "base/text.h"
#include "io/spawn.h"
#include "source/cluster/cluster.h"

#include <string.h>

enum { MOST_ARGUMENTS = 12, SECONDS = 120 };

/* What is listed. `everywhere`: it belongs to no namespace. */
static const struct kind {
	const char *resource;
	bool everywhere;
} kinds[] = {
	{"nodes", true},
	{"runtimeclasses.node.k8s.io", true},
	{"deployments.apps", false},
	{"statefulsets.apps", false},
	{"daemonsets.apps", false},
	{"replicasets.apps", false},
	{"replicationcontrollers", false},
	{"cronjobs.batch", false},
	{"jobs.batch", false},
	{"pods", false},
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), NODES = 0, FIRST_WORKLOADS = 2 };

static void
add(const char **argv, size_t *count, const char *option, const char *value)
{
	if (!value)
		return;
	argv[(*count)++] = option;
	argv[(*count)++] = value;
}

/* The first line of what kubectl says. */
static const char *
first_line(wc_arena *arena, const char *talk)
{
	return wc_copy(arena, talk, strcspn(talk, "\r\n"));
}

static bool
is_denied(const struct wc_spawned *did)
{
	return did->code != 0 && strstr(did->talk, "orbidden") != NULL;
}

/* Why kubectl could not list it, and what to do, by what it says. */
static bool
failed(wc_arena *arena, const struct wc_spawned *did, const char *resource, struct wc_err *err)
{
	const char *said = first_line(arena, did->talk);
	if (is_denied(did)) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "kubectl may not list %s: %.600s", resource, said);
		return wc_hint(err, "ask for the right to list %s, or audit what was saved by somebody who has it: wincompat audit FILE; nodes alone: --nodes FILE", resource);
	}
	wc_fail(err, WC_FAULT_UNREACHABLE, "kubectl get %s failed (exit code %d): %.600s", resource, did->code, said);
	if (strstr(did->talk, "nauthorized") || strstr(did->talk, "logged in"))
		return wc_hint(err, "the login ran out or is none: log in to the cluster again, then try `kubectl get %s`", resource);
	if (strstr(did->talk, "Unable to connect") || strstr(did->talk, "refused"))
		return wc_hint(err, "is the cluster up, and can it be reached from here? --context names another cluster");
	return wc_hint(err, "try `kubectl get %s` yourself; --context names another cluster", resource);
}

static bool
not_run(const struct wc_kubectl *k, const char *resource, struct wc_err *err)
{
	wc_while(err, "asking the cluster by `%s get %s`", k->program, resource);
	return wc_hint(err, "is kubectl installed, and in PATH? A saved cluster needs none: wincompat audit FILE");
}

/* Has the server no such kind? Then there is none of it. */
static bool
is_absent(const struct wc_spawned *did)
{
	return did->code != 0 && strstr(did->talk, "have a resource type") != NULL;
}

/* Runs `kubectl get` of one kind, or of several with commas between. False and `err` where it cannot be run. */
static bool
list(wc_arena *arena, const struct wc_kubectl *k, const struct kind *kind, unsigned seconds, struct wc_spawned *ret_did, struct wc_err *err)
{
	const char *argv[MOST_ARGUMENTS] = {k->program, "get", kind->resource, "-o", "json"};
	size_t count = 5;
	add(argv, &count, "--context", k->context);
	add(argv, &count, "--kubeconfig", k->kubeconfig);
	if (!kind->everywhere && k->name_space)
		add(argv, &count, "--namespace", k->name_space);
	else if (!kind->everywhere)
		argv[count++] = "--all-namespaces";
	struct wc_spawn spawn = {.argv = argv, .input = "", .most = WC_LIMIT_CLUSTER_BYTES, .timeout_ms = 1000 * seconds};
	return wc_spawn_run(arena, &spawn, ret_did, err) || not_run(k, kind->resource, err);
}

/* All kinds at once, which takes one kubectl instead of ten. *ret_apart where each has to be listed by itself, to see which is denied. */
static bool
read_at_once(wc_arena *arena, const struct wc_kubectl *k, size_t first, unsigned seconds, struct wc_cluster_reading *cluster, bool *ret_apart, struct wc_err *err)
{
	wc_arena *own = wc_arena_new();
	struct wc_text all = {.arena = own};
	struct wc_spawned did;
	for (size_t i = first; i < KINDS; i++)
		wc_text_printf(&all, "%s%s", i > first ? "," : "", kinds[i].resource);
	bool good = list(own, k, &(struct kind){wc_text_string(&all), false}, seconds, &did, err);
	*ret_apart = good && (is_denied(&did) || is_absent(&did));
	if (good && !*ret_apart)
		good = (did.code == 0 || failed(arena, &did, kinds[first].resource, err)) && wc_cluster_add(cluster, "kubectl get", did.out, did.out_length, err);
	wc_arena_free(own);
	return good;
}

/* Lists one kind. *ret_denied where the right is missing: `err` says so, and nothing was read. False and `err`. */
static bool
read_kind(wc_arena *arena, const struct wc_kubectl *k, const struct kind *kind, unsigned seconds, struct wc_cluster_reading *cluster, bool *ret_denied,
          struct wc_err *err)
{
	wc_arena *own = wc_arena_new();
	struct wc_spawned did;
	bool good = list(own, k, kind, seconds, &did, err);
	*ret_denied = good && is_denied(&did);
	bool absent = good && is_absent(&did);
	good = good && (absent || ((did.code == 0 || failed(arena, &did, kind->resource, err)) &&
	                           wc_cluster_add(cluster, wc_printf(arena, "kubectl get %s", kind->resource), did.out, did.out_length, err)));
	wc_arena_free(own);
	return good;
}

bool
wc_kubectl_read(wc_arena *arena, const struct wc_kubectl *kubectl, bool with_nodes, unsigned timeout_seconds, struct wc_cluster_reading *cluster,
                struct wc_audit_gaps *ret_gaps, struct wc_err *err)
{
	size_t denied_workloads = 0, first = with_nodes ? NODES : NODES + 1;
	unsigned seconds = timeout_seconds ? timeout_seconds : SECONDS;
	bool apart;
	*ret_gaps = (struct wc_audit_gaps){wc_array(arena, struct wc_audit_gap, KINDS), 0};
	if (!read_at_once(arena, kubectl, first, seconds, cluster, &apart, err))
		return false;
	for (size_t i = first; apart && i < KINDS; i++) {
		bool denied;
		struct wc_err why;
		if (read_kind(arena, kubectl, &kinds[i], seconds, cluster, &denied, &why))
			continue;
		denied_workloads += i >= FIRST_WORKLOADS;
		bool nothing_left = i == NODES || denied_workloads == KINDS - FIRST_WORKLOADS;
		if (!denied || nothing_left) {
			*err = why;
			return false;
		}
		ret_gaps->item[ret_gaps->count++] = (struct wc_audit_gap){kinds[i].resource, wc_copyz(arena, why.text)};
	}
	return true;
}
