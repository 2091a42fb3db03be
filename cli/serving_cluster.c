/* Serving: which cluster is watched, and who logs in there. */
#include "cli/serving.h"

#include "cli/system.h"
#include "io/http.h"

#include <string.h>

/* The address by which every container of a cluster finds its API server; NULL outside of one. */
static const char *
own_api_server(wc_arena *arena)
{
	const char *host = wc_system_variable(arena, "KUBERNETES_SERVICE_HOST"), *port = wc_system_variable(arena, "KUBERNETES_SERVICE_PORT");
	bool is_v6 = host && strchr(host, ':');
	return host && *host && port && *port ? wc_printf(arena, is_v6 ? "https://[%s]:%s" : "https://%s:%s", host, port) : NULL;
}

static bool
check_cluster(const struct wc_args *args, const struct wc_serve_cluster *cluster, struct wc_err *err)
{
	if (wc_opt_text(args, "nodes")) {
		wc_fail(err, WC_FAULT_INPUT, "--nodes and --cluster contradict each other");
		return wc_hint(err, "give one of them");
	}
	if (!cluster->url) {
		wc_fail(err, WC_FAULT_INPUT, "--cluster: this is no container of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
		return wc_hint(err, "run `kubectl proxy` and add --cluster-url http://127.0.0.1:8001, or give a file with --nodes");
	}
	if (strncmp(cluster->url, "https://", 8) == 0 || (strncmp(cluster->url, "http://", 7) == 0 && wc_http_is_loopback(cluster->url)))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--cluster-url: '%.80s' is neither https:// nor http:// on this machine itself", cluster->url);
	return wc_hint(err, "an API server is asked by TLS; `kubectl proxy` is http://127.0.0.1:8001");
}

/* In a cluster all is said by what Kubernetes gives each container; elsewhere a proxy has logged in, or a folder says how. */
bool
wc_cluster_asked(wc_arena *arena, const struct wc_args *args, struct wc_serve_cluster *ret_cluster, struct wc_err *err)
{
	static const char mounted[] = "/var/run/secrets/kubernetes.io/serviceaccount";
	const char *url = wc_opt_text(args, "cluster-url"), *account = wc_opt_text(args, "cluster-account");
	bool is_wanted = wc_opt_flag(args, "cluster"), prefetch = wc_opt_flag(args, "prefetch");
	if (!is_wanted && (url || account || prefetch)) {
		wc_fail(err, WC_FAULT_INPUT, "--%s is about a cluster that is watched, and none is", url ? "cluster-url" : account ? "cluster-account" : "prefetch");
		return wc_hint(err, "add --cluster");
	}
	struct wc_serve_cluster cluster = {0};
	if (!is_wanted) {
		*ret_cluster = cluster;
		return true;
	}
	size_t length = url ? strlen(url) : 0;
	while (length && url[length - 1] == '/')
		length--;
	cluster.url = url ? wc_copy(arena, url, length) : own_api_server(arena);
	cluster.account = account ? account : url ? NULL : mounted;
	cluster.prefetch = prefetch;
	if (!check_cluster(args, &cluster, err))
		return false;
	*ret_cluster = cluster;
	return true;
}
