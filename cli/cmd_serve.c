/* serve: the admission hook. */
#include "cli/commands.h"

#include "cli/data.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "cli/serving.h"

static const char *
mode_word(size_t i)
{
	return i < wc_serve_mode_words.count ? wc_serve_mode_words.word[i] : NULL;
}

static const char *
on_unknown_word(size_t i)
{
	return i < wc_on_unknown_words.count ? wc_on_unknown_words.word[i] : NULL;
}

static const struct wc_opt options[] = {
	{.name = "listen", .argument = "ADDR:PORT", .fallback = "127.0.0.1:8443", .help = "where to listen; port 0 takes one that is free"},
	{.name = "tls-cert", .argument = "FILE", .file = true, .help = "the certificate chain (PEM); read anew when it changes"},
	{.name = "tls-key", .argument = "FILE", .file = true, .help = "its private key (PEM)"},
	{.name = "no-tls", .help = "speak plain HTTP; only to this machine itself"},
	{.name = "nodes", .argument = "FILE", .file = true,
	 .help = "the cluster's nodes: what `kubectl get nodes,runtimeclasses -o json` prints; read anew when it changes"},
	{.name = "cluster", .help = "watch the nodes of the cluster that it runs in, with its service account"},
	{.name = "cluster-url", .argument = "URL", .help = "another API server to watch with --cluster; beside `kubectl proxy` it is http://127.0.0.1:8001"},
	{.name = "cluster-account", .argument = "DIR", .file = true, .help = "the folder with the files token and ca.crt by which it logs in there"},
	{.name = "prefetch", .help = "watch the cluster's workloads, too, and ask for their images before their pods are there"},
	{.name = "docker-authz", .argument = "ADDR", .help = "answer a Docker Engine as its authorization plug-in: unix:PATH, tcp:ADDR:PORT or npipe:////./pipe/NAME"},
	{.name = "docker-tls-ca", .argument = "FILE", .file = true, .help = "the CA (PEM) by whose certificates engines ask over tcp"},
	{.name = "docker-spec", .argument = "FILE", .file = true, .help = "write there where engines find the plug-in (/etc/docker/plugins/wincompat.spec)"},
	{.name = "docker-images", .help = "ask that engine (DOCKER_HOST, the docker context) which image it has under a name, before its registry"},
	{.name = "enforce-isolation", .help = "refuse a launch by Docker that does not name the isolation it is allowed in"},
	WC_OPT_HOST,
	{.name = "node-facts", .argument = "FACTS",
	 .help = "what nodes do not tell of themselves, as behind a --host: sandbox=VERSION (of the pause image), hyperv=yes"},
	WC_OPT_CONFIG,
	{.name = "mode", .argument = "MODE", .word = mode_word, .fallback = "enforce",
	 .help = "what a refusal comes to: a note in the audit log, a warning too, or a refusal"},
	{.name = "on-unknown", .argument = "WHAT", .word = on_unknown_word, .fallback = "warn",
	 .help = "what comes of a pod of which too little is known in time: infer takes what the tags of its images say"},
	{.name = "max-age", .argument = "DURATION", .fallback = "24h",
	 .help = "how old what a registry said last may be where it does not answer (30m, 12h, 7d); it is used with a warning"},
	{.name = "pin-digests", .help = "let /mutate name images that are given by a tag by the digest of their index, too"},
	{.name = "add-toleration", .argument = "TAINT", .repeats = true,
	 .help = "let /mutate add a toleration of this taint (KEY[=VALUE]:EFFECT) where nodes that can run the pod have it; may be repeated"},
	{.name = "strict", .help = "refuse what some of the nodes cannot run on which it may land"},
	WC_OPT_PURPOSE("the pods are"),
	{.name = "harden", .help = "take no new privileges, make no system calls but those of a server, start no program, and let no other process look into its memory (Linux)"},
	WC_OPT_JOURNAL,
	{.name = "no-journal", .help = "write nothing into the decision journal"},
	WC_OPT_OFFLINE,
	WC_OPT_REGISTRIES,
	{.name = "registry-config", .argument = "FILE", .file = true,
	 .help = "the logins of registries, as docker login keeps them in config.json; read anew when it changes"},
	WC_OPT_MATRIX,
	WC_OPT_POLICY,
	WC_OPT_LANGUAGE,
	WC_OPT_DATA,
	WC_OPT_HELP,
};

static const struct wc_exit_sentence exits[] = {
	{0, "it was told to end, and has answered what was asked"},
	{2, "it could not begin: an option, a file or the system is in the way"},
};

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_serve_options serve;
	if (!wc_serving_asked(cli->arena, args, &serve, &err) || !wc_serve(&serve, &err))
		return wc_say_failed(&err);
	wc_journal_done(serve.journal);
	return WC_EXIT_OK;
}

const struct wc_command wc_cmd_serve = {
	.name = "serve",
	.operands = "",
	.title = "answer a cluster or a Docker Engine that asks whether its pods or containers may run",
	.about = "Answers AdmissionReviews (POST /validate and /mutate, v1 and v1beta1) by the same rules as check: may a Windows pod run on one of the "
	         "nodes that it may land on, in the isolation that its RuntimeClass gives? Pods are refused, workloads get warnings. It prints `ready` and "
	         "its address when it is, logs JSON lines to standard error, and ends gracefully on SIGTERM. With --docker-authz it answers a Docker Engine "
	         "whose host --host names, and a cluster only where TLS is set up, too. Linux only. More: docs/serve.md, docs/authz.md.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.run = run,
	.exits = exits,
	.exit_count = sizeof(exits) / sizeof(exits[0]),
};
