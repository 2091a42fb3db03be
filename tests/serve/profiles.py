#!/usr/bin/python3
# nodeProfiles in serve and audit: faults of the file, reloading, pools without a node, and the matcher of each containerd. profiles.py PROGRAM prints TAP.
import json
import sys

from parts import IMAGE, Hook, listed, node, pod, review, runtime_class
from small_registry import Registry
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
config, none = home / "wincompat.yaml", home / "none.json"
none.write_text(json.dumps(listed()), encoding="utf-8")
ONE = "nodeProfiles:\n  - {name: a, match: {agentpool: a}, host: server-2022}\n"


def audit(objects, *args):
    p = program.run("audit", "--offline", "--fail-on", "never", "-o", "json", *args, "-", stdin=json.dumps(objects))
    return (json.loads(p.stdout), p) if p.returncode == 0 else ({}, p)


# --- Every fault of the file, with its place --------------------------------------------------------------------------
cluster = listed(node("w", "10.0.20348.2966"), pod(IMAGE["2022"]))
PROFILE = "nodeProfiles:\n  - name: a\n    match: {pool: a}\n"
for what, text, places in (
    ("no map", "- a\n", ["1:1: keys and values are expected"]),
    ("an unknown key of the file", "nodeProfile: []\n", ["1:1: 'nodeProfile' is no key", "did you mean 'nodeProfiles'?"]),
    ("no list", "nodeProfiles: {a: b}\n", ["1:15: nodeProfiles takes a list"]),
    ("two documents", ONE + "---\n" + ONE, ["4:1: the file holds 2 documents"]),
    ("no profile", "nodeProfiles: [a, {name: b, match: {x: y}}]\n", ["1:16: a profile is a map"]),
    ("nothing in it", "nodeProfiles:\n  - host: server-2022\n", ["2:5: a profile needs `name`", "2:5: a profile needs `match`"]),
    ("unknown keys", PROFILE + "    sandobx: 10.0.1\n    size: 3\n", ["4:5: 'sandobx' is no key", "did you mean 'sandbox'?", "5:5: 'size' is no key"]),
    ("values of another kind", PROFILE + "    taints: a\n    labels: [a]\n    hyperv: [yes]\n", ["4:13: taints takes a list", "5:13: labels takes a map", "6:13: hyperv takes one word"]),
    ("empty values", PROFILE + "    labels: {}\n    host: ''\n", ["4:13: labels takes a map", "5:11: host takes one word"]),
    ("a name twice", ONE + "  - {name: a, match: {agentpool: b}}\n", ["3:12: the name 'a' stands twice"]),
    ("a label twice", PROFILE + "    labels: {pool: b}\n", ["4:20: the label pool is a in match"]),
    ("no taint", PROFILE + "    taints: [gpu, 'gpu=yes:Never', ':NoSchedule']\n", ["4:14: 'gpu' is no taint", "4:19: 'gpu=yes:Never' is no taint", "4:36: ':NoSchedule' is no taint"]),
    ("no release", PROFILE + "    host: server-2021\n", ["4:11: host: ", "did you mean"]),
    ("a file as host", PROFILE + "    host: '@nodes.json'\n", ["4:11: host: it takes a release or a version alone"]),
    ("facts behind the host", PROFILE + "    host: server-2022,hyperv=yes\n", ["4:11: host: it takes a release"]),
    ("no platform", PROFILE + "    platform: ask\n    os-sku: Windows2022\n", ["4:15: no platform is called 'ask'"]),
    ("no SKU", PROFILE + "    platform: aks\n", ["4:15: platform aks says no Windows without os-sku", "Windows2019, Windows2022"]),
    ("another SKU", PROFILE + "    platform: aks\n    os-sku: Ubuntu\n", ["5:13: aks has no os-sku 'Ubuntu'"]),
    ("a SKU of nothing", PROFILE + "    os-sku: Windows2022\n", ["4:13: os-sku is a platform's"]),
    ("two Windows", PROFILE + "    platform: aks\n    os-sku: Windows2022\n    host: server-2019\n", ["6:11: host is another Windows than AKS, Windows Server 2022"]),
    ("no engine", PROFILE + "    engine: containred:1.7\n", ["4:13: ", "did you mean 'containerd'?"]),
    ("no word", PROFILE + "    hyperv: maybe\n", ["4:13: hyperv=maybe: that is not"]),
    ("no build", PROFILE + "    sandbox: tomorrow\n", ["4:14: sandbox=tomorrow"]),
    ("two values", PROFILE + "    sandbox: 10.0.1,hyperv=yes\n", ["4:14: sandbox takes one value"]),
    ("no YAML", "nodeProfiles: [\n", ["wincompat.yaml"]),
    ("an anchor", "nodeProfiles: &a []\n", ["1:15"]),
):
    config.write_text(text, encoding="utf-8")
    p = audit(cluster, "--config", config)[1]
    lacking = [place for place in places if place not in p.stderr]
    tap.ok(p.returncode == 2 and not lacking and not p.stdout, f"{what}: every fault, with its place", lacking, p.stderr)
    p = program.run("serve", "--no-tls", "--listen", "127.0.0.1:0", "--no-journal", "--nodes", none, "--config", config)
    tap.ok(p.returncode == 2 and places[0] in p.stderr, f"{what}: serve says so, too, and does not begin", p.stderr)
config.write_text("hosts: [server-2022]\n", encoding="utf-8")
tap.ok(audit(cluster, "--config", config)[1].returncode == 0, "what the file holds for scan is passed over")
p = audit(cluster, "--config", home / "none.yaml")[1]
tap.ok(p.returncode == 2 and "none.yaml" in p.stderr and "do: " in p.stderr, "a file that is not there", p.stderr)
(home / "repository").mkdir()
(home / "repository" / "wincompat.yaml").write_text(ONE, encoding="utf-8")
p = program.run("scan", "--offline", home / "repository")
tap.ok("no key" not in p.stderr and p.returncode == 0, "scan passes over what it holds for nodes", p.stderr)

p = program.run("serve", "--no-tls", "--listen", "127.0.0.1:0", "--no-journal", "--config", config)
tap.ok(p.returncode == 2 and "not known" in p.stderr and "give --cluster or --nodes" in p.stderr, "profiles complete nodes, and are no cluster alone", p.stderr)

# --- serve reads it anew; a reference whose tag says no build is refused ----------------------------------------------
config.write_text(ONE, encoding="utf-8")
hook = Hook(program, home, "--offline", "--config", config, nodes=listed(node("w19", "10.0.17763.6775")), plain=True)
tap.ok(hook.judge(review(pod(IMAGE["2022"])))["allowed"], "a pool that has no node now may take it")
config.write_text(ONE.replace("server-2022", "server-2019"), encoding="utf-8")
hook.wait_for("were read anew")
tap.ok(not hook.judge(review(pod(IMAGE["2022"])))["allowed"], "the profiles were read anew")
config.write_text("nodeProfiles: 5\n", encoding="utf-8")
hook.wait_for("what was known before stays")
tap.ok(not hook.judge(review(pod(IMAGE["2022"])))["allowed"], "what is wrong changes nothing")
metrics = hook.ask("/metrics")[1].decode()
tap.ok("wincompat_nodes 1\n" in metrics, "a pool without a node is no node", metrics)
hook.end()
config.write_text(PROFILE + "    sandbox: example.com/pause:3.9\n", encoding="utf-8")
p = program.run("serve", "--no-tls", "--listen", "127.0.0.1:0", "--no-journal", "--nodes", none, "--config", config)
tap.ok(p.returncode == 2 and "the tag of example.com/pause:3.9 does not say" in p.stderr and "sandbox: VERSION" in p.stderr, "a pause image whose tag says no build", p.stderr)

# --- audit -----------------------------------------------------------------------------------------------------------
config.write_text(ONE + "  - {name: b, match: {agentpool: b}, sandbox: 10.0.17763, hyperv: 'yes'}\n", encoding="utf-8")
hyperv = runtime_class("hv", "runhcs-wcow-hyperv")
named = lambda name, made: {**made, "metadata": {"name": name}}
objects = listed(node("w19", "10.0.17763.6775"), node("b1", "10.0.20348.2966", {"agentpool": "b"}), hyperv,
                 named("new", pod(IMAGE["2022"], nodeSelector={"kubernetes.io/os": "windows", "agentpool": "a"})),
                 named("old", pod(IMAGE["2019"])), named("both", pod(IMAGE["2022"])),
                 named("none", pod(IMAGE["2022"], nodeSelector={"kubernetes.io/os": "windows", "agentpool": "c"})),
                 named("vm", pod(IMAGE["2019"], nodeSelector={"agentpool": "b"}, runtimeClassName="hv")))
answer, p = audit(objects, "--config", config)
rows = {w["name"]: w for w in answer.get("workloads", [])}
pools = [c for c in answer.get("classes", []) if c["pool"]]
tap.ok([(c["pool"], c["nodes"], c["host"]["name"]) for c in pools] == [("a", 0, "a")], "a pool without a node is a class without nodes", pools, p.stderr)
tap.ok(rows["new"]["runs"] == "everywhere" and rows["new"]["nodes"] == 0 and rows["new"]["on"][0]["verdict"]["decision"] == "allow", "what fits only that pool runs", rows["new"])
tap.ok(rows["both"]["runs"] == "some" and rows["both"]["nodes"] == 2 and len(rows["both"]["on"]) == 3, "it counts among the places", rows["both"])
tap.ok("2 Windows nodes and 1 pool without a node may take it: 3 lack" in rows["none"]["why"], "nobody may take it", rows["none"])
tap.ok(rows["vm"]["runs"] == "everywhere", "the build of the pause image, as told", rows["vm"])
tap.ok(any("pause image 10.0.17763 does not fit" in json.dumps(c["verdict"]) for c in rows["both"]["on"]), "which process isolation does not like", rows["both"])
p = program.run("audit", "--offline", "--config", config, "--explain", "-", stdin=json.dumps(objects))
tap.ok("on the pool a, which has no node now, of" in p.stdout and p.stdout.startswith("5 workloads for Windows on 2 nodes"), "as text", p.stdout)

config.write_text("nodeProfiles:\n  - {name: typo, match: {agentpol: b}, hyperv: 'yes'}\n", encoding="utf-8")
answer, p = audit(objects, "--config", config)
tap.ok(answer and "the profile typo matches no node" in p.stderr and "do: " in p.stderr, "a profile that does nothing is named", p.stderr)
hook = Hook(program, home, "--offline", "--config", config, nodes=listed(node("w", "10.0.20348.2966")), plain=True)
tap.ok("the profile typo matches no node" in hook.text(), "serve logs it", hook.text())
hook.end()

# --- The matcher of each containerd, in both commands -----------------------------------------------------------------
with Registry() as registry:
    registry.shift = 6000
    image, cache = f"{registry.host}/app:tag1", {"XDG_CACHE_HOME": str(home / "cache")}
    for version, forms, allowed in (("1.6.28", ["CONTAINERD-PREFIX"], False), ("1.7.20", ["CONTAINERD-PREFIX", "CONTAINERD-17-FIRST-ABI"], True),
                                    ("1.7.33+azure", ["CONTAINERD-17-FIRST-ABI"], True), ("2.0.5", ["CONTAINERD-FIRST-ABI"], True),
                                    ("2.2.1", ["CONTAINERD-SECOND-ABI"], True)):
        nodes = [node("w25", "10.0.26100.1742", {"agentpool": "a"}, runtime=f"containerd://{version}")]
        config.write_text(f"nodeProfiles:\n  - {{name: a, match: {{agentpool: a}}, host: 10.0.26100.1742, engine: 'containerd:{version}'}}\n", encoding="utf-8")
        for what, known, more in (("a node", nodes, []), ("a pool without a node", [], ["--config", config])):
            p = program.run("audit", "-o", "json", "--fail-on", "never", *more, "-", stdin=json.dumps(listed(*known, pod(image))), env=cache)
            verdict = json.loads(p.stdout)["workloads"][0]["on"][0]["verdict"] if p.returncode == 0 else {}
            got = [o["matcher"] for o in verdict.get("selection", {}).get("outcomes", [])]
            tap.ok(got == forms and (verdict["decision"] == "allow") == allowed, f"audit: {what} of containerd {version}: {', '.join(forms)}", got, p.stderr)
            hook = Hook(program, home, *more, nodes=listed(*known), plain=True, env=cache)
            hook.judge(review(pod(image)))
            answer = hook.judge(review(pod(image)))
            hook.end()
            open_form = "depends on which form" in " ".join(answer.get("warnings", []))
            tap.ok(answer["allowed"] == allowed and open_form == (len(forms) > 1), f"serve: {what} of containerd {version} likewise", answer)
finish(tap)
