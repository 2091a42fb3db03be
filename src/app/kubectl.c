/* A cluster through the user's own kubectl: its authentication, its rights, reading only. */
#include "app/audit.h"

#include "base/limits.h"
#include "io/spawn.h"
#include "source/cluster/cluster.h"

#include <string.h>

enum { MOST_ARGUMENTS = 12, SECONDS = 120 };

/* What is listed. `everywhere`: it belongs to no namespace. */
static const struct {
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
failed(wc_arena *arena, const struct wc_spawned *did, const char *resource, struct wc_err *err)
{
	bool denied = strstr(did->talk, "orbidden") != NULL;
	wc_fail(err, WC_FAULT_UNREACHABLE, "kubectl may not list %s: %.600s", resource, first_line(arena, did->talk));
	if (!denied)
		wc_fail(err, WC_FAULT_UNREACHABLE, "kubectl get %s failed (exit code %d): %.600s", resource, did->code, first_line(arena, did->talk));
	if (denied)
		return wc_hint(err, "ask for the right to list %s, or audit what you may read: kubectl get … -o json | wincompat audit -", resource);
	return wc_hint(err, "try `kubectl get %s` yourself; --context names another cluster", resource);
}

static bool
not_run(const struct wc_kubectl *k, const char *resource, struct wc_err *err)
{
	wc_while(err, "asking the cluster by `%s get %s`", k->program, resource);
	return wc_hint(err, "is kubectl installed, and in PATH? A saved cluster needs none: wincompat audit FILE");
}

static bool
read_kind(wc_arena *arena, const struct wc_kubectl *k, const char *resource, bool everywhere, unsigned seconds, struct wc_cluster_reading *cluster,
          struct wc_err *err)
{
	const char *argv[MOST_ARGUMENTS] = {k->program, "get", resource, "-o", "json"};
	size_t count = 5;
	wc_arena *own = wc_arena_new();
	struct wc_spawned did;
	add(argv, &count, "--context", k->context);
	add(argv, &count, "--kubeconfig", k->kubeconfig);
	if (!everywhere && k->name_space)
		add(argv, &count, "--namespace", k->name_space);
	else if (!everywhere)
		argv[count++] = "--all-namespaces";
	struct wc_spawn spawn = {.argv = argv, .input = "", .most = WC_LIMIT_TEXT_BYTES, .timeout_ms = 1000 * seconds};
	bool good = wc_spawn_run(own, &spawn, &did, err) || not_run(k, resource, err);
	good = good && (did.code == 0 || failed(arena, &did, resource, err)) &&
	       wc_cluster_add(cluster, wc_printf(arena, "kubectl get %s", resource), did.out, did.out_length, err);
	wc_arena_free(own);
	return good;
}

bool
wc_kubectl_read(wc_arena *arena, const struct wc_kubectl *kubectl, unsigned timeout_seconds, struct wc_cluster_reading *cluster, struct wc_err *err)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!read_kind(arena, kubectl, kinds[i].resource, kinds[i].everywhere, timeout_seconds ? timeout_seconds : SECONDS, cluster, err))
			return false;
	return true;
}
